package me.fhir.chitchat;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.db.ScenarioSeeder;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import me.fhir.chitchat.lifecycle.WorkerThreads;
import me.fhir.chitchat.scenario.AttemptLimits;
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
    private static final int LOST_SEATS_SECONDS = 5;

    final Clock clock = Clock.systemUTC();
    final ExecutorService workers = WorkerThreads.unbounded("worker");
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

    Components(ChitchatConfiguration configuration, StorageConfiguration storage, Environment environment) {
        // Managed first, so that it stops last: the others may still need a thread to stop.
        environment.lifecycle().manage(new AutoCloseableManager(workers::shutdownNow));
        ConversationLimits ceilings = configuration.ceilings.conversation(configuration.conversations.maxTurns());
        stores = new Stores(storage, ceilings, clock, environment);
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
        start(environment);
    }

    /** Connects what follows commits, and hands what runs to the lifecycle. */
    private void start(Environment environment) {
        VerdictRecorder recorder =
                new VerdictRecorder(stores.conversations, scenarioLookup, stores.verdicts, orchestration.orchestrator);
        SearchIndexer indexer = new SearchIndexer(stores.search, ListedExcerpt::of);
        ScenarioSeeder seeder = new ScenarioSeeder(stores.database, stores.scenarios, workers, clock);
        List.of(orchestration.subscriptions, orchestration.failing, recorder, indexer, serverConversations)
                .forEach(stores.conversations::onCommitted);
        List.of(orchestration.subscriptions, orchestration.failing, recorder, seeder, agents.seatSecret)
                .forEach(stores.conversations::onLoss);
        // Started in this order and stopped in the reverse one: nothing uses a store that is closed.
        for (Managed part : List.of(stores.database, recorder, indexer, seeder, orchestration.watchdog, agents.host)) {
            environment.lifecycle().manage(part);
        }
        var unused = environment
                .lifecycle()
                .scheduledExecutorService("lost-seats")
                .threads(1)
                .build()
                .scheduleWithFixedDelay(guard::noteLost, LOST_SEATS_SECONDS, LOST_SEATS_SECONDS, TimeUnit.SECONDS);
    }
}
