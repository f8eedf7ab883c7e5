package me.fhir.chitchat;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import io.dropwizard.lifecycle.Managed;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.ExecutorService;
import me.fhir.chitchat.agent.AgentClasses;
import me.fhir.chitchat.agent.AgentHost;
import me.fhir.chitchat.agent.planner.PlannerAgentFactory;
import me.fhir.chitchat.db.JdbiAgentRegistry;
import me.fhir.chitchat.db.JdbiConversationStore;
import me.fhir.chitchat.db.JdbiScenarioStore;
import me.fhir.chitchat.db.SqliteDatabase;
import me.fhir.chitchat.db.StorageConfiguration;
import me.fhir.chitchat.llm.ModelBudget;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.orchestrator.ScenarioOrder;
import me.fhir.chitchat.orchestrator.ScenarioRosters;
import me.fhir.chitchat.orchestrator.Scheduling;
import me.fhir.chitchat.orchestrator.StrictAlternation;
import me.fhir.chitchat.orchestrator.Subscriptions;
import me.fhir.chitchat.orchestrator.Watchdog;
import me.fhir.chitchat.settings.SettingException;

/** Everything behind the doors: store, orchestrator, models and agents. Nothing runs until the lifecycle starts it. */
final class Engine {
    final Clock clock = Clock.systemUTC();
    final ExecutorService workers = Threads.blocking("worker");
    final SqliteDatabase database;
    final JdbiConversationStore conversations;
    final JdbiScenarioStore scenarios;
    final JdbiAgentRegistry registry;
    final Subscriptions subscriptions;
    final Orchestrator orchestrator;
    final Models models;
    final AgentHost agents;

    Engine(ChitchatConfiguration configuration, StorageConfiguration storage, Environment environment) {
        int maxTurns = configuration.conversations.maxTurns();
        // Managed first, so that it ends last: all others may still need a thread to end.
        environment.lifecycle().manage(new AutoCloseableManager(workers::shutdownNow));
        database = new SqliteDatabase(storage, environment);
        // Now and not with the lifecycle: whoever starts the server gets a sentence when there can be none on this
        // file.
        database.open();
        conversations = new JdbiConversationStore(
                database, configuration.ceilings.conversation(maxTurns), clock, environment.metrics());
        scenarios = new JdbiScenarioStore(database, conversations);
        registry = new JdbiAgentRegistry(database, conversations, clock);

        ScenarioRosters rosters = new StoredRosters(scenarios);
        Scheduling scheduling = new Scheduling(
                List.of(new StrictAlternation(), new ScenarioOrder(rosters)),
                configuration.conversations.guidanceDeadline());
        subscriptions = new Subscriptions(scheduling);
        environment.metrics().registerGauge("chitchat.subscribers", subscriptions::size);
        orchestrator = new Orchestrator(conversations, scheduling, subscriptions, rosters, maxTurns, clock);
        Watchdog watchdog = new Watchdog(
                conversations,
                orchestrator,
                configuration.watchdog,
                configuration.ceilings.life(),
                clock,
                environment.metrics());

        models = models(configuration, environment);
        agents = new AgentHost(
                new AgentHost.Stage(orchestrator, conversations, subscriptions, scheduling),
                scenarios,
                registry,
                new AgentClasses(models.model(), new PlannerAgentFactory(models.model(), configuration.agents)),
                workers,
                configuration.ceilings.mostServerAgents());
        SeededScenarios seeds = new SeededScenarios(database, scenarios, workers, clock);

        conversations.onCommitted(subscriptions);
        conversations.onLoss(subscriptions);
        conversations.onLoss(seeds);
        // Started in this order and stopped in the reverse one: nobody acts on a store that is closed.
        for (Managed part : List.of(database, conversations, seeds, watchdog, agents)) {
            environment.lifecycle().manage(part);
        }
    }

    /** What is wrong with a setting about models shows only when all that it depends on is known. */
    private Models models(ChitchatConfiguration configuration, Environment environment) {
        ModelBudget budget = new ModelBudget(configuration.modelBudget, configuration.llm.maxConcurrent(), clock);
        try {
            return Models.of(configuration.llm, budget, environment, workers, database.folder(), clock);
        } catch (IllegalArgumentException e) {
            throw new SettingException(e.getMessage() + ".");
        }
    }
}
