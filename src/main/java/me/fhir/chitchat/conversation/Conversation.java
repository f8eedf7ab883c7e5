package me.fhir.chitchat.conversation;

import java.time.Instant;

/** A conversation as it is listed; {@code metadata} is its Meta as it was given, with {@code metaVersion}. */
public record Conversation(long id, boolean completed, RawJson metadata, Instant createdAt, Instant updatedAt) {
    /** The word on the wire: {@code active} or {@code completed}. */
    public String status() {
        return completed ? "completed" : "active";
    }
}
