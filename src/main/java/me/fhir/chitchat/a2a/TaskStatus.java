package me.fhir.chitchat.a2a;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** A task's state, since when, and what the other side said to it (A2A 0.3, section 6.2; 1.0, section 4.1.2). */
record TaskStatus(TaskState state, @Nullable A2aMessage message, Instant since) {}
