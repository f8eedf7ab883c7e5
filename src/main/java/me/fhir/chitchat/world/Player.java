package me.fhir.chitchat.world;

import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.seat.Access;

/** Who plays an agent of a conversation from outside, and what it may reach there. */
public record Player(Access access, long conversation, String agentId) {
    /** How the conversation stands; {@code NOT_FOUND} when the player may not see it. */
    Head head() {
        return access.conversations().requireHead(conversation);
    }

    /** Where the player's messages go; the server picks the turn. */
    public Orchestrator.AppendTarget target() {
        return new Orchestrator.AppendTarget(conversation, agentId, null);
    }

    boolean ownsOpenTurn(Head head) {
        return head.turn().open() && agentId.equals(head.turn().owner());
    }

    /**
     * The turn in which the player acts now: its open one, or the next when nobody else is expected to take it.
     *
     * @throws ConversationException {@code CONVERSATION_FINALIZED}, or {@code TURN_CONFLICT} naming whose turn it is
     */
    int turn(Head head) {
        if (head.completed()) {
            throw new ConversationException(ErrorCode.CONVERSATION_FINALIZED, "The conversation has ended.");
        }
        if (ownsOpenTurn(head)) {
            return head.turn().number();
        }
        String expected = head.turn().open()
                ? head.turn().owner()
                : access.orchestrator()
                        .guidance(head)
                        .map(Guidance::nextAgentId)
                        .orElse(agentId);
        if (!agentId.equals(expected)) {
            throw new ConversationException(
                    ErrorCode.TURN_CONFLICT,
                    "It is the turn of " + expected + ": wait for its message, then use your tools.");
        }
        return head.turn().number() + 1;
    }
}
