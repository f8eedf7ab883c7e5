package me.fhir.chitchat.conversation;

import java.util.function.Function;

/** The index by which lists find conversations that have ended. For any thread. */
public interface SearchIndex {
    /**
     * The indexed data of an ended conversation.
     *
     * @param text all that a search may find it by, in lower case
     */
    record IndexedEnding(OutcomeKind outcome, String text) {}

    /**
     * Indexes conversations that have ended and are not in the index; durable when it returns.
     *
     * @param most how many at a time
     * @return how many there were; 0 when all are in the index
     */
    int indexEnded(int most, Function<ConversationSummary, IndexedEnding> entry);
}
