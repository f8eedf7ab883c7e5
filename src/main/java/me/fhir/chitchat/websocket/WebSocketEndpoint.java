package me.fhir.chitchat.websocket;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.AutoCloseableManager;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import java.util.function.Function;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.http.admission.AddressCeiling;
import me.fhir.chitchat.http.admission.ClientAddress;
import me.fhir.chitchat.http.admission.ErrorBody;
import me.fhir.chitchat.http.admission.HostCheck;
import me.fhir.chitchat.http.admission.HostRefusal;
import me.fhir.chitchat.http.admission.MemoryBudgets;
import me.fhir.chitchat.http.wirelog.FrameLog;
import me.fhir.chitchat.orchestrator.Subscriptions;
import me.fhir.chitchat.runtime.lifecycle.ServerLifecycle;
import me.fhir.chitchat.runtime.lifecycle.WorkerThreads;
import me.fhir.chitchat.scenario.ScenarioLookup;
import me.fhir.chitchat.seat.CallerInfo;
import me.fhir.chitchat.seat.SeatCode;
import me.fhir.chitchat.seat.TooManyAttemptsException;
import me.fhir.chitchat.verdict.live.Verdicts;
import me.fhir.chitchat.wire.HttpStatus;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeRequest;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeResponse;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServerContainer;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.jspecify.annotations.Nullable;

/** Registers the WebSocket endpoint {@code /api/ws}. */
public final class WebSocketEndpoint {
    private static final List<String> PATHS = List.of("/api/ws", "/api/ws/");
    private static final String BEARER = "bearer ";
    private static final int READ_BYTES = 32 * 1024;
    /** Far more than the store has connections; a thread each for thousands of clients that come at once costs 100 kB each. */
    private static final int MAX_WORKERS = 16;
    /** Pings keep a connection busy; only a lost one is ever silent for so long. */
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(5);

    private final ConnectionServices services;
    private final OpenConnections connections;
    private final WebSocketAddressing addressing;

    private WebSocketEndpoint(
            ConnectionServices services, OpenConnections connections, WebSocketAddressing addressing) {
        this.services = services;
        this.connections = connections;
        this.addressing = addressing;
    }

    /** The services of the RPC methods. */
    public record WebSocketServices(
            SeatServices seats, Subscriptions subscriptions, ScenarioLookup scenarios, Verdicts verdicts, Clock clock) {
        Map<String, RpcMethod> methods() {
            Map<String, RpcMethod> methods = new HashMap<>();
            new AppendMethods(seats.tools()).register(methods);
            new ReadMethods(scenarios, verdicts, clock).register(methods);
            new SubscriptionMethods(subscriptions).register(methods);
            LifecycleMethods.register(methods);
            new SeatMethods(seats.guard(), seats.conversations()).register(methods);
            return Map.copyOf(methods);
        }
    }

    /**
     * The caller, as known when it connects.
     *
     * @param hostCheck under which names the server answers
     * @param address from which address the client comes
     * @param apiBase under which address it reaches the API
     */
    public record WebSocketAddressing(
            HostCheck hostCheck, ClientAddress address, Function<HttpServletRequest, String> apiBase) {}

    /**
     * Maps the endpoint and ties it to the server's lifecycle.
     *
     * @param budgets bytes that the whole server may hold
     */
    public static void register(
            Environment environment,
            WebSocketConfiguration configuration,
            WebSocketServices services,
            WebSocketAddressing addressing,
            MemoryBudgets budgets) {
        // They wait for the store only, never for a client or for each other.
        ExecutorService workers = WorkerThreads.limited("websocket", MAX_WORKERS);
        environment.lifecycle().manage(new AutoCloseableManager(workers::shutdownNow));
        ConnectionServices shared = new ConnectionServices(
                configuration,
                services.seats(),
                services.methods(),
                budgets,
                workers,
                WorkerThreads.timer("websocket-timer"));
        OpenConnections connections =
                new OpenConnections(shared.timer(), configuration.pingInterval(), environment.metrics());
        environment.lifecycle().manage(connections);
        // Jetty itself would close every connection before its last responses are sent.
        ServerLifecycle.whenStopping(environment, connections::closeAll);
        WebSocketEndpoint endpoint = new WebSocketEndpoint(shared, connections, addressing);
        JettyWebSocketServletContainerInitializer.configure(
                environment.getApplicationContext(), (context, container) -> endpoint.configure(container));
    }

