package me.fhir.chitchat.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A conversation as it is listed; {@code metadata} is its Meta as it was given, with {@code metaVersion}.
 *
 * @param origin the bridge that began it, or null
 * @param seating whether it has seats
 */
public record Conversation(
        long id,
        boolean completed,
        RawJson metadata,
        Lifetime lifetime,
        @Nullable Origin origin,
        Seating seating) {
    /** When it was created, and when its newest event was written. */
    public record Lifetime(Instant createdAt, Instant updatedAt) {}

    /** A conversation that no bridge began and that has no seats. */
    public Conversation(long id, boolean completed, RawJson metadata, Instant createdAt, Instant updatedAt) {
        this(id, completed, metadata, new Lifetime(createdAt, updatedAt), null, Seating.NONE);
    }

    /** The word on the wire: {@code active} or {@code completed}. */
    public String status() {
        return completed ? "completed" : "active";
    }

    public Instant createdAt() {
        return lifetime.createdAt();
    }

    public Instant updatedAt() {
        return lifetime.updatedAt();
    }

    /** The same with what changes while it goes on. */
    public Conversation withState(boolean nowCompleted, Instant updatedAt) {
        return new Conversation(
                id, nowCompleted, metadata, new Lifetime(lifetime.createdAt(), updatedAt), origin, seating);
    }

    /** The same with another Meta. */
    public Conversation withMetadata(RawJson other) {
        return new Conversation(id, completed, other, lifetime, origin, seating);
    }
}
