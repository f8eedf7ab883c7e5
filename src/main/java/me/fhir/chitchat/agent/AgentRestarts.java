package me.fhir.chitchat.agent;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import java.util.function.BooleanSupplier;
import java.util.function.LongPredicate;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.orchestrator.Scheduling;
import me.fhir.chitchat.runtime.concurrent.SerialAction;

/**
 * Starts the agents again that ran when the server ended, unless the same turn has failed again and again. Those for whom
 * there is no room wait until others have ended. For any thread.
 */
final class AgentRestarts {
    /** How often a restart begins the same turn again before it is left to people. */
    static final int MAX_REPLAYS = 3;

    private final AgentRegistry registry;
    private final Rosters rosters;
    private final Scheduling scheduling;
    private final Handovers handovers;
    private final CalledAgents called;
    private final AgentSlots room;
    private final ConversationLocks locks;
    /** By conversation, how many places its agents need. Guarded by itself. */
    private final Map<Long, Integer> waiting = new LinkedHashMap<>();

    AgentRestarts(
            AgentRegistry registry,
            Handovers handovers,
            Scheduling scheduling,
            CalledAgents called,
            AgentSlots room,
            ConversationLocks locks) {
        this.called = called;
        this.registry = registry;
        this.rosters = new Rosters(handovers.store());
        this.scheduling = scheduling;
        this.handovers = handovers;
        this.room = room;
        this.locks = locks;
    }

    /** Starts the agents of one conversation in places that were taken for them. */
    @FunctionalInterface
    interface Starter {
        /** Those that run now; none when there is nothing to start, so that the registry can forget them. */
        List<EnsuredAgent> start(long conversation, List<String> agentIds, AgentSlots.Reservation places);
    }

    /**
     * How agents are started.
     *
     * @param stopped whether the server stops: nothing is started then, and nothing forgotten
     */
    record Starting(Starter starter, BooleanSupplier stopped) {}

    /** Goes through all that is registered; a conversation that fails does not keep the others from starting. */
    void run(Starting starting) {
        run(starting, conversation -> true);
    }

    /** The same for some conversations. */
    void run(Starting starting, LongPredicate wanted) {
        Map<Long, Integer> registered = new LinkedHashMap<>();
        registry.registered().stream()
                .filter(entry -> wanted.test(entry.conversation()))
                .forEach(entry -> registered.merge(entry.conversation(), 1, Integer::sum));
        restart(registered, starting);
        int left;
        synchronized (waiting) {
            left = waiting.size();
        }
        if (left > 0) {
            RestartReport.waiting(left, room.most());
            // Some may have ended before these were known to wait.
            retry(starting);
        }
    }

    /**
     * Called when agents have ended: starts those that waited for a free slot, on another thread.
     *
     * @param retrying calls {@link #retry}
     */
    void roomMade(Starting starting, SerialAction retrying, Executor executor) {
        boolean needed;
        synchronized (waiting) {
            needed = !waiting.isEmpty();
        }
        if (needed && !starting.stopped().getAsBoolean()) {
            retrying.runOn(executor);
        }
    }

    /** Starts those that waited, as far as there is room for them now. */
    void retry(Starting starting) {
        Map<Long, Integer> again;
        synchronized (waiting) {
            again = new LinkedHashMap<>(waiting);
        }
        restart(again, starting);
    }

    private void restart(Map<Long, Integer> needed, Starting starting) {
        RestartReport report = new RestartReport();
        needed.forEach((conversation, agents) -> {
            if (!starting.stopped().getAsBoolean()) {
                restart(conversation, agents, starting, report);
            }
        });
        report.log();
    }

    private void restart(long conversation, int agents, Starting starting, RestartReport report) {
        Optional<AgentSlots.Reservation> places = room.tryTake(agents);
        synchronized (waiting) {
            if (places.isEmpty()) {
                waiting.put(conversation, agents);
                return;
            }
            waiting.remove(conversation);
        }
        try {
            // What is registered may have been stopped while it waited.
            synchronized (locks.of(conversation)) {
                restart(conversation, places.get(), starting, report);
            }
        } catch (ConversationException e) {
            report.refused(conversation, e);
        } catch (RuntimeException e) {
            // The boundary of a task: the other conversations must be resumed.
            report.failed(conversation, e);
        } finally {
            places.get().giveBack();
        }
    }

    private void restart(long conversation, AgentSlots.Reservation places, Starting starting, RestartReport report) {
        List<String> registered = registry.registered(conversation);
        if (registered.isEmpty() || !registry.leases().claim(conversation)) {
            return;
        }
        // A crash may have come between taking an agent over and forgetting it.
        List<String> agentIds = new ArrayList<>(registered);
        agentIds.removeAll(handovers.takenOver(rosters.require(conversation)));
        if (!isWorthResuming(conversation, agentIds)) {
            report.stuck(conversation);
            registry.removeAll(conversation);
        } else if (starting.starter().start(conversation, agentIds, places).isEmpty()
                && !starting.stopped().getAsBoolean()) {
            registry.removeAll(conversation);
        }
    }

    /** Whether the turn that waits for one of these agents got further the last times, if one waits at all. */
    private boolean isWorthResuming(long conversation, List<String> agentIds) {
        Head head = rosters.require(conversation);
        boolean replays = !head.completed()
                && scheduling
                        .snapshot(head)
                        .map(Guidance::nextAgentId)
                        .filter(agentIds::contains)
                        // An agent of others may be away for longer, and calling it again costs nothing.
                        .filter(agentId -> called.find(conversation, agentId).isEmpty())
                        .isPresent();
        // A person may take longer than the server runs.
        replays = replays && PersonQueries.of(rosters.store(), head).draft().isEmpty();
        return !replays || registry.noteReplay(conversation, head.lastClosedSeq()) <= MAX_REPLAYS;
    }
}
