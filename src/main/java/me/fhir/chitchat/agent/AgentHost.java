package me.fhir.chitchat.agent;

import io.dropwizard.lifecycle.Managed;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
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
    /** How often a restart begins the same turn again before it is left to people. */
    private static final int MOST_REPLAYS = 3;

    private final Stage stage;
    private final Castings castings;
    private final AgentRegistry registry;
    private final AgentClasses classes;
    private final Executor executor;
    private final int mostAgents;
    private volatile boolean stopped;
    private final Map<Long, HostedConversation> hosted = new ConcurrentHashMap<>();
    private final Map<Long, Object> locks = new ConcurrentHashMap<>();

    /** Where agents act. */
    public record Stage(
            Orchestrator orchestrator, ConversationStore store, Subscriptions subscriptions, Scheduling scheduling) {}

    /**
     * An agent that runs here.
     *
     * @param agentClass the class word as it was given, {@code default} when none was
     */
    public record Ensured(String agentId, String agentClass) {}

    /**
     * A host that runs nobody yet.
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
        this.castings = new Castings(stage.store(), scenarios);
        this.registry = registry;
        this.classes = classes;
        this.executor = executor;
        this.mostAgents = mostAgents;
        stage.subscriptions().onLoss(this::forgetAll);
    }

    /** Begins to start again those that ran when the server ended; requests are not kept waiting for it. */
    @Override
    public void start() {
        executor.execute(this::resume);
    }

    private void resume() {
        Map<Long, List<String>> wanted = new LinkedHashMap<>();
        registry.registered().forEach(entry -> wanted.computeIfAbsent(entry.conversation(), id -> new ArrayList<>())
                .add(entry.agentId()));
        wanted.forEach((conversation, agentIds) -> {
            try {
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

    /** Whether the turn that waits for one of these agents got further the last times, if one waits at all. */
    private boolean isWorthResuming(long conversation, List<String> agentIds) {
        Head head = requireHead(conversation);
        boolean waiting = !head.completed()
                && stage.scheduling()
                        .snapshot(head)
                        .filter(guidance -> agentIds.contains(guidance.nextAgentId()))
                        .isPresent();
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

    /** Stops everybody; the registry keeps them for the next start. */
    @Override
    public void stop() {
        stopped = true;
        hosted.values().forEach(HostedConversation::stopAll);
        hosted.clear();
    }

    /** Who runs here; {@code NOT_FOUND} when there is no such conversation. */
    public List<Ensured> ensured(long conversation) {
        requireHead(conversation);
        HostedConversation running = hosted.get(conversation);
        return running == null ? List.of() : running.ensured();
    }

    /**
     * Starts those named that do not run yet, all or none, and remembers them.
     *
     * @param agentIds null for everybody in the roster
     * @return those named, with their classes; nobody when the conversation has ended
     * @throws ConversationException {@code NOT_FOUND}, or {@code INVALID_PARAMS} for an agent outside the roster, an
     *     unknown class or a wrong configuration
     */
    public List<Ensured> ensure(long conversation, @Nullable List<String> agentIds) {
        Head head = requireHead(conversation);
        List<String> wanted = agentIds == null
                ? head.setup().agentIds()
                : agentIds.stream().distinct().toList();
        requireInRoster(head, wanted);
        if (head.completed() || wanted.isEmpty()) {
            return List.of();
        }
        synchronized (lock(conversation)) {
            HostedConversation known = hosted.get(conversation);
            List<Casting> cast = castings.of(conversation, wanted);
            Map<Casting, Agent> fresh = new LinkedHashMap<>();
            cast.stream()
                    .filter(casting -> known == null || !known.runs(casting.agentId()))
                    .forEach(casting -> fresh.put(casting, classes.make(casting)));
            requireRoom(fresh.size());
            registry.add(conversation, wanted);
            HostedConversation running = hosted.computeIfAbsent(
                    conversation, id -> new HostedConversation(() -> executor.execute(() -> ended(id))));
            fresh.forEach((casting, agent) ->
                    running.add(casting.agentId(), hosted(conversation, casting, agent), classWord(casting)));
            stage.subscriptions().add(conversation, running);
            pickUp(conversation, running);
            return cast.stream()
                    .map(casting -> new Ensured(casting.agentId(), classWord(casting)))
                    .toList();
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

    /** Tells the agents of a turn that is waiting already, or of an end that came while they were started. */
    private void pickUp(long conversation, HostedConversation running) {
        Head now = requireHead(conversation);
        if (now.completed()) {
            running.silence();
            executor.execute(() -> ended(conversation));
        } else {
            stage.scheduling().snapshot(now).ifPresent(running::post);
        }
    }

    private HostedAgent hosted(long conversation, Casting casting, Agent agent) {
        return new HostedAgent(
                casting.agentId(),
                agent,
                turn -> new ConversationSeat(stage.orchestrator(), stage.store(), casting, conversation, turn),
                executor);
    }

    private static String classWord(Casting casting) {
        return casting.agentClass() == null ? "default" : casting.agentClass();
    }

    /**
     * Stops those named, ignoring others, and forgets them.
     *
     * @param agentIds null for everybody
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

    private void ended(long conversation) {
        synchronized (lock(conversation)) {
            registry.removeAll(conversation);
            HostedConversation running = hosted.get(conversation);
            if (running != null) {
                drop(conversation, running);
            }
        }
        locks.remove(conversation);
    }

    private void forgetAll() {
        hosted.values().forEach(HostedConversation::stopAll);
        hosted.clear();
        locks.clear();
    }

    private void drop(long conversation, HostedConversation running) {
        stage.subscriptions().remove(conversation, running);
        hosted.remove(conversation, running);
    }

    private Object lock(long conversation) {
        return locks.computeIfAbsent(conversation, id -> new Object());
    }

    private Head requireHead(long conversation) {
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
