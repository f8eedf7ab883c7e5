package me.fhir.chitchat.agent;

import java.util.Optional;

/** Agents of others that this server calls, and that take part as if they ran here. For any thread. */
public interface CalledAgents {
    /** None is called. */
    CalledAgents NONE = (conversation, agentId) -> Optional.empty();

    /** The agent that is to be called for one of a conversation's agents; empty when the server plays it itself. */
    Optional<Agent> find(long conversation, String agentId);

    /** Notifies called agents that do not know yet how the conversation ended. May block. */
    default void ended(long conversation) {
        // Without called agents there is nothing to notify.
    }

    /** Does what {@link #ended} had not finished when the server stopped. May block, until it is interrupted. */
    default void finishEnded() {
        // Without called agents there is nothing to notify.
    }
}
