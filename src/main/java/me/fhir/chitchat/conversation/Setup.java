package me.fhir.chitchat.conversation;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The part of a conversation's Meta that rules and scheduling need; fixed when it is created.
 *
 * @param agentIds the roster, in the order in which agents take turns
 * @param startingAgentId the agent that is asked to open, or null
 * @param maxTurns the turn whose closing ends the conversation
 * @param policy the name of the scheduling policy, or null for the default
 * @param scenarioId the scenario it plays, if any
 * @param seating whether it has seats
 */
public record Setup(
        List<String> agentIds,
        @Nullable String startingAgentId,
        int maxTurns,
        @Nullable String policy,
        @Nullable String scenarioId,
        Seating seating) {
    public Setup {
        agentIds = List.copyOf(agentIds);
    }

    /** The setup of a conversation without seats. */
    public Setup(
            List<String> agentIds,
            @Nullable String startingAgentId,
            int maxTurns,
            @Nullable String policy,
            @Nullable String scenarioId) {
        this(agentIds, startingAgentId, maxTurns, policy, scenarioId, Seating.NONE);
    }

    /** The same with a turn limit that is at most this. */
    public Setup withTurnsAtMost(int most) {
        return maxTurns <= most ? this : new Setup(agentIds, startingAgentId, most, policy, scenarioId, seating);
    }

    public Setup withSeating(Seating other) {
        return new Setup(agentIds, startingAgentId, maxTurns, policy, scenarioId, other);
    }
}
