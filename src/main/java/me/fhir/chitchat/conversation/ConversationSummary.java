package me.fhir.chitchat.conversation;

import org.jspecify.annotations.Nullable;

/**
 * How a conversation stands, as a list shows it. Reading one takes the same however long its log is.
 *
 * @param turns the number of the newest turn, 0 before the first
 * @param events how many events the log has
 * @param speaking the owner of the open turn; null while none is open
 * @param lastClosing the newest message that closed a turn, in the end the one that closed the conversation; null before
 *     there is one
 * @param verdict the word of its verdict: {@code pass}, {@code fail} or {@code inconclusive}; null when none is stored
 */
public record ConversationSummary(
        Conversation conversation,
        int turns,
        long events,
        @Nullable String speaking,
        @Nullable Event lastClosing,
        @Nullable String verdict) {
    /** The same of a conversation on which there is no verdict. */
    public ConversationSummary(
            Conversation conversation, int turns, long events, @Nullable String speaking, @Nullable Event lastClosing) {
        this(conversation, turns, events, speaking, lastClosing, null);
    }

    /** The head of a conversation with this setup, as far as scheduling asks for it. */
    public Head head(Setup setup) {
        return new Head(
                conversation.id(),
                setup,
                conversation.completed(),
                new Head.LogExtent(events, 0, conversation.createdAt(), conversation.updatedAt()),
                new Head.Turn(turns, 0, speaking, false),
                lastClosing == null
                        ? null
                        : new Head.Closing(lastClosing.seq(), lastClosing.agentId(), lastClosing.ts()));
    }
}
