package me.fhir.chitchat.agent;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.lifecycle.Managed;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.function.IntFunction;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.orchestrator.Scheduling;
import me.fhir.chitchat.orchestrator.Subscriptions;
import me.fhir.chitchat.runtime.concurrent.SerialAction;
import me.fhir.chitchat.scenario.ScenarioStore;
import org.jspecify.annotations.Nullable;

/**
 * Starts and stops the agents that this server runs, and starts those again that were running when it ended. Calls wait
 * for the registry's write; for any thread but those that publish.
 */
public final class AgentHost implements Managed {
    private final Services services;
    private final AgentSpecLoader specs;
    private final AgentRegistry registry;
    private final AgentClasses classes;
    private final HostedAgentFactory hostedAgents;
    private final Executor executor;
    private final AgentSlots slots;
    private final Handovers handovers;
    private final Rosters rosters;
    private final AgentRestarts restarts;
    private final AgentRestarts.Starting starting;
    private final SerialAction retrying;
    private final HostedConversations hosted;
    private final ConversationLocks locks = new ConversationLocks();
    private final SharedAgents sharing;

    private volatile boolean stopped;

    /** Where agents act, and where it is counted. */
    public record Services(
            Orchestrator orchestrator,
            ConversationStore store,
            Subscriptions subscriptions,
            Scheduling scheduling,
            MetricRegistry metrics) {}

    /**
     * @param executor a thread for each turn that is being played
     * @param mostAgents how many agents run here at a time
     */
    public AgentHost(
            Services services,
            ScenarioStore scenarios,
            AgentRegistry registry,
            AgentClasses classes,
            Executor executor,
            int mostAgents) {
        this.services = services;
        this.specs = new AgentSpecLoader(services.store(), scenarios);
        this.registry = registry;
        this.classes = classes;
        this.executor = executor;
        this.handovers = new Handovers(services.store(), services.orchestrator());
        this.rosters = new Rosters(services.store());
        this.hosted = new HostedConversations(services.subscriptions(), id -> executor.execute(() -> ended(id)));
        this.slots = new AgentSlots(mostAgents, hosted::agents);
        this.restarts = new AgentRestarts(registry, handovers, services.scheduling(), classes.called(), slots, locks);
        this.starting = new AgentRestarts.Starting(
                (conversation, agentIds, places) -> ensure(conversation, agentIds, agents -> places), () -> stopped);
        this.retrying = new SerialAction(() -> restarts.retry(starting));
        this.sharing = new SharedAgents(
                registry,
                hosted,
                locks,
                this::ensure,
                left -> executor.execute(() -> restarts.run(starting, Set.copyOf(left)::contains)));
        this.hostedAgents = new HostedAgentFactory(
                services.orchestrator(), services.store(), services.metrics().timer("chitchat.agents.turns"), executor);
        services.metrics().registerGauge("chitchat.agents.running", hosted::agents);
    }

    Services services() {
        return services;
    }

    Handovers handovers() {
        return handovers;
    }

    AgentRegistry registry() {
        return registry;
    }

    ConversationLocks locks() {
        return locks;
    }

    Rosters rosters() {
        return rosters;
    }

    /** Starts the agents again that ran when the server ended, in the background: requests do not wait for it. */
    @Override
    public void start() {
        stopped = false;
        if (!sharing.begin()) {
            executor.execute(() -> restarts.run(starting));
        }
        executor.execute(classes.called()::finishEnded);
    }

    /** Stops all agents; the registry keeps them for the next start. */
    @Override
    public void stop() {
        stopped = true;
        // A caller that was starting agents has finished by then.
        locks.awaitHolders();
        hosted.stopAll();
        sharing.end();
    }

    /** The agents that run here; {@code NOT_FOUND} when there is no such conversation. */
    public List<EnsuredAgent> ensured(long conversation) {
        rosters.require(conversation);
        HostedConversation running = hosted.get(conversation);
        if (running == null && registry.leases().shared()) {
            return EnsuredAgent.of(specs.of(conversation, registry.registered(conversation)));
        }
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
        return ensure(conversation, agentIds, slots::take);
    }

