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
 */
public record ConversationSummary(
        Conversation conversation,
        int turns,
        long events,
        @Nullable String speaking,
        @Nullable Event lastClosing) {}
