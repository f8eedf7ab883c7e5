package me.fhir.chitchat;

import com.codahale.metrics.health.HealthCheck;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import me.fhir.chitchat.admission.Admission;
import me.fhir.chitchat.admission.ByteBudget;
import me.fhir.chitchat.admission.CorsPolicy;
import me.fhir.chitchat.admission.HostCheck;
import me.fhir.chitchat.db.DebugSql;
import me.fhir.chitchat.db.JdbiStatistics;
import me.fhir.chitchat.resources.ApiBase;
import me.fhir.chitchat.resources.AttachmentsResource;
import me.fhir.chitchat.resources.CancelResource;
import me.fhir.chitchat.resources.CompletionAccess;
import me.fhir.chitchat.resources.ConversationsResource;
import me.fhir.chitchat.resources.DebugConversationsResource;
import me.fhir.chitchat.resources.DebugCopiesResource;
import me.fhir.chitchat.resources.DebugLogsResource;
import me.fhir.chitchat.resources.DebugResource;
import me.fhir.chitchat.resources.DebugSqlResource;
import me.fhir.chitchat.resources.HealthResource;
import me.fhir.chitchat.resources.LlmResource;
import me.fhir.chitchat.resources.RestDoor;
import me.fhir.chitchat.resources.ScenariosResource;
import me.fhir.chitchat.scenario.EditLock;
import me.fhir.chitchat.web.PageServlet;
import me.fhir.chitchat.websocket.WebSocketDoor;

/** Opens the ways in: REST, WebSocket, the bridges and the page. */
final class Doors {
    private Doors() {}

    static void open(ChitchatConfiguration configuration, Engine engine, Environment environment) {
        CorsPolicy cors = new CorsPolicy(configuration.corsAllowedOrigins);
        HostCheck hosts = new HostCheck(configuration.publicApiBaseUrl, configuration.allowedHosts, cors::allows);
        ByteBudget budget = ByteBudget.ofHeap(configuration.webSocket.frameBytes());
        RestDoor.open(environment, cors);
        new WebSocketDoor(
                        configuration.webSocket,
                        new WebSocketDoor.Services(
                                engine.orchestrator,
                                engine.subscriptions,
                                engine.conversations,
                                engine.scenarios,
                                engine.agents,
                                engine.clock),
                        hosts,
                        budget,
                        engine.workers,
                        environment.metrics())
                .open(environment);
        Bridges bridges = Bridges.open(configuration, engine, environment);
        rest(configuration, engine, environment.jersey(), bridges.address::apiBase);
        StatusDoor.open(configuration, engine, environment, bridges.address, bridges.hosts);
        Admission.install(environment, cors, hosts, budget);
        environment.servlets().addServlet("page", PageServlet.fromClassPath()).addMapping("/*");
        environment.healthChecks().register("store", new HealthCheck() {
            @Override
            protected Result check() {
                return engine.conversations.healthy()
                        ? Result.healthy()
                        : Result.unhealthy("the data file cannot be written");
            }
        });
    }

    private static void rest(
            ChitchatConfiguration configuration, Engine engine, JerseyEnvironment jersey, ApiBase address) {
        ScenariosResource scenarios = new ScenariosResource(
                engine.scenarios,
                new EditLock(configuration.publishedEditToken, configuration.publishingNeedsToken),
                engine.clock);
        AttachmentsResource attachments = new AttachmentsResource(engine.conversations);
        jersey.register(new HealthResource(engine.conversations::healthy));
        jersey.register(scenarios);
        jersey.register(new ConversationsResource(engine.conversations, engine.clock));
        jersey.register(new CancelResource(engine.orchestrator, engine.conversations));
        jersey.register(attachments);
        jersey.register(new LlmResource(
                engine.models.catalog(),
                engine.models.clientModel(),
                new CompletionAccess(configuration.modelBudget.access(), configuration.modelBudget.longestPrompt())));
        jersey.register(new DebugLogsResource(engine.models.published()));
        if (configuration.debugApiEnabled) {
            jersey.register(
                    new DebugResource(new JdbiStatistics(engine.database), engine.registry, address, engine.clock));
            jersey.register(new DebugConversationsResource(engine.conversations, engine.scenarios));
            jersey.register(new DebugCopiesResource(attachments, scenarios));
            jersey.register(new DebugSqlResource(new DebugSql(engine.database)));
        }
    }
}
