package me.fhir.chitchat;

import io.dropwizard.core.server.AbstractServerFactory;
import io.dropwizard.core.setup.Environment;
import me.fhir.chitchat.a2a.A2aEndpoint;
import me.fhir.chitchat.bridge.BridgeServices;
import me.fhir.chitchat.bridge.PublicAddress;
import me.fhir.chitchat.db.JdbiStatistics;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import me.fhir.chitchat.db.engine.StorageSpace;
import me.fhir.chitchat.db.file.KeyFile;
import me.fhir.chitchat.http.admission.Admission;
import me.fhir.chitchat.http.admission.ClientAddress;
import me.fhir.chitchat.http.admission.CorsPolicy;
import me.fhir.chitchat.http.admission.HostCheck;
import me.fhir.chitchat.http.admission.MemoryBudgets;
import me.fhir.chitchat.http.admission.OutgoingBytes;
import me.fhir.chitchat.http.wirelog.ExchangeFilter;
import me.fhir.chitchat.http.wirelog.ExchangeLog;
import me.fhir.chitchat.mcp.McpEndpoint;
import me.fhir.chitchat.outbound.OwnCallFilter;
import me.fhir.chitchat.plainhttp.SeatActions;
import me.fhir.chitchat.plainhttp.SeatServlet;
import me.fhir.chitchat.resources.CompletionAccess;
import me.fhir.chitchat.resources.PublishedAddress;
import me.fhir.chitchat.resources.RestApi;
import me.fhir.chitchat.resources.RestResources;
import me.fhir.chitchat.resources.StatusResource;
import me.fhir.chitchat.runtime.monitoring.Monitoring;
import me.fhir.chitchat.scenario.EditLock;
import me.fhir.chitchat.web.PageServlet;
import me.fhir.chitchat.websocket.SeatServices;
import me.fhir.chitchat.websocket.WebSocketEndpoint;

/** Everything that clients connect to: REST, WebSocket, the bridges and the page. */
final class Protocols {
    private final ChitchatConfiguration configuration;
    private final Components components;
    private final Environment environment;
    private final CorsPolicy cors;
    private final HostCheck hostCheck;
    private final PublicAddress address;
    private final ClientAddress clientAddress;
    private final StorageSpace space;
    private final ExchangeLog exchanges;
    private final PageServlet page = PageServlet.fromClassPath();

    private Protocols(ChitchatConfiguration configuration, Components components, Environment environment) {
        this.configuration = configuration;
        this.components = components;
        this.environment = environment;
        this.cors = new CorsPolicy(configuration.corsAllowedOrigins);
        this.hostCheck = new HostCheck(configuration.publicApiBaseUrl, configuration.allowedHosts, cors::allows);
        this.address = new PublicAddress(configuration.publicApiBaseUrl);
        this.clientAddress = configuration.clientAddress();
        this.exchanges = new ExchangeLog(components.clock);
        this.space = components.stores.database.space();
    }

    /** Composes the server over this storage and registers all endpoints. */
    static void start(ChitchatConfiguration configuration, StorageConfiguration storage, Environment environment) {
        new Protocols(configuration, Components.open(configuration, storage, environment), environment).register();
    }

    private void register() {
        MemoryBudgets budgets = MemoryBudgets.ofHeap(configuration.webSocket.frameBytes());
        RestApi.register(environment, cors, budgets.outgoing());
        webSocket(budgets);
        ExchangeFilter.register(environment, exchanges, components.guard::conversationOf);
        bridges(budgets.outgoing());
        EditLock editLock = new EditLock(configuration.publishedEditToken, configuration.publishingNeedsToken);
        rest(editLock);
        status(editLock);
        // After the others: its filters go in front of those registered so far.
        Admission.install(environment, cors, hostCheck, budgets, requestThreads());
        OwnCallFilter.register(environment, components.agents.outbound.callerName());
        environment.servlets().addServlet("page", page).addMapping("/*");
        Monitoring.register(
                environment,
                new Monitoring.Store(
                        components.stores.database::healthy, components.stores.database::isMigrated, space::freeBytes));
    }

    private int requestThreads() {
        return configuration.getServerFactory() instanceof AbstractServerFactory server ? server.getMaxThreads() : 1024;
    }

    private void webSocket(MemoryBudgets budgets) {
        WebSocketEndpoint.register(
                environment,
                configuration.webSocket,
                new WebSocketEndpoint.WebSocketServices(
                        new SeatServices(
                                components.guard,
                                components.seatedConversations,
                                components.agents.worldTools,
                                exchanges),
                        components.orchestration.subscriptions,
                        components.scenarioLookup,
                        components.verdicts,
                        components.clock),
                new WebSocketEndpoint.WebSocketAddressing(hostCheck, clientAddress, address::apiBase),
                budgets);
    }

    private void bridges(OutgoingBytes outgoing) {
        BridgeServices services = BridgeServices.register(
                environment,
                new BridgeServices.Sources(
                        components.guard,
                        components.stores.scenarios,
                        components.orchestration.subscriptions,
                        components.agents.worldTools),
                components.stores.database.secret(KeyFile.BRIDGE),
                components.workers);
        SeatServlet.register(
                environment,
                components.guard,
                new SeatServlet.SeatAddressing(clientAddress, address::apiBase, page::assetAddress),
                new SeatActions(
                        components.seatedConversations, components.agents.worldTools, services, outgoing.places()),
                outgoing);
        A2aEndpoint.register(
                environment,
                services,
                new A2aEndpoint.A2aAddressing(clientAddress, address),
                configuration.bridge.keepAlive(),
                outgoing,
                components.clock.instant());
        McpEndpoint.register(
                environment, services, new McpEndpoint.McpAddressing(address, hostCheck, clientAddress), outgoing);
    }

    private void rest(EditLock editLock) {
        RestResources resources = new RestResources(
                new RestResources.RestServices(
                        new RestResources.Seats(
                                components.guard, components.seatedConversations, clientAddress, components.limits),
                        components.stores.scenarios,
                        new RestResources.VerdictServices(
                                components.verdicts, components.scenarioLookup, components.stores.imports),
                        components.stores.database::healthy,
                        new RestResources.Addressing(address::apiBase, exchanges),
                        components.clock),
                editLock);
        resources.register(
                environment.jersey(),
                new RestResources.ModelServices(
                        components.agents.models.catalog(),
                        components.agents.models.clientModel(),
                        new CompletionAccess(
                                configuration.modelBudget.access(), configuration.modelBudget.longestPrompt()),
                        new RestResources.UsageServices(components.agents.models.usage(), components.testRuns),
                        components.orchestration.failing,
                        components.agents.models.publishedLogs()));
        resources.registerCalls(environment.jersey(), components.agents.outbound, components.workers);
        if (configuration.debugApiEnabled) {
            resources.registerDebug(
                    environment.jersey(),
                    new RestResources.Debug(
                            components.stores.conversations,
                            new JdbiStatistics(components.stores.database),
                            components.stores.registry,
                            components.stores.database.debugSql()));
        }
    }

    private void status(EditLock editLock) {
        ServerStatus status = new ServerStatus(configuration, components, environment);
        environment
                .jersey()
                .register(new StatusResource(
                        status.document(editLock.isArmed(), space),
                        PublishedAddress.of(configuration.publicApiBaseUrl, address::apiBase, hostCheck)));
    }
}
