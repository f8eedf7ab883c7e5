package me.fhir.chitchat.websocket;

import com.codahale.metrics.Counter;
import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.lifecycle.Managed;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;

/** The connections that are open: pings them, and closes them when the server stops. Owns the timer. */
final class OpenConnections implements Connection.Owner, Managed {
    private static final Duration SHUTDOWN_GRACE = Duration.ofSeconds(5);
    private static final long IDLE_CHECK_MS = 5;

    private final Set<Connection> connections = ConcurrentHashMap.newKeySet();
    private final ScheduledExecutorService timer;
    private final Duration pingInterval;
    private final Counter slowClosed;

    /** @param pingInterval zero for no pings */
    OpenConnections(ScheduledExecutorService timer, Duration pingInterval, MetricRegistry metrics) {
        this.timer = timer;
        this.pingInterval = pingInterval;
        this.slowClosed = metrics.counter("chitchat.websocket.closed-as-slow");
        metrics.register("chitchat.websocket.connections", (Gauge<Integer>) connections::size);
    }

    @Override
    public void opened(Connection connection) {
        connections.add(connection);
    }

    @Override
    public void closed(Connection connection) {
        connections.remove(connection);
    }

    @Override
    public void tooSlow() {
        slowClosed.inc();
    }

    @Override
    public void start() {
        long interval = pingInterval.toMillis();
        if (interval > 0) {
            var unused = timer.scheduleWithFixedDelay(
                    () -> connections.forEach(Connection::ping), interval, interval, TimeUnit.MILLISECONDS);
        }
    }

    /** Sends the responses to all requests received so far, within a time limit, then closes. */
    void closeAll() {
        long end = System.nanoTime() + SHUTDOWN_GRACE.toNanos();
        connections.forEach(Connection::stopReading);
        try {
            for (Connection connection : connections) {
                while (!connection.isIdle() && System.nanoTime() < end) {
                    Thread.sleep(IDLE_CHECK_MS);
                }
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return;
        }
        connections.forEach(connection -> connection.close(CloseCode.GOING_AWAY, "The server is shutting down."));
    }

    @Override
    public void stop() {
        timer.shutdownNow();
    }
}
