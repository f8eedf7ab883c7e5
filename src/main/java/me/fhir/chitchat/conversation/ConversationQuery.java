package me.fhir.chitchat.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A page of the list of conversations, newest first.
 *
 * @param limit the most conversations, 0 or more
 * @param offset how many are left out before the first one
 */
public record ConversationQuery(Filter filter, int limit, int offset) {
    /**
     * Which conversations are listed; null means any.
     *
     * @param updatedAfter inclusive
     * @param originHash the hash of the bridge's address at which they were begun
     * @param scope which of those with seats are among them
     */
    public record Filter(
            @Nullable Boolean completed,
            @Nullable String scenarioId,
            @Nullable Instant updatedAfter,
            @Nullable String originHash,
            Scope scope) {
        /** All conversations. */
        public static final Filter ALL = new Filter(null, null, null, null, Scope.ALL);

        /** Conversations of a status. */
        public static Filter completed(@Nullable Boolean completed) {
            return new Filter(completed, null, null, null, Scope.ALL);
        }

        /** The same in another scope. */
        public Filter within(Scope other) {
            return new Filter(completed, scenarioId, updatedAfter, originHash, other);
        }
    }

    /** Which conversations with seats a list may mention. */
    public enum Scope {
        ALL,
        /** Those that agreed to be listed. */
        LISTED,
        NONE_WITH_SEATS
    }

    /** The remainder of this query once so many were read. */
    public ConversationQuery from(int read) {
        return new ConversationQuery(filter, limit - read, offset + read);
    }

    /** The same in another scope. */
    public ConversationQuery within(Scope other) {
        return new ConversationQuery(filter.within(other), limit, offset);
    }
}
