package me.fhir.chitchat.resources;

import io.dropwizard.core.Application;
import io.dropwizard.core.Configuration;
import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.HttpConnectorFactory;
import io.dropwizard.request.logging.LogbackAccessRequestLogFactory;
import io.dropwizard.testing.DropwizardTestSupport;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.atomic.AtomicBoolean;
import me.fhir.chitchat.agent.RegisteredAgents;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.conversation.ConversationStatistics;
import me.fhir.chitchat.http.admission.Admission;
import me.fhir.chitchat.http.admission.ByteBudget;
import me.fhir.chitchat.http.admission.ClientAddress;
import me.fhir.chitchat.http.admission.CorsPolicy;
import me.fhir.chitchat.http.admission.HostCheck;
import me.fhir.chitchat.http.admission.MemoryBudgets;
import me.fhir.chitchat.http.admission.OutgoingBytes;
import me.fhir.chitchat.http.ratelimit.AttemptLimits;
import me.fhir.chitchat.llm.ModelBudgetConfiguration;
import me.fhir.chitchat.llm.ModelRoute;
import me.fhir.chitchat.llm.Provider;
import me.fhir.chitchat.llm.ProviderReports;
import me.fhir.chitchat.llm.SpendingStore;
import me.fhir.chitchat.orchestrator.DueEnding;
import me.fhir.chitchat.orchestrator.FailingAgents;
import me.fhir.chitchat.orchestrator.Scheduling;
import me.fhir.chitchat.orchestrator.StrictAlternation;
import me.fhir.chitchat.orchestrator.WatchdogConfiguration;
import me.fhir.chitchat.scenario.EditLock;
import me.fhir.chitchat.scenario.InMemoryScenarioStore;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The REST API on a real socket over fakes, once per test class. */
public final class RestServer implements BeforeAllCallback, AfterAllCallback {
    /** How long an agent has to act. */
    static final Duration TURN_DEADLINE = Duration.ofSeconds(30);

    static final Instant NOW = Instant.parse("2026-11-23T16:30:00.123456Z");
    static final String TOKEN = "s3cret";
    private static final int THREADS = 200;

    final InMemoryScenarioStore scenarios = new InMemoryScenarioStore();
    final KnownConversations conversations = new KnownConversations();
    final ByteBudget incoming = new ByteBudget(64L << 20);
    final AtomicBoolean writable = new AtomicBoolean(true);
    final List<ConversationStatistics.Speaker> speakers = new ArrayList<>();
    final List<Instant> asked = new ArrayList<>();
    final List<RegisteredAgents.Registered> registered = new ArrayList<>();

    private final String corsOrigins;
    private final DropwizardTestSupport<Configuration> server;
    private final HttpClient client = HttpClient.newHttpClient();

    RestServer(String corsOrigins) {
        this.corsOrigins = corsOrigins;
        this.server = new DropwizardTestSupport<>(Door.class, configuration()) {
            @Override
            public Application<Configuration> newApplication() {
                return new Door();
            }
        };
    }

    /** The server's address without a path. */
    URI address() {
        return URI.create("http://127.0.0.1:" + server.getLocalPort());
    }

    HttpResponse<String> get(String path, String... headers) {
        return send("GET", path, null, headers);
    }

    HttpResponse<String> json(String method, String path, String body, String... headers) {
        String[] all = new String[headers.length + 2];
        all[0] = "Content-Type";
        all[1] = "application/json";
        System.arraycopy(headers, 0, all, 2, headers.length);
        return send(method, path, body, all);
    }