    private void configure(JettyWebSocketServerContainer container) {
        int frameBytes = services.configuration().frameBytes();
        container.setMaxTextMessageSize(frameBytes);
        container.setMaxBinaryMessageSize(frameBytes);
        container.setMaxFrameSize(frameBytes);
        // Of the pool, and only while something is read; a large message takes that many fewer reads.
        container.setInputBufferSize(READ_BYTES);
        container.setIdleTimeout(IDLE_TIMEOUT);
        for (String path : PATHS) {
            container.addMapping(path, this::connect);
        }
    }

    /** Accepts a connection; null when it was refused. Jetty upgrades before any filter runs. */
    private @Nullable Connection connect(JettyServerUpgradeRequest request, JettyServerUpgradeResponse response) {
        // Compression costs 180 kB a connection and twice the time, for text that is sent once.
        response.setExtensions(List.of());
        if (!isAdmitted(request, response)) {
            return null;
        }
        HttpServletRequest http = request.getHttpServletRequest();
        Connection connection = new Connection(
                services,
                connections,
                new CallerInfo(addressing.address().of(http), "ws", http.getHeader("User-Agent")),
                addressing.apiBase().apply(http),
                new FrameLog(services.seats().exchanges(), !isOwnPage(request)));
        return isAuthenticated(connection, http, response) ? connection : null;
    }

    /** Whether a client may connect from where it does and by the name it uses; refuses the upgrade otherwise. */
    private boolean isAdmitted(JettyServerUpgradeRequest request, JettyServerUpgradeResponse response) {
        HttpServletRequest http = request.getHttpServletRequest();
        if (AddressCeiling.isAbove(http)) {
            refuse(http, response, 503, AddressCeiling.SENTENCE);
            return false;
        }
        Optional<HostRefusal> refusal =
                addressing.hostCheck().refusal(request.getHeader("Host"), request.getHeader("Origin"));
        if (refusal.isPresent()) {
            ErrorBody.choose(http, refusal.get());
            sendError(response, 403, refusal.get().sentence());
            return false;
        }
        if (HostCheck.hasSeveralOrigins(http)) {
            refuse(http, response, 400, HostCheck.ONE_ORIGIN);
            return false;
        }
        return true;
    }

    /** Whether the code that a client shows is valid, or it shows none; refuses the upgrade otherwise. */
    private static boolean isAuthenticated(
            Connection connection, HttpServletRequest request, JettyServerUpgradeResponse response) {
        try {
            String shown = shownCode(request);
            if (shown == null || connection.authenticate(shown)) {
                return true;
            }
            refuse(request, response, 404, SeatCode.REFUSAL);
        } catch (TooManyAttemptsException e) {
            response.setHeader("Retry-After", String.valueOf(e.retryAfterSeconds()));
            refuse(request, response, 429, e.sentence());
        } catch (ConversationException e) {
            // The store that knows the codes may be away for a while.
            response.setHeader("Retry-After", "1");
            refuse(request, response, HttpStatus.of(e.code()), e.sentence());
        }
        return false;
    }

    /** Whether the page of this server connects; agents are not browsers, or pages of others. */
    private static boolean isOwnPage(JettyServerUpgradeRequest request) {
        String origin = request.getHeader("Origin");
        String host = request.getHeader("Host");
        return origin != null && host != null && origin.endsWith("//" + host);
    }

    /** The code that a client connects with; null when it shows none. */
    private static @Nullable String shownCode(HttpServletRequest request) {
        String header = request.getHeader("Authorization");
        return header != null && header.regionMatches(true, 0, BEARER, 0, BEARER.length())
                ? header.substring(BEARER.length())
                : request.getParameter("seat");
    }

    private static void refuse(
            HttpServletRequest request, JettyServerUpgradeResponse response, int status, String sentence) {
        ErrorBody.choose(request, sentence);
        sendError(response, status, sentence);
    }

    private static void sendError(JettyServerUpgradeResponse response, int status, String sentence) {
        try {
            response.sendError(status, sentence);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
