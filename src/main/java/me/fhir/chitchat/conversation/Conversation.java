package me.fhir.chitchat.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as it is listed; {@code metadata} is its Meta as it was given, with {@code metaVersion}.
 *
 * @param origin the bridge that began it, or null
 */
public record Conversation(
        long id,
        boolean completed,
        RawJson metadata,
        Instant createdAt,
        Instant updatedAt,
        @Nullable Origin origin) {
    /** A conversation that no bridge began. */
    public Conversation(long id, boolean completed, RawJson metadata, Instant createdAt, Instant updatedAt) {
        this(id, completed, metadata, createdAt, updatedAt, null);
    }

    /** The word on the wire: {@code active} or {@code completed}. */
    public String status() {
        return completed ? "completed" : "active";
    }
}
