package me.fhir.chitchat.conversation;

/**
 * Decides whether a caller may append to a conversation. It is asked on the thread that writes, right before the turn
 * rules and with the head that they see, so it must neither block nor read.
 */
@FunctionalInterface
public interface AppendPermit {
    /** For callers of the server's own, which may append to any conversation. */
    AppendPermit ANY = head -> {};

    /** For the agents that this server runs: only while no other server runs them. */
    AppendPermit RUNNER = new AppendPermit() {
        @Override
        public void require(Head head) {
            // Who runs the agents is not in the head.
        }

        @Override
        public boolean forRunner() {
            return true;
        }
    };

    /** Whether it is for the server that runs the agents of the conversation; the store knows which one that is. */
    default boolean forRunner() {
        return false;
    }

    /** Throws {@link ConversationException} when the caller may not append. */
    void require(Head head);
}
