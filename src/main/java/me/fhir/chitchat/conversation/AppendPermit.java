package me.fhir.chitchat.conversation;

/**
 * Decides whether a caller may append to a conversation. It is asked on the thread that writes, right before the turn
 * rules and with the head that they see, so it must neither block nor read.
 */
@FunctionalInterface
public interface AppendPermit {
    /** For callers of the server's own, which may append to any conversation. */
    AppendPermit ANY = head -> {};

    /** Throws {@link ConversationException} when the caller may not append. */
    void require(Head head);
}
