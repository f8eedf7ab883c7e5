package me.fhir.chitchat.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/** Which conversations to list; null means any. {@code updatedAfter} is inclusive. */
public record ConversationQuery(
        @Nullable Boolean completed,
        @Nullable String scenarioId,
        @Nullable Instant updatedAfter,
        int limit,
        int offset) {
    /** What is left of this query once so many were read. */
    public ConversationQuery from(int read) {
        return new ConversationQuery(completed, scenarioId, updatedAfter, limit - read, offset + read);
    }
}