    HttpResponse<String> send(String method, String path, @Nullable String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address() + "/api" + path))
                .method(method, body == null ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return send(request.build());
    }

    /** A server may close a kept connection just when it is used again; that says nothing about the request. */
    private HttpResponse<String> sendOnceMore(HttpRequest request) throws IOException, InterruptedException {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            if (!String.valueOf(e.getMessage()).contains("received no bytes")) {
                throw e;
            }
            return client.send(request, BodyHandlers.ofString());
        }
    }

    HttpResponse<String> send(HttpRequest request) {
        try {
            return sendOnceMore(request);
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        server.before();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.after();
    }

    private static Configuration configuration() {
        HttpConnectorFactory application = connector();
        DefaultServerFactory factory = new DefaultServerFactory();
        factory.setApplicationConnectors(List.of(application));
        factory.setAdminConnectors(List.of(connector()));
        factory.setJerseyRootPath("/api/*");
        factory.setRegisterDefaultExceptionMappers(false);
        LogbackAccessRequestLogFactory quiet = new LogbackAccessRequestLogFactory();
        quiet.setAppenders(List.of());
        factory.setRequestLogFactory(quiet);
        Configuration configuration = new Configuration();
        configuration.setServerFactory(factory);
        return configuration;
    }

    private static HttpConnectorFactory connector() {
        HttpConnectorFactory connector = new HttpConnectorFactory();
        connector.setBindHost("127.0.0.1");
        connector.setPort(0);
        return connector;
    }

    /** The REST API as the service registers it, without the service. */
    private final class Door extends Application<Configuration> {
        @Override
        public void run(Configuration configuration, Environment environment) {
            Clock clock = Clock.fixed(NOW, ZoneOffset.UTC);
            CorsPolicy cors = new CorsPolicy(corsOrigins);
            MemoryBudgets budgets = new MemoryBudgets(incoming, new OutgoingBytes(64L << 20));
            RestApi.register(environment, cors, budgets.outgoing());
            Admission.install(environment, cors, new HostCheck(null, null, cors::allows), budgets, THREADS);
            var scenariosResource = new ScenariosResource(
                    scenarios,
                    new EditRights(
                            new EditLock(TOKEN),
                            new ClientAddress(null),
                            new AttemptLimits(clock, AttemptLimits.OtherServers.NONE)),
                    clock);
            var scheduling = new Scheduling(List.of(new StrictAlternation()), TURN_DEADLINE);
            var attachments = new AttachmentsResource(request -> conversations);
            environment.jersey().register(new HealthResource(writable::get));
            environment.jersey().register(status(clock));
            environment.jersey().register(scenariosResource);
            environment
                    .jersey()
                    .register(new ConversationsResource(
                            conversations, scheduling::snapshot, new FailingAgents(id -> {}), clock));
            environment.jersey().register(attachments);
            environment
                    .jersey()
                    .register(new DebugResource(
                            statistics(), () -> registered, (uri, headers) -> "https://told/api", clock));
            environment.jersey().register(new DebugConversationsResource(conversations, scenarios));
            environment.jersey().register(new DebugCopiesResource(conversations, scenariosResource));
        }
    }

    private StatusResource status(Clock clock) {
        StatusDocument document = new StatusDocument(
                new StatusDocument.Server(
                        "1.2.3",
                        NOW.minusSeconds(60),
                        () -> 3001,
                        new StatusDocument.Switches(true, false),
                        new StatusDocument.Ceilings(ConversationLimits.DEFAULT, Duration.ofHours(24), 200, () -> 7),
                        new StatusDocument.Traffic(() -> 14, () -> 1, () -> List.of(3L, 40L))),
                new StatusDocument.Storage(writable::get, () -> 2048, () -> OptionalLong.of(4096)),
                new StatusDocument.WatchdogStatus(
                        new WatchdogConfiguration(null, null, null, null),
                        () -> 2,
                        () -> Optional.of(new DueEnding(41, NOW.plusSeconds(300)))),
                () -> new StatusDocument.ModelStatus(
                        new ModelBudgetConfiguration(),
                        new SpendingStore.Spent(3, 4000),
                        List.of(new ProviderReports.ProviderReport(
                                new ModelRoute(Provider.OPENAI, "some-model"),
                                NOW.minusSeconds(1),
                                Duration.ofMillis(250),
                                NOW.minusSeconds(9),
                                "wrong key"))),
                clock);
        return new StatusResource(document, new PublishedAddress() {
            @Override
            public @Nullable String configured() {
                return null;
            }

            @Override
            public String apiBase(UriInfo uri, HttpHeaders headers) {
                return "http://told/api";
            }

            @Override
            public Optional<String> refusal(@Nullable String host) {
                return Optional.ofNullable(host).map(name -> "not " + name);
            }
        });
    }

    private ConversationStatistics statistics() {
        return new ConversationStatistics() {
            @Override
            public Counts counts(Instant since) {
                asked.add(since);
                return new Counts(3, 4, 2, 17);
            }

            @Override
            public List<Speaker> speakers(Instant since) {
                asked.add(since);
                return List.copyOf(speakers);
            }
        };
    }
}
