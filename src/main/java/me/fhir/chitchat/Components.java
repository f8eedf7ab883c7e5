package me.fhir.chitchat;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.dropwizard.lifecycle.Managed;
import java.net.InetAddress;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.agent.AgentClasses;
import me.fhir.chitchat.agent.AgentHost;
import me.fhir.chitchat.agent.planner.OutsideToolCalls;
import me.fhir.chitchat.agent.planner.PlannerAgentFactory;
import me.fhir.chitchat.concurrent.Pause;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.db.Database;
import me.fhir.chitchat.db.JdbiAgentRegistry;
import me.fhir.chitchat.db.JdbiConversationStore;
import me.fhir.chitchat.db.JdbiDialStore;
import me.fhir.chitchat.db.JdbiImportStore;
import me.fhir.chitchat.db.JdbiScenarioStore;
import me.fhir.chitchat.db.JdbiSearchIndex;
import me.fhir.chitchat.db.JdbiSeatStore;
import me.fhir.chitchat.db.JdbiSpendingStore;
import me.fhir.chitchat.db.JdbiVerdictStore;
import me.fhir.chitchat.db.KeyFile;
import me.fhir.chitchat.db.ScenarioSeeder;
import me.fhir.chitchat.db.StorageConfiguration;
import me.fhir.chitchat.dial.DialedSeats;
import me.fhir.chitchat.dial.OutboundConnector;
import me.fhir.chitchat.dial.SeatSecret;
import me.fhir.chitchat.lifecycle.WorkerThreads;
import me.fhir.chitchat.llm.ModelBudget;
import me.fhir.chitchat.llm.Provider;
import me.fhir.chitchat.llm.providers.ModelProviders;
import me.fhir.chitchat.mcpclient.McpToolServers;
import me.fhir.chitchat.orchestrator.FailingAgents;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.orchestrator.ScenarioOrder;
import me.fhir.chitchat.orchestrator.ScenarioRosters;
import me.fhir.chitchat.orchestrator.Scheduling;
import me.fhir.chitchat.orchestrator.StoredRosters;
import me.fhir.chitchat.orchestrator.StrictAlternation;
import me.fhir.chitchat.orchestrator.Subscriptions;
import me.fhir.chitchat.orchestrator.Watchdog;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.OutboundGuard;
import me.fhir.chitchat.rehearsal.RehearsalModel;
import me.fhir.chitchat.scenario.ScenarioLookup;
import me.fhir.chitchat.search.SearchIndexer;
import me.fhir.chitchat.seat.ListedExcerpt;
import me.fhir.chitchat.seat.SeatGuard;
import me.fhir.chitchat.seat.SeatedConversations;
import me.fhir.chitchat.testrun.ServerConversations;
import me.fhir.chitchat.testrun.TestRuns;
import me.fhir.chitchat.verdict.live.VerdictRecorder;
import me.fhir.chitchat.verdict.live.Verdicts;
import me.fhir.chitchat.world.WorldTools;
import me.fhir.chitchat.world.Worlds;

/** Everything below the protocols: stores, orchestrator, models and agents. Nothing runs until the lifecycle starts it. */
final class Components {
    private static final int LOST_SEATS_SECONDS = 5;

    final Clock clock = Clock.systemUTC();
    final ExecutorService workers = WorkerThreads.unbounded("worker");
    final Database database;
    final JdbiConversationStore conversations;
    final JdbiScenarioStore scenarios;
    final JdbiAgentRegistry registry;
    final Subscriptions subscriptions;
    final FailingAgents failing;
    final Orchestrator orchestrator;
    final ModelProviders models;
    final AgentHost agents;
    final SeatGuard guard;
    final SeatedConversations seated;
    final JdbiImportStore imports;
    final ScenarioLookup played;
    final Verdicts verdicts;
    final WorldTools worldTools;
    final TestRuns testRuns;
    final OutboundClient outbound;

