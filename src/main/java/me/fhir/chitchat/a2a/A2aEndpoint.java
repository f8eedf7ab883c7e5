package me.fhir.chitchat.a2a;

import io.dropwizard.core.setup.Environment;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import me.fhir.chitchat.bridge.BridgeServices;
import me.fhir.chitchat.bridge.PublicAddress;
import me.fhir.chitchat.lifecycle.ServerLifecycle;

/** Registers the A2A protocol below {@code /api/bridge}. */
public final class A2aEndpoint {
    private A2aEndpoint() {}

    /**
     * Registers the filter and ends the open streams when the server stops.
     *
     * @param keepAlive how often an open stream gets a comment; zero sends none
     * @param started when the server started
     */
    public static void register(
            Environment environment,
            BridgeServices services,
            PublicAddress address,
            Duration keepAlive,
            Instant started) {
        StreamRegistry streams =
                new StreamRegistry(services.sources().subscriptions(), keepAlive, environment.metrics());
        environment
                .servlets()
                .addFilter("a2a", filter(services, streams, new CardPage(services.scenarios(), address, started)))
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/api/bridge/*");
        environment.lifecycle().manage(streams);
        ServerLifecycle.whenStopping(environment, streams::stop);
    }

    private static A2aFilter filter(BridgeServices services, StreamRegistry streams, CardPage cards) {
        A2aMethods methods = new A2aMethods(
                services.conversations(),
                services.store(),
                services.longPoll(),
                new TaskNames(services.handles(), services.store()),
                services.readers());
        TaskList list = new TaskList(services.store(), services.conversations(), methods);
        Map<String, Method> current = Method.of10(methods, list);
        return new A2aFilter(
                cards,
                new JsonRpcEndpoint(Map.of(A2aVersion.V0_3, Method.of03(methods), A2aVersion.V1_0, current), streams),
                new RestEndpoint(current, streams));
    }
}
