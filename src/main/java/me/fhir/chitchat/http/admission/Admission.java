package me.fhir.chitchat.http.admission;

import io.dropwizard.core.setup.Environment;
import jakarta.servlet.DispatcherType;
import jakarta.servlet.Filter;
import java.util.EnumSet;
import me.fhir.chitchat.runtime.lifecycle.ServerLifecycle;
import org.eclipse.jetty.server.Server;

/** Installs the filters of this package in front of both connectors. */
public final class Admission {
    private Admission() {}

    /**
     * Puts them in front of everything that was added before; CORS headers stand on refusals too.
     *
     * @param threads how many the server has for requests
     */
    public static void install(
            Environment environment, CorsPolicy cors, HostCheck hostCheck, MemoryBudgets budgets, int threads) {
        SecretLoggers.silence();
        // Each is put before those already there.
        first(environment, "requests", new RequestFilter(hostCheck, budgets.incoming()), "/api/*", "/s/*");
        first(environment, "thread-share", new ThreadShareFilter(threads), "/*");
        first(environment, "address-ceiling", new AddressCeilingFilter(), "/*");
        first(environment, "cors", new CorsFilter(cors), "/*");
        environment
                .admin()
                .addFilter("admin", new AdminFilter(hostCheck))
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), false, "/*");
        ServerLifecycle.whenStarting(environment, Admission::inflateNothing);
        environment.metrics().registerGauge("chitchat.requests.bytes-held", budgets.incoming()::held);
        environment.metrics().registerGauge("chitchat.answers.bytes-held", budgets.outgoing()::held);
    }

    private static void first(Environment environment, String name, Filter filter, String... paths) {
        environment
                .servlets()
                .addFilter(name, filter)
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST, DispatcherType.ERROR), false, paths);
    }

    /** A few kilobytes must not become many megabytes before anything has counted them. */
    @SuppressWarnings("removal") // It is what Dropwizard compresses with.
    private static void inflateNothing(Server server) {
        server.getDescendants(org.eclipse.jetty.server.handler.gzip.GzipHandler.class)
                .forEach(gzip -> gzip.setInflateBufferSize(0));
    }
}
