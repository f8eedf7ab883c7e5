package me.fhir.chitchat.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * Which conversations of one bridge's address to list, newest status first. A conversation has its status since its last
 * closed turn, else since its creation.
 *
 * @param origin the bridge and the address; without a context those of any
 * @param since only those whose status is not older, or null
 * @param before only those that come after this place in the list, or null for the first page
 */
public record OriginQuery(
        Origin origin, @Nullable Instant since, @Nullable ListPosition before, int limit) {
    /** A conversation's place in the list. */
    public record ListPosition(Instant since, long conversation) {
        /** The place of a conversation, to the millisecond as it is stored. */
        public static ListPosition of(Head head) {
            Head.Closing closing = head.lastClosing();
            Instant since = closing == null ? head.log().createdAt() : closing.ts();
            return new ListPosition(Instant.ofEpochMilli(since.toEpochMilli()), head.conversation());
        }
    }
}
