package me.fhir.chitchat;

import io.dropwizard.core.Application;
import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.setup.Bootstrap;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import me.fhir.chitchat.agent.AgentClasses;
import me.fhir.chitchat.agent.AgentHost;
import me.fhir.chitchat.db.JdbiAgentRegistry;
import me.fhir.chitchat.db.JdbiConversationStore;
import me.fhir.chitchat.db.JdbiScenarioStore;
import me.fhir.chitchat.db.JdbiStatistics;
import me.fhir.chitchat.db.SqliteDatabase;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.orchestrator.ScenarioOrder;
import me.fhir.chitchat.orchestrator.ScenarioRosters;
import me.fhir.chitchat.orchestrator.Scheduling;
import me.fhir.chitchat.orchestrator.StrictAlternation;
import me.fhir.chitchat.orchestrator.Subscriptions;
import me.fhir.chitchat.orchestrator.Watchdog;
import me.fhir.chitchat.resources.AttachmentsResource;
import me.fhir.chitchat.resources.CancelResource;
import me.fhir.chitchat.resources.ConversationsResource;
import me.fhir.chitchat.resources.DebugConversationsResource;
import me.fhir.chitchat.resources.DebugCopiesResource;
import me.fhir.chitchat.resources.DebugLogsResource;
import me.fhir.chitchat.resources.DebugResource;
import me.fhir.chitchat.resources.HealthResource;
import me.fhir.chitchat.resources.LlmResource;
import me.fhir.chitchat.resources.RestDoor;
import me.fhir.chitchat.resources.ScenariosResource;
import me.fhir.chitchat.scenario.EditLock;
import me.fhir.chitchat.settings.EnvironmentConfigurationFactory;
import me.fhir.chitchat.settings.PackagedConfiguration;
import me.fhir.chitchat.web.PageServlet;
import me.fhir.chitchat.websocket.WebSocketDoor;

/** Composition root: wires everything together; nobody imports it. */
public final class ChitchatApplication extends Application<ChitchatConfiguration> {
    /** Commands that need no more than the configuration. */
    private static final Set<String> ALONE = Set.of("server", "check");

    public static void main(String... args) throws Exception {
        new ChitchatApplication().run(PackagedConfiguration.named(args, ALONE));
    }

    @Override
    public String getName() {
        return "chitchat";
    }

    @Override
    protected void addDefaultCommands(Bootstrap<ChitchatConfiguration> bootstrap) {
        bootstrap.addCommand(new ServerStart(this));
    }

    @Override
    public void initialize(Bootstrap<ChitchatConfiguration> bootstrap) {
        bootstrap.setConfigurationSourceProvider(new PackagedConfiguration());
        bootstrap.setConfigurationFactoryFactory((type, validator, mapper, prefix) ->
                new EnvironmentConfigurationFactory<>(type, validator, mapper, prefix, System.getenv()));
    }

    @Override
    public void run(ChitchatConfiguration configuration, Environment environment) {
        if (Threads.virtual() && configuration.getServerFactory() instanceof AbstractServerFactory server) {
            server.setEnableVirtualThreads(true);
        }
        Clock clock = Clock.systemUTC();
        ExecutorService workers = Threads.blocking("worker");

        SqliteDatabase database = new SqliteDatabase(configuration.storage, environment);
        JdbiConversationStore conversations = new JdbiConversationStore(
                database, configuration.conversations.maxTurns(), clock, environment.metrics());
        JdbiScenarioStore scenarios = new JdbiScenarioStore(database, conversations);
        JdbiAgentRegistry registry = new JdbiAgentRegistry(database, conversations, clock);

        ScenarioRosters rosters = new StoredRosters(scenarios);
        Scheduling scheduling = new Scheduling(
                List.of(new StrictAlternation(), new ScenarioOrder(rosters)),
                configuration.conversations.guidanceDeadline());
        Subscriptions subscriptions = new Subscriptions(scheduling);
        conversations.onCommitted(subscriptions);
        Orchestrator orchestrator = new Orchestrator(
                conversations, scheduling, subscriptions, rosters, configuration.conversations.maxTurns(), clock);
        Watchdog watchdog =
                new Watchdog(conversations, orchestrator, configuration.watchdog, clock, environment.metrics());

        Models models = Models.of(configuration.llm, environment, workers, database.folder(), clock);
        AgentClasses classes = new AgentClasses(models.model(), (casting, options) -> Optional.empty());
        AgentHost agents = new AgentHost(
                new AgentHost.Stage(orchestrator, conversations, subscriptions, scheduling),
                scenarios,
                registry,
                classes,
                workers);

        environment.lifecycle().manage(database);
        environment.lifecycle().manage(conversations);
        environment.lifecycle().manage(watchdog);
        environment.lifecycle().manage(agents);

        RestDoor.open(environment, configuration.corsAllowedOrigins);
        JerseyEnvironment rest = environment.jersey();
        ScenariosResource scenariosResource =
                new ScenariosResource(scenarios, new EditLock(configuration.publishedEditToken), clock);
        AttachmentsResource attachmentsResource = new AttachmentsResource(conversations);
        rest.register(new HealthResource(conversations::healthy));
        rest.register(scenariosResource);
        rest.register(new ConversationsResource(conversations, clock));
        rest.register(new CancelResource(orchestrator, conversations));
        rest.register(attachmentsResource);
        rest.register(new LlmResource(models.catalog(), models.model()));
        rest.register(new DebugLogsResource(models.published()));
        if (configuration.debugApiEnabled) {
            rest.register(new DebugResource(new JdbiStatistics(database), registry, clock));
            rest.register(new DebugConversationsResource(conversations, scenarios));
            rest.register(new DebugCopiesResource(attachmentsResource, scenariosResource));
        }
        environment.servlets().addServlet("page", PageServlet.fromClassPath()).addMapping("/*");

        new WebSocketDoor(
                        configuration.webSocket,
                        new WebSocketDoor.Services(
                                orchestrator, subscriptions, conversations, scenarios, agents, clock),
                        workers,
                        environment.metrics())
                .open(environment);
        ReadyLine.printWhenStarted(environment);
    }
}
