package me.fhir.chitchat.a2a;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.bridge.BridgeServices;
import me.fhir.chitchat.bridge.SeatAuthenticator;
import me.fhir.chitchat.http.admission.ClientAddress;
import me.fhir.chitchat.http.admission.ResponsePermits;
import me.fhir.chitchat.seat.CallerInfo;
import me.fhir.chitchat.seat.SeatCode;
import me.fhir.chitchat.seat.TooManyAttemptsException;
import me.fhir.chitchat.world.Worlds;

/** The addresses of seats: each leads to the one conversation of its code. */
record SeatAddresses(BridgeServices services, ClientAddress clients, ResponsePermits places) {
    /** The seat of a code; empty when there is none, and the request has been answered. */
    Optional<SeatAuthenticator.Seated> open(PlainExchange exchange, String code) throws IOException {
        exchange.response().setHeader("Referrer-Policy", "no-referrer");
        try {
            Optional<SeatAuthenticator.Seated> seated = services.seats().open(code, clients.of(exchange.request()));
            if (seated.isEmpty()) {
                exchange.error(404, SeatCode.REFUSAL);
            }
            return seated;
        } catch (TooManyAttemptsException e) {
            exchange.response().setHeader("Retry-After", String.valueOf(e.retryAfterSeconds()));
            exchange.error(429, e.sentence());
            return Optional.empty();
        }
    }

    A2aAddress address(HttpServletRequest request, SeatAuthenticator.Seated seated) {
        Worlds worlds = services.sources().tools().worlds();
        boolean briefed = BriefExtension.isAskedFor(request);
        A2aMethods methods = new A2aMethods(
                seated.conversations(),
                seated.store(),
                services.longPoll(),
                new TaskNames(
                        seated.handles(),
                        seated.store(),
                        participant -> briefed ? BriefExtension.brief(worlds, participant) : Optional.empty()),
                new LongRead(services.readers(), places),
                end -> services.seats().hold(seated, end));
        TaskList list = new TaskList(seated.store(), seated.conversations(), methods);
        String from = clients.of(request);
        return new A2aAddress(
                seated::participant,
                Map.of(A2aVersion.V0_3, Method.of03(methods), A2aVersion.V1_0, Method.of10(methods, list)),
                (version, client) -> services.seats()
                        .used(
                                seated,
                                new CallerInfo(from, "a2a-" + version.number(), client.isEmpty() ? null : client)));
    }
}
