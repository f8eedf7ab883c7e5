package me.fhir.chitchat.a2a;

import io.dropwizard.core.setup.Environment;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import me.fhir.chitchat.bridge.BridgeServices;
import me.fhir.chitchat.bridge.Participant;
import me.fhir.chitchat.bridge.PublicAddress;
import me.fhir.chitchat.http.admission.ClientAddress;
import me.fhir.chitchat.http.admission.OutgoingBytes;
import me.fhir.chitchat.http.admission.ResponsePermits;
import me.fhir.chitchat.runtime.lifecycle.ServerLifecycle;
import me.fhir.chitchat.world.Brief;
import me.fhir.chitchat.world.Worlds;

/** Registers the A2A protocol below {@code /api/bridge} and {@code /api/seats}. */
public final class A2aEndpoint {
    private A2aEndpoint() {}

    /** From where requests come, and under which address. */
    public record A2aAddressing(ClientAddress clients, PublicAddress address) {}

    /**
     * Registers the filter and ends the open streams when the server stops.
     *
     * @param keepAlive how often an open stream gets a comment; zero sends none
     * @param outgoing counts what waits for clients
     * @param started when the server started
     */
    public static void register(
            Environment environment,
            BridgeServices services,
            A2aAddressing addressing,
            Duration keepAlive,
            OutgoingBytes outgoing,
            Instant started) {
        StreamRegistry streams =
                new StreamRegistry(services.sources().subscriptions(), outgoing, keepAlive, environment.metrics());
        Worlds worlds = services.sources().tools().worlds();
        CardPage cards = new CardPage(services.scenarios(), worlds, addressing.address(), started);
        A2aFilter filter = new A2aFilter(
                cards,
                streams,
                new A2aFilter.BridgeMethods(
                        methods(services, outgoing.places(), participant -> Optional.empty()),
                        methods(services, outgoing.places(), participant -> BriefExtension.brief(worlds, participant))),
                new SeatAddresses(services, addressing.clients(), outgoing.places()));
        environment
                .servlets()
                .addFilter("a2a", filter)
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/api/bridge/*", "/api/seats/*");
        environment.lifecycle().manage(streams);
        ServerLifecycle.whenStopping(environment, streams::stop);
    }

    private static Map<A2aVersion, Map<String, Method>> methods(
            BridgeServices services, ResponsePermits places, Function<Participant, Optional<Brief>> brief) {
        A2aMethods methods = new A2aMethods(
                services.conversations(),
                services.store(),
                services.longPoll(),
                new TaskNames(services.handles(), services.store(), brief),
                new LongRead(services.readers(), places),
                StreamHold.FREE);
        TaskList list = new TaskList(services.store(), services.conversations(), methods);
        return Map.of(A2aVersion.V0_3, Method.of03(methods), A2aVersion.V1_0, Method.of10(methods, list));
    }
}