    private List<EnsuredAgent> ensure(
            long conversation, @Nullable List<String> agentIds, IntFunction<AgentSlots.Reservation> taking) {
        Head head = agentIds == null ? rosters.require(conversation) : rosters.require(conversation, agentIds);
        List<String> wanted = agentIds == null
                ? head.setup().agentIds()
                : agentIds.stream().distinct().toList();
        if (head.completed()) {
            return List.of();
        }
        synchronized (locks.of(conversation)) {
            Set<String> takenOver = handovers.takenOver(rosters.require(conversation));
            if (agentIds == null) {
                wanted = wanted.stream()
                        .filter(agentId -> !takenOver.contains(agentId))
                        .toList();
            } else {
                Handovers.requireNone(wanted, takenOver);
            }
            return stopped || wanted.isEmpty() ? List.of() : start(conversation, wanted, taking);
        }
    }

    /** The caller holds the conversation's lock. */
    private List<EnsuredAgent> start(
            long conversation, List<String> wanted, IntFunction<AgentSlots.Reservation> taking) {
        HostedConversation known = hosted.get(conversation);
        List<AgentSpec> cast = specs.of(conversation, wanted);
        if (!registry.leases().claim(conversation)) {
            // The server that has the conversation starts them.
            registry.add(conversation, wanted);
            registry.leases().changed();
            return EnsuredAgent.of(cast);
        }
        Map<AgentSpec, Agent> fresh = new LinkedHashMap<>();
        cast.stream()
                .filter(spec -> known == null || !known.runs(spec.agentId()))
                .forEach(spec -> fresh.put(spec, classes.make(conversation, spec)));
        AgentSlots.Reservation places = taking.apply(fresh.size());
        try {
            registry.add(conversation, wanted);
            HostedConversation running = hosted.getOrCreate(conversation);
            places.use(() -> fresh.forEach((spec, agent) ->
                    running.add(spec.agentId(), hostedAgents.create(conversation, spec, agent), spec.className())));
            hosted.subscribe(conversation, running);
            resumeOpenTurn(conversation, running);
        } finally {
            places.giveBack();
        }
        return EnsuredAgent.of(cast);
    }

    /** How many agents run here now. */
    public int running() {
        return hosted.agents();
    }

    /**
     * Passes on guidance of a turn that waits already; stops the agents if the conversation ended while they started.
     */
    private void resumeOpenTurn(long conversation, HostedConversation running) {
        Head now = rosters.require(conversation);
        if (now.completed()) {
            running.silence();
            executor.execute(() -> ended(conversation));
        } else {
            services.scheduling().snapshot(now).ifPresent(running::post);
        }
    }

    /**
     * Stops those named, ignoring others, and forgets them.
     *
     * @param agentIds null for all
     */
    public void stop(long conversation, @Nullable List<String> agentIds) {
        rosters.require(conversation);
        synchronized (locks.of(conversation)) {
            HostedConversation running = hosted.get(conversation);
            if (running != null) {
                if (agentIds == null) {
                    running.stopAll();
                } else {
                    running.stop(agentIds);
                }
                if (running.isEmpty()) {
                    hosted.drop(conversation);
                }
            }
            if (agentIds == null) {
                registry.removeAll(conversation);
            } else {
                registry.remove(conversation, agentIds);
            }
            registry.leases().changed();
        }
        restarts.roomMade(starting, retrying, executor);
    }

    /** Whether another server is to run the agent. */
    boolean runsElsewhere(long conversation, String agentId) {
        return registry.leases().shared() && registry.registered(conversation).contains(agentId);
    }

    /** Puts another agent in the place of one that was stopped. */
    void startAgain(long conversation, String agentId) {
        Optional.ofNullable(hosted.get(conversation)).ifPresent(running -> running.stop(List.of(agentId)));
        ensure(conversation, List.of(agentId));
    }

    /** The agent of that id, when it runs here. */
    Optional<HostedAgent> hosted(long conversation, String agentId) {
        return hosted.agent(conversation, agentId);
    }

    private void ended(long conversation) {
        synchronized (locks.of(conversation)) {
            registry.removeAll(conversation);
            hosted.drop(conversation);
        }
        restarts.roomMade(starting, retrying, executor);
        classes.called().ended(conversation);
    }
}
