package me.fhir.chitchat.llm;

import org.jspecify.annotations.Nullable;

/** The purpose of a call, as its debug log files it; every part may be missing. */
public record CallLabel(
        @Nullable String conversationId,
        @Nullable String agentName,
        @Nullable Integer turnNumber,
        @Nullable String scenarioId,
        @Nullable String stepDescriptor,
        @Nullable String requestId) {
    public static final CallLabel NONE = new CallLabel(null, null, null, null, null, null);
}
