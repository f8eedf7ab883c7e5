package me.fhir.chitchat.agent;

import io.dropwizard.lifecycle.Managed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.stream.Stream;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.orchestrator.Scheduling;
import me.fhir.chitchat.orchestrator.Subscriptions;
import me.fhir.chitchat.scenario.ScenarioStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Starts and stops the agents that this server runs, and starts those again that were running when it ended. Calls wait
 * for the registry's write; for any thread but those that publish.
 */
public final class AgentHost implements Managed {
    private static final Logger LOG = LoggerFactory.getLogger(AgentHost.class);
    private static final int LOCKS = 256;
    /** How often a restart begins the same turn again before it is left to people. */
    private static final int MOST_REPLAYS = 3;

    private final Stage stage;
    private final AgentSpecLoader specs;
    private final AgentRegistry registry;
    private final AgentClasses classes;
    private final Executor executor;
    private final int mostAgents;
    private final Handovers handovers;
    private final Map<Long, HostedConversation> hosted = new ConcurrentHashMap<>();
    /** A conversation's lock is the one of its number: there is none to remove when it ends. */
    private final List<Object> locks = Stream.generate(Object::new).limit(LOCKS).toList();

    private volatile boolean stopped;

    /** Where agents act. */
    public record Stage(
            Orchestrator orchestrator, ConversationStore store, Subscriptions subscriptions, Scheduling scheduling) {}

    /**
     * A host that runs no agent yet.
     *
     * @param executor a thread for each turn that is being played
     * @param mostAgents how many agents run here at a time
     */
    public AgentHost(
            Stage stage,
            ScenarioStore scenarios,
            AgentRegistry registry,
            AgentClasses classes,
            Executor executor,
            int mostAgents) {
        this.stage = stage;
        this.specs = new AgentSpecLoader(stage.store(), scenarios);
        this.registry = registry;
        this.classes = classes;
        this.executor = executor;
        this.mostAgents = mostAgents;
        this.handovers = new Handovers(stage.store(), stage.orchestrator());
        stage.subscriptions().onLoss(this::forgetAll);
    }

    Stage stage() {
        return stage;
    }

    Handovers handovers() {
        return handovers;
    }

    /** Starts the agents again that ran when the server ended, in the background: requests do not wait for it. */
    @Override
    public void start() {
        stopped = false;
        executor.execute(this::resume);
    }

    private void resume() {
        Map<Long, List<String>> wanted = new LinkedHashMap<>();
        registry.registered().forEach(entry -> wanted.computeIfAbsent(entry.conversation(), id -> new ArrayList<>())
                .add(entry.agentId()));
        wanted.forEach((conversation, registered) -> {
            try {
                // A crash may have come between taking an agent over and forgetting it.
                List<String> agentIds = new ArrayList<>(registered);
                agentIds.removeAll(handovers.takenOver(requireHead(conversation)));
                if (!stopped
                        && isWorthResuming(conversation, agentIds)
                        && ensure(conversation, agentIds).isEmpty()) {
                    registry.removeAll(conversation);
                }
            } catch (ConversationException e) {
                LOG.warn("The agents of conversation {} were not started again: {}", conversation, e.sentence());
            } catch (RuntimeException e) {
                LOG.error("The agents of conversation {} were not started again", conversation, e);
            }
        });
    }

    /** Stops all agents; the registry keeps them for the next start. */
    @Override
    public void stop() {
        stopped = true;
        for (Object lock : locks) {
            synchronized (lock) {
                // A caller that was starting agents has finished by now.
            }
        }
        hosted.forEach((conversation, running) -> {
            running.stopAll();
            drop(conversation, running);
        });
    }

