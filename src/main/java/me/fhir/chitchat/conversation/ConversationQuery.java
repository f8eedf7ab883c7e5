package me.fhir.chitchat.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations to list; null means any. {@code updatedAfter} is inclusive.
 *
 * @param originHash the hash of the bridge's address at which they were begun
 * @param scope which of those with seats are among them
 */
public record ConversationQuery(
        @Nullable Boolean completed,
        @Nullable String scenarioId,
        @Nullable Instant updatedAfter,
        int limit,
        int offset,
        @Nullable String originHash,
        Scope scope) {
    /** Which conversations with seats a list may mention. */
    public enum Scope {
        ALL,
        /** Those that agreed to be listed. */
        LISTED,
        NONE_WITH_SEATS
    }

    /** A query for conversations with and without seats. */
    public ConversationQuery(
            @Nullable Boolean completed,
            @Nullable String scenarioId,
            @Nullable Instant updatedAfter,
            int limit,
            int offset,
            @Nullable String originHash) {
        this(completed, scenarioId, updatedAfter, limit, offset, originHash, Scope.ALL);
    }

    /** A query for conversations of any origin. */
    public ConversationQuery(
            @Nullable Boolean completed,
            @Nullable String scenarioId,
            @Nullable Instant updatedAfter,
            int limit,
            int offset) {
        this(completed, scenarioId, updatedAfter, limit, offset, null);
    }

    /** What is left of this query once so many were read. */
    public ConversationQuery from(int read) {
        return new ConversationQuery(
                completed, scenarioId, updatedAfter, limit - read, offset + read, originHash, scope);
    }

    /** The same in another scope. */
    public ConversationQuery within(Scope other) {
        return new ConversationQuery(completed, scenarioId, updatedAfter, limit, offset, originHash, other);
    }
}
