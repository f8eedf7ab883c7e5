package me.fhir.chitchat.conversation;

import java.util.List;
import java.util.Set;

/**
 * Which summaries a list shows. A store uses outcomes and words to leave out those of which its {@link SearchIndex} knows that
 * they do not match, and asks {@link #matches} about the others.
 */
public interface SummaryCriteria {
    /** Every summary. */
    SummaryCriteria ANY = new SummaryCriteria() {
        @Override
        public boolean matches(ConversationSummary summary) {
            return true;
        }
    };

    /** How they ended; empty for any, also those that go on. */
    default Set<OutcomeKind> outcomes() {
        return Set.of();
    }

    /** Each occurs somewhere in the text of a {@link SearchIndex.IndexedEnding}; in lower case, none empty. */
    default List<String> words() {
        return List.of();
    }

    boolean matches(ConversationSummary summary);
}