    /** Whether the turn that waits for one of these agents got further the last times, if one waits at all. */
    private boolean isWorthResuming(long conversation, List<String> agentIds) {
        Head head = requireHead(conversation);
        boolean waiting = !head.completed()
                && stage.scheduling()
                        .snapshot(head)
                        .filter(guidance -> agentIds.contains(guidance.nextAgentId()))
                        .isPresent();
        // A person may take longer than the server runs.
        waiting = waiting && PersonQueries.of(stage.store(), head).draft().isEmpty();
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

    /** The agents that run here; {@code NOT_FOUND} when there is no such conversation. */
    public List<EnsuredAgent> ensured(long conversation) {
        requireHead(conversation);
        HostedConversation running = hosted.get(conversation);
        return running == null ? List.of() : running.ensured();
    }

    /**
     * Starts those named that do not run yet, all or none, and remembers them.
     *
     * @param agentIds null for the whole roster, without those that a person has taken over
     * @return those named, with their classes; none when the conversation has ended
     * @throws ConversationException {@code NOT_FOUND}, or {@code INVALID_PARAMS} for an agent outside the roster, an
     *     unknown class or a wrong configuration, and for one named that a person has taken over
     */
    public List<EnsuredAgent> ensure(long conversation, @Nullable List<String> agentIds) {
        Head head = requireHead(conversation);
        List<String> wanted = agentIds == null
                ? head.setup().agentIds()
                : agentIds.stream().distinct().toList();
        requireInRoster(head, wanted);
        if (head.completed()) {
            return List.of();
        }
        synchronized (lock(conversation)) {
            Set<String> takenOver = handovers.takenOver(requireHead(conversation));
            if (agentIds == null) {
                wanted = wanted.stream()
                        .filter(agentId -> !takenOver.contains(agentId))
                        .toList();
            } else {
                requireNotTakenOver(wanted, takenOver);
            }
            return stopped || wanted.isEmpty() ? List.of() : start(conversation, wanted);
        }
    }

    /** The caller holds the conversation's lock. */
    private List<EnsuredAgent> start(long conversation, List<String> wanted) {
        HostedConversation known = hosted.get(conversation);
        List<AgentSpec> cast = specs.of(conversation, wanted);
        Map<AgentSpec, Agent> fresh = new LinkedHashMap<>();
        cast.stream()
                .filter(spec -> known == null || !known.runs(spec.agentId()))
                .forEach(spec -> fresh.put(spec, classes.make(spec)));
        requireRoom(fresh.size());
        registry.add(conversation, wanted);
        HostedConversation running = hosted.computeIfAbsent(
                conversation, id -> new HostedConversation(() -> executor.execute(() -> ended(id))));
        fresh.forEach((spec, agent) -> running.add(spec.agentId(), hosted(conversation, spec, agent), classWord(spec)));
        stage.subscriptions().add(conversation, running);
        pickUp(conversation, running);
        return cast.stream()
                .map(spec -> new EnsuredAgent(spec.agentId(), classWord(spec)))
                .toList();
    }

    private static void requireNotTakenOver(List<String> wanted, Set<String> takenOver) {
        for (String agentId : wanted) {
            if (takenOver.contains(agentId)) {
                throw ConversationException.invalid(
                        "agentIds: a person has taken \"" + agentId + "\" over; hand it back with lifecycle.handBack.");
            }
        }
    }

    private void requireRoom(int more) {
        int running = hosted.values().stream()
                .mapToInt(conversation -> conversation.ensured().size())
                .sum();
        if (running + more > mostAgents) {
            throw new ConversationException(
                    ErrorCode.STORE_UNAVAILABLE,
                    "The server is busy: " + running + " agents run here and at most " + mostAgents
                            + " may; nothing was started. Try again later, or run the agent yourself.");
        }
    }

    /** Passes guidance of a turn that is waiting already on to the agents, or stops them when the conversation has ended while they were started. */
    private void pickUp(long conversation, HostedConversation running) {
        Head now = requireHead(conversation);
        if (now.completed()) {
            running.silence();
            executor.execute(() -> ended(conversation));
        } else {
            stage.scheduling().snapshot(now).ifPresent(running::post);
        }
    }

    private HostedAgent hosted(long conversation, AgentSpec spec, Agent agent) {
        return new HostedAgent(
                spec.agentId(),
                agent,
                turn -> new OrchestratorTurnContext(stage.orchestrator(), stage.store(), spec, conversation, turn),
                executor);
    }

    private static String classWord(AgentSpec spec) {
        return spec.agentClass() == null ? "default" : spec.agentClass();
    }

    /**
     * Stops those named, ignoring others, and forgets them.
     *
     * @param agentIds null for all
     */
    public void stop(long conversation, @Nullable List<String> agentIds) {
        requireHead(conversation);
        synchronized (lock(conversation)) {
            HostedConversation running = hosted.get(conversation);
            if (running != null) {
                if (agentIds == null) {
                    running.stopAll();
                } else {
                    running.stop(agentIds);
                }
                if (running.isEmpty()) {
                    drop(conversation, running);
                }
            }
            if (agentIds == null) {
                registry.removeAll(conversation);
            } else {
                registry.remove(conversation, agentIds);
            }
        }
    }

    /**
     * Silences an agent and forgets it; if {@code note} fails, it plays on.
     *
     * @param note executed when the agent can append nothing more, and before anyone can start it again
     * @return false, without calling {@code note}, when the agent does not run here
     */
    boolean release(long conversation, String agentId, Runnable note) {
        synchronized (lock(conversation)) {
            if (hosted(conversation, agentId).isEmpty()) {
                return false;
            }
            hosted(conversation, agentId).ifPresent(HostedAgent::stop);
            try {
                note.run();
            } catch (RuntimeException e) {
                Optional.ofNullable(hosted.get(conversation)).ifPresent(running -> running.stop(List.of(agentId)));
                ensure(conversation, List.of(agentId));
                throw e;
            }
            stop(conversation, List.of(agentId));
            return true;
        }
    }

    /** The agent of that id, when it runs here. */
    Optional<HostedAgent> hosted(long conversation, String agentId) {
        return Optional.ofNullable(hosted.get(conversation))
                .flatMap(running -> Optional.ofNullable(running.agent(agentId)));
    }

    private void ended(long conversation) {
        synchronized (lock(conversation)) {
            registry.removeAll(conversation);
            HostedConversation running = hosted.get(conversation);
            if (running != null) {
                drop(conversation, running);
            }
        }
    }

    private void forgetAll() {
        hosted.values().forEach(HostedConversation::stopAll);
        hosted.clear();
    }

    private void drop(long conversation, HostedConversation running) {
        stage.subscriptions().remove(conversation, running);
        hosted.remove(conversation, running);
    }

    private Object lock(long conversation) {
        return locks.get((int) Math.floorMod(conversation, (long) LOCKS));
    }

    /** The head; refuses an unknown conversation and an agent outside its roster. */
    Head requireHead(long conversation, String agentId) {
        Head head = requireHead(conversation);
        requireInRoster(head, List.of(agentId));
        return head;
    }

    Head requireHead(long conversation) {
        return stage.store()
                .head(conversation)
                .orElseThrow(() -> ConversationException.unknownConversation(conversation));
    }

    private static void requireInRoster(Head head, List<String> agentIds) {
        for (String agentId : agentIds) {
            if (!head.setup().agentIds().contains(agentId)) {
                throw ConversationException.invalid("agentIds: \"" + agentId
                        + "\" is not one of this conversation's agents: "
                        + String.join(", ", head.setup().agentIds()) + ".");
            }
        }
    }
}
