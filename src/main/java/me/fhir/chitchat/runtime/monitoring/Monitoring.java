package me.fhir.chitchat.runtime.monitoring;

import io.dropwizard.core.setup.Environment;
import java.time.Duration;
import java.util.OptionalLong;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import me.fhir.chitchat.runtime.lifecycle.ServerLifecycle;

/** Registers metrics for Prometheus at {@code /prometheus} of the admin port, and the server's health checks. */
public final class Monitoring {
    private static final Duration EVENT_LOOP_LIMIT = Duration.ofSeconds(5);

    private Monitoring() {}

    /**
     * The state of the data file.
     *
     * @param writable answers at once whether it can be written
     * @param migrated whether it has the schema of this version
     * @param freeBytes what its volume has left; empty for a database whose volume this server cannot see
     */
    public record Store(BooleanSupplier writable, BooleanSupplier migrated, Supplier<OptionalLong> freeBytes) {}

    /** Registers everything. */
    public static void register(Environment environment, Store store) {
        environment
                .admin()
                .addServlet("prometheus", new PrometheusServlet(environment.metrics(), MetricHelp.fromClassPath()))
                .addMapping("/prometheus");
        EventLoopHealthCheck eventLoop = new EventLoopHealthCheck(EVENT_LOOP_LIMIT);
        ServerLifecycle.whenStarting(environment, eventLoop::watch);
        environment.healthChecks().register("store", new StoreHealthCheck(store.writable()));
        environment.healthChecks().register("migrations", new MigrationsHealthCheck(store.migrated()));
        if (store.freeBytes().get().isPresent()) {
            environment.healthChecks().register("disk-space", new DiskSpaceHealthCheck(() -> store.freeBytes()
                    .get()
                    .orElse(0)));
        }
        environment.healthChecks().register("event-loop", eventLoop);
    }
}
