package me.fhir.chitchat.runtime.monitoring;

import com.codahale.metrics.health.HealthCheck;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.jspecify.annotations.Nullable;

/** Reports whether the threads that read from all connections still get to their next round. */
public final class EventLoopHealthCheck extends HealthCheck {
    private final Duration limit;
    private volatile @Nullable Server server;

    /**
     * Watches nothing yet.
     *
     * @param limit how long a round may take
     */
    public EventLoopHealthCheck(Duration limit) {
        this.limit = limit;
    }

    /** Watches the selectors of this server. */
    public void watch(Server started) {
        server = started;
    }

    @Override
    protected Result check() throws InterruptedException {
        List<ManagedSelector> selectors = selectors();
        CountDownLatch rounds = new CountDownLatch(selectors.size());
        selectors.forEach(selector -> selector.submit(unused -> rounds.countDown()));
        return rounds.await(limit.toMillis(), TimeUnit.MILLISECONDS)
                ? Result.healthy()
                : Result.unhealthy(
                        "%d of %d event loops did not finish a round within %d ms",
                        rounds.getCount(), selectors.size(), limit.toMillis());
    }

    private List<ManagedSelector> selectors() {
        Server watched = server;
        return watched == null
                ? List.of()
                : Stream.of(watched.getConnectors())
                        .filter(ServerConnector.class::isInstance)
                        .map(ServerConnector.class::cast)
                        .flatMap(connector -> connector.getSelectorManager().getBeans(ManagedSelector.class).stream())
                        .toList();
    }
}
