package me.fhir.chitchat.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BooleanSupplier;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.orchestrator.Scheduling;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Starts the agents again that ran when the server ended, unless the same turn has failed again and again. */
final class AgentRestarts {
    private static final Logger LOG = LoggerFactory.getLogger(AgentRestarts.class);
    /** How often a restart begins the same turn again before it is left to people. */
    private static final int MOST_REPLAYS = 3;

    private final AgentRegistry registry;
    private final Rosters rosters;
    private final Scheduling scheduling;
    private final Handovers handovers;
    private final CalledAgents called;

    AgentRestarts(
            AgentRegistry registry, Rosters rosters, Scheduling scheduling, Handovers handovers, CalledAgents called) {
        this.called = called;
        this.registry = registry;
        this.rosters = rosters;
        this.scheduling = scheduling;
        this.handovers = handovers;
    }

    /** Starts the agents of one conversation. */
    @FunctionalInterface
    interface Starter {
        /** Those that run now; none when there is nothing to start, so that the registry can forget them. */
        List<EnsuredAgent> start(long conversation, List<String> agentIds);
    }

    /**
     * Goes through all that is registered; a conversation that fails does not keep the others from starting.
     *
     * @param stopped whether the server stops: nothing is started then, and nothing forgotten
     */
    void run(Starter starter, BooleanSupplier stopped) {
        Map<Long, List<String>> wanted = new LinkedHashMap<>();
        registry.registered().forEach(entry -> wanted.computeIfAbsent(entry.conversation(), id -> new ArrayList<>())
                .add(entry.agentId()));
        wanted.forEach((conversation, agentIds) -> {
            try {
                restart(conversation, agentIds, starter, stopped);
            } catch (ConversationException e) {
                LOG.warn("The agents of conversation {} were not started again: {}", conversation, e.sentence());
            } catch (RuntimeException e) {
                LOG.error("The agents of conversation {} were not started again", conversation, e);
            }
        });
    }

    private void restart(long conversation, List<String> registered, Starter starter, BooleanSupplier stopped) {
        if (stopped.getAsBoolean()) {
            return;
        }
        // A crash may have come between taking an agent over and forgetting it.
        List<String> agentIds = new ArrayList<>(registered);
        agentIds.removeAll(handovers.takenOver(rosters.require(conversation)));
        if (isWorthResuming(conversation, agentIds)
                && starter.start(conversation, agentIds).isEmpty()
                && !stopped.getAsBoolean()) {
            registry.removeAll(conversation);
        }
    }

    /** Whether the turn that waits for one of these agents got further the last times, if one waits at all. */
    private boolean isWorthResuming(long conversation, List<String> agentIds) {
        Head head = rosters.require(conversation);
        boolean waiting = !head.completed()
                && scheduling
                        .snapshot(head)
                        .map(Guidance::nextAgentId)
                        .filter(agentIds::contains)
                        // An agent of others may be away for longer, and calling it again costs nothing.
                        .filter(agentId -> called.find(conversation, agentId).isEmpty())
                        .isPresent();
        // A person may take longer than the server runs.
        waiting = waiting && PersonQueries.of(rosters.store(), head).draft().isEmpty();
        if (!waiting || registry.noteReplay(conversation, head.lastClosedSeq()) <= MOST_REPLAYS) {
            return true;
        }
        LOG.warn(
                "The agents of conversation {} are not started again: their turn was begun {} times and never got"
                        + " further. Ensure them again to try once more.",
                conversation,
                MOST_REPLAYS);
        registry.removeAll(conversation);
        return false;
    }
}
