package me.fhir.chitchat.conversation;

import java.util.OptionalLong;
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
     * Indexes conversations that have ended and are not in the index, in the order of their ids; durable when it returns. Damaged
     * ones are passed over and remain.
     *
     * @param after the id after which to begin; 0 for all
     * @param most how many to look at
     * @return the id after which to go on; empty when there were fewer
     */
    OptionalLong indexEnded(long after, int most, Function<ConversationSummary, IndexedEnding> entry);
}
