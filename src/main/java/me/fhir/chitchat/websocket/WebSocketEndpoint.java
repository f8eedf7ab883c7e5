package me.fhir.chitchat.websocket;

import io.dropwizard.core.setup.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executor;
import me.fhir.chitchat.admission.AddressCeiling;
import me.fhir.chitchat.admission.ByteBudget;
import me.fhir.chitchat.admission.HostCheck;
import me.fhir.chitchat.agent.AgentHost;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.lifecycle.ServerLifecycle;
import me.fhir.chitchat.lifecycle.WorkerThreads;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.orchestrator.Subscriptions;
import me.fhir.chitchat.scenario.ScenarioStore;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeRequest;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeResponse;
import org.eclipse.jetty.ee10.websocket.server.JettyWebSocketServerContainer;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.jspecify.annotations.Nullable;

/** Registers the WebSocket endpoint {@code /api/ws}. */
public final class WebSocketEndpoint {
    private static final List<String> PATHS = List.of("/api/ws", "/api/ws/");
    private static final int READ_BYTES = 32 * 1024;
    /** Pings keep a living connection busy; only a dead one is ever silent for so long. */
    private static final Duration IDLE_TIMEOUT = Duration.ofMinutes(5);

    private final ConnectionServices services;
    private final OpenConnections connections;
    private final HostCheck hosts;

    private WebSocketEndpoint(ConnectionServices services, OpenConnections connections, HostCheck hosts) {
        this.services = services;
        this.connections = connections;
        this.hosts = hosts;
    }

    /** What the RPC methods work on. */
    public record Services(
            Orchestrator orchestrator,
            Subscriptions subscriptions,
            ConversationStore conversations,
            ScenarioStore scenarios,
            AgentHost agents,
            Clock clock) {
        Map<String, RpcMethod> methods() {
            Map<String, RpcMethod> methods = new HashMap<>();
            new AppendMethods(orchestrator).register(methods);
            new ReadMethods(conversations, scenarios, clock).register(methods);
            new SubscriptionMethods(orchestrator, subscriptions).register(methods);
            new LifecycleMethods(agents).register(methods);
            return Map.copyOf(methods);
        }
    }

    /**
     * Maps the endpoint and ties it to the server's lifecycle.
     *
     * @param budget bytes of requests that the whole server may hold
     * @param workers runs what may block
     */
    public static void register(
            Environment environment,
            WebSocketConfiguration configuration,
            Services services,
            HostCheck hosts,
            ByteBudget budget,
            Executor workers) {
        ConnectionServices shared = new ConnectionServices(
                configuration, services.methods(), budget, workers, WorkerThreads.timer("websocket-timer"));
        OpenConnections connections =
                new OpenConnections(shared.timer(), configuration.pingInterval(), environment.metrics());
        environment.lifecycle().manage(connections);
        // Jetty itself would close every connection before its last responses are sent.
        ServerLifecycle.whenStopping(environment, connections::closeAll);
        WebSocketEndpoint endpoint = new WebSocketEndpoint(shared, connections, hosts);
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
        if (AddressCeiling.isAbove(request.getHttpServletRequest())) {
            sendError(response, 503, AddressCeiling.SENTENCE);
            return null;
        }
        Optional<String> refusal = hosts.refusal(request.getHeader("Host"), request.getHeader("Origin"));
        if (refusal.isPresent()) {
            sendError(response, 403, refusal.get());
            return null;
        }
        return new Connection(services, connections);
    }

    private static void sendError(JettyServerUpgradeResponse response, int status, String sentence) {
        try {
            response.sendError(status, sentence);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