    Components(ChitchatConfiguration configuration, StorageConfiguration storage, Environment environment) {
        int maxTurns = configuration.conversations.maxTurns();
        // Managed first, so that it stops last: the others may still need a thread to stop.
        environment.lifecycle().manage(new AutoCloseableManager(workers::shutdownNow));
        ConversationLimits limits = configuration.ceilings.conversation(maxTurns);
        database = new Database(storage, limits, clock, environment);
        // Now and not with the lifecycle, so that an unusable file ends the start with a sentence.
        database.open();
        conversations = new JdbiConversationStore(database, limits);
        scenarios = new JdbiScenarioStore(database);
        registry = new JdbiAgentRegistry(database, clock);

        OutboundGuard outboundGuard = new OutboundGuard(configuration.outboundAllowed(), InetAddress::getAllByName);
        outbound = new OutboundClient(outboundGuard, configuration.outbound, environment.metrics(), workers);
        environment.lifecycle().manage(new AutoCloseableManager(outbound));

        ScenarioRosters rosters = new StoredRosters(scenarios);
        Scheduling scheduling = new Scheduling(
                List.of(new StrictAlternation(), new ScenarioOrder(rosters)),
                configuration.conversations.guidanceDeadline());
        subscriptions = new Subscriptions(scheduling);
        failing = new FailingAgents(subscriptions::announce);
        environment.metrics().registerGauge("chitchat.subscribers", subscriptions::size);
        orchestrator = new Orchestrator(conversations, scheduling, subscriptions, rosters, maxTurns, clock);
        Watchdog watchdog = new Watchdog(
                conversations,
                orchestrator,
                configuration.watchdog,
                configuration.ceilings.life(),
                clock,
                environment.metrics());

        models = ModelProviders.register(
                environment,
                configuration.llm,
                new ModelBudget(
                        configuration.modelBudget,
                        configuration.llm.maxConcurrent(),
                        new JdbiSpendingStore(database),
                        clock),
                new RehearsalModel(
                        configuration.llm.settings(Provider.MOCK).delay().toJavaDuration()),
                new ModelProviders.Resources(workers, database.folder(), clock));
        JdbiSeatStore seats = new JdbiSeatStore(database);
        SeatSecret secret = SeatSecret.of(configuration.seatSecret, database.secret(KeyFile.SEAT));
        DialedSeats dialed = new DialedSeats(
                new DialedSeats.DialStores(seats, new JdbiDialStore(database), conversations),
                secret,
                new OutboundConnector(outbound, outboundGuard),
                orchestrator,
                clock,
                Pause.SLEEP);
        agents = new AgentHost(
                new AgentHost.Services(orchestrator, conversations, subscriptions, scheduling, environment.metrics()),
                scenarios,
                registry,
                new AgentClasses(
                        models.agentModel(),
                        new PlannerAgentFactory(
                                models.agentModel(),
                                configuration.agents,
                                new McpToolServers(outbound, System.getenv())),
                        Pause.SLEEP,
                        dialed),
                workers,
                configuration.ceilings.maxServerAgents());
        SeatGuard.GuardedServices behind = new SeatGuard.GuardedServices(
                conversations,
                store -> new Orchestrator(store, scheduling, subscriptions, rosters, maxTurns, clock),
                agents);
        guard = new SeatGuard(behind, seats, clock, environment.metrics());
        seated = new SeatedConversations(behind, guard, dialed, clock);
        JdbiVerdictStore verdictStore = new JdbiVerdictStore(database);
        imports = new JdbiImportStore(database, limits);
        played = new ScenarioLookup(scenarios, imports);
        verdicts = new Verdicts(conversations, played, verdictStore);
        worldTools = new WorldTools(
                new Worlds(scenarios), new OutsideToolCalls(models.agentModel(), configuration.agents), workers);
        ServerConversations serverConversations = new ServerConversations(guard.anonymous(), verdicts, models.usage());
        testRuns = new TestRuns(serverConversations, workers, clock);
        VerdictRecorder recorder = new VerdictRecorder(conversations, played, verdictStore, orchestrator);
        SearchIndexer indexer = new SearchIndexer(new JdbiSearchIndex(database), ListedExcerpt::of);
        ScenarioSeeder seeder = new ScenarioSeeder(database, scenarios, workers, clock);

        var unused = environment
                .lifecycle()
                .scheduledExecutorService("lost-seats")
                .threads(1)
                .build()
                .scheduleWithFixedDelay(guard::noteLost, LOST_SEATS_SECONDS, LOST_SEATS_SECONDS, TimeUnit.SECONDS);

        conversations.onCommitted(subscriptions);
        conversations.onCommitted(failing);
        conversations.onCommitted(recorder);
        conversations.onCommitted(indexer);
        conversations.onCommitted(serverConversations);
        conversations.onLoss(subscriptions);
        conversations.onLoss(failing);
        conversations.onLoss(recorder);
        conversations.onLoss(seeder);
        conversations.onLoss(secret);
        // Started in this order and stopped in the reverse one: nothing uses a store that is closed.
        for (Managed part : List.of(database, recorder, indexer, seeder, watchdog, agents)) {
            environment.lifecycle().manage(part);
        }
    }
}
