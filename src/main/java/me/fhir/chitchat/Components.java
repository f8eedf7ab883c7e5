package me.fhir.chitchat;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.dropwizard.lifecycle.Managed;
import io.dropwizard.lifecycle.setup.LifecycleEnvironment;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutorService;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.db.ScenarioSeeder;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import me.fhir.chitchat.http.ratelimit.AttemptLimits;
import me.fhir.chitchat.runtime.lifecycle.PeriodicTask;
import me.fhir.chitchat.runtime.lifecycle.WorkerThreads;
import me.fhir.chitchat.scenario.ScenarioLookup;
import me.fhir.chitchat.search.SearchIndexer;
import me.fhir.chitchat.seat.ListedExcerpt;
import me.fhir.chitchat.seat.SeatGuard;
import me.fhir.chitchat.seat.SeatedConversations;
import me.fhir.chitchat.testrun.ServerConversations;
import me.fhir.chitchat.testrun.TestRuns;
import me.fhir.chitchat.verdict.live.VerdictRecorder;
import me.fhir.chitchat.verdict.live.Verdicts;

/** Everything below the protocols: stores, orchestration, agents, rights, verdicts. Nothing runs until the lifecycle starts it. */
final class Components {
    private static final Duration LOST_SEATS_PAUSE = Duration.ofSeconds(5);

    final Clock clock;
    final ExecutorService workers;
    final Stores stores;
    final AttemptLimits limits;
    final Orchestration orchestration;
    final AgentRuntime agents;
    final SeatGuard guard;
    final SeatedConversations seatedConversations;
    final ScenarioLookup scenarioLookup;
    final Verdicts verdicts;
    final TestRuns testRuns;
    private final ServerConversations serverConversations;

    private Components(
            ChitchatConfiguration configuration,
            Stores stores,
            ExecutorService workers,
            Clock clock,
            Environment environment) {
        this.stores = stores;
        this.workers = workers;
        this.clock = clock;
        limits = new AttemptLimits(clock, stores.attempts);
        orchestration = new Orchestration(configuration, stores, clock, environment);
        agents = new AgentRuntime(configuration, stores, orchestration, workers, clock, environment);
        SeatGuard.GuardedServices guarded =
                new SeatGuard.GuardedServices(stores.conversations, orchestration::orchestratorFor, agents.host);
        guard = new SeatGuard(guarded, stores.seats, clock, limits, environment.metrics());
        seatedConversations = new SeatedConversations(guarded, guard, agents.dialed, clock);
        scenarioLookup = new ScenarioLookup(stores.scenarios, stores.imports);
        verdicts = new Verdicts(stores.conversations, scenarioLookup, stores.verdicts);
        serverConversations = new ServerConversations(guard.anonymous(), verdicts, agents.models.usage());
        testRuns = new TestRuns(serverConversations, workers, clock);
    }

    /** Opens the stores and puts everything together; the lifecycle starts what runs, and closes what is open. */
    static Components open(ChitchatConfiguration configuration, StorageConfiguration storage, Environment environment) {
        Clock clock = Clock.systemUTC();
        ExecutorService workers = WorkerThreads.unbounded("worker");
        // Managed first, so that it stops last: the others may still need a thread to stop.
        environment.lifecycle().manage(new AutoCloseableManager(workers::shutdownNow));
        ConversationLimits ceilings = configuration.ceilings.conversation(configuration.conversations.maxTurns());
        Stores stores = Stores.open(storage, ceilings, clock, environment);
        Components components = new Components(configuration, stores, workers, clock, environment);
        components.connect(environment.lifecycle());
        return components;
    }

    /** Connects what follows commits, and hands what runs to the lifecycle. */
    private void connect(LifecycleEnvironment lifecycle) {
        VerdictRecorder recorder =
                new VerdictRecorder(stores.conversations, scenarioLookup, stores.verdicts, orchestration.orchestrator);
        SearchIndexer indexer = new SearchIndexer(stores.search, ListedExcerpt::of);
        ScenarioSeeder seeder = new ScenarioSeeder(stores.database, stores.scenarios, workers, clock);
        List.of(orchestration.subscriptions, orchestration.failing, recorder, indexer, serverConversations)
                .forEach(stores.conversations::onCommitted);
        List.of(orchestration.subscriptions, orchestration.failing, recorder, seeder, agents.seatSecret)
                .forEach(stores.conversations::onLoss);
        PeriodicTask lostSeats = new PeriodicTask("lost-seats", LOST_SEATS_PAUSE, guard::noteLost);
        // Started in this order and stopped in the reverse one, all before the database: none uses a closed store.
        for (Managed part : List.of(recorder, indexer, seeder, orchestration.watchdog, agents.host, lostSeats)) {
            lifecycle.manage(part);
        }
    }
}
