package me.fhir.chitchat.a2a;

import me.fhir.chitchat.a2a.message.Part;
import org.jspecify.annotations.Nullable;

/** A document that a task produced (A2A 0.3, section 6.7; 1.0, section 4.1.7). */
record Artifact(String artifactId, String name, @Nullable String description, Part part) {}
