package me.fhir.chitchat.outbound;

import org.jspecify.annotations.Nullable;

/** One server-sent event. */
public record SentEvent(@Nullable String id, @Nullable String event, String data) {}
