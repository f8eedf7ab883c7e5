package me.fhir.chitchat.websocket;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.core.setup.Environment;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.admission.ByteBudget;
import me.fhir.chitchat.admission.HostCheck;
import me.fhir.chitchat.agent.AgentHost;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.lifecycle.ServerLifecycle;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.orchestrator.Subscriptions;
import me.fhir.chitchat.scenario.ScenarioStore;
import org.eclipse.jetty.ee10.websocket.server.JettyServerUpgradeResponse;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;

/** The endpoint {@code /api/ws}: its methods, its connections, and how it shuts down. */
public final class WebSocketEndpoint {
    private static final List<String> PATHS = List.of("/api/ws", "/api/ws/");
    private static final int READ_BYTES = 32 * 1024;
    private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(5);

    private final WebSocketConfiguration configuration;
    private final Map<String, RpcMethod> methods;
    private final HostCheck hosts;
    private final ByteBudget budget;
    private final Executor workers;
    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final Counter slowClosed;
    private final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor(task -> {
        Thread thread = new Thread(task, "websocket-timer");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * An endpoint that is not mapped yet; {@link #open} does.
     *
     * @param workers runs what may block
     */
    public WebSocketEndpoint(
            WebSocketConfiguration configuration,
            Services services,
            HostCheck hosts,
            ByteBudget budget,
            Executor workers,
            MetricRegistry metrics) {
        this.hosts = hosts;
        this.budget = budget;
        this.configuration = configuration;
        this.methods = services.methods();
        this.workers = workers;
        this.slowClosed = metrics.counter("chitchat.websocket.closed-as-slow");
        metrics.register("chitchat.websocket.connections", (Gauge<Integer>) connections::size);
    }

    /** Maps the endpoint and ties it to the server's life. */
    public void open(Environment environment) {
        JettyWebSocketServletContainerInitializer.configure(
                environment.getApplicationContext(), (context, container) -> {
                    container.setMaxTextMessageSize(configuration.frameBytes());
                    container.setMaxBinaryMessageSize(configuration.frameBytes());
                    container.setMaxFrameSize(configuration.frameBytes());
                    // Of the pool, and only while something is read; a large message takes that many fewer reads.
                    container.setInputBufferSize(READ_BYTES);
                    // Pings keep a living connection busy; only a dead one is ever silent for so long.
                    container.setIdleTimeout(Duration.ofMinutes(5));
                    for (String path : PATHS) {
                        container.addMapping(path, (request, response) -> {
                            // Compression costs 180 kB a connection and twice the time, for text that is sent once.
                            response.setExtensions(List.of());
                            // Jetty upgrades before any filter runs.
                            Optional<String> refusal =
                                    hosts.refusal(request.getHeader("Host"), request.getHeader("Origin"));
                            if (refusal.isPresent()) {
                                sendForbidden(response, refusal.get());
                                return null;
                            }
                            return new Connection(this);
                        });
                    }
                });
        long interval = configuration.pingInterval().toMillis();
        if (interval > 0) {
            var unused = timer.scheduleWithFixedDelay(
                    () -> connections.forEach(connection -> connection.socket().ping()),
                    interval,
                    interval,
                    TimeUnit.MILLISECONDS);
        }
        // Jetty itself would close every connection before its last answers are sent.
        ServerLifecycle.whenStopping(environment, this::shutDown);
    }

    private static void sendForbidden(JettyServerUpgradeResponse response, String sentence) {
        try {
            response.sendForbidden(sentence);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void shutDown() {
        long end = System.nanoTime() + SHUTDOWN_GRACE.toNanos();
        connections.forEach(Connection::readNoMore);
        for (Connection connection : connections) {
            while (!connection.quiet() && System.nanoTime() < end) {
                try {
                    Thread.sleep(5);
                } catch (InterruptedException e) {
                    Thread.currentThread().interrupt();
                    timer.shutdownNow();
                    return;
                }
            }
        }
        connections.forEach(connection -> connection.socket().close(1001, "The server is shutting down."));
        timer.shutdownNow();
    }

    WebSocketConfiguration configuration() {
        return configuration;
    }

    ByteBudget budget() {
        return budget;
    }

    Map<String, RpcMethod> methods() {
        return methods;
    }

    Executor workers() {
        return workers;
    }

    ScheduledExecutorService timer() {
        return timer;
    }

    void opened(Connection connection) {
        connections.add(connection);
    }

    void closed(Connection connection) {
        connections.remove(connection);
    }

    void overflowed() {
        slowClosed.inc();
    }

    /** What the methods work on. */
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
}
