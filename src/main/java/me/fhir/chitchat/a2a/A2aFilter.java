package me.fhir.chitchat.a2a;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.bridge.AddressFilter;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.bridge.Participant;
import me.fhir.chitchat.http.admission.OutgoingBytes;

/**
 * Answers requests to the addresses of the protocol and lets everything else below {@code /api/bridge} and {@code
 * /api/seats} pass.
 */
final class A2aFilter extends AddressFilter {
    /** A slash within the configuration makes it unusable; the error has the form of the protocol. */
    private static final Pattern ADDRESS = Pattern.compile(
            "/api/(?<kind>bridge|seats)/(?<place>.+?)/(?:(?<rpc>a2a/?)|(?:a2a/)?\\.well-known/(?<card>agent(?:-card)?\\.json)"
                    + "|a2a/(?<rest>.+))");

    private final CardPage cards;
    private final JsonRpcEndpoint jsonRpc;
    private final RestEndpoint rest;
    private final BridgeMethods bridge;
    private final SeatAddresses seats;
    private final OutgoingBytes outgoing;

    /** The endpoints of the bridge for clients that ask for their brief, and for others. */
    record BridgeMethods(Map<A2aVersion, Map<String, Method>> plain, Map<A2aVersion, Map<String, Method>> briefing) {
        private Map<A2aVersion, Map<String, Method>> of(HttpServletRequest request) {
            return BriefExtension.isAskedFor(request) ? briefing : plain;
        }
    }

    /** @param bridge what may be called at the addresses of the bridge */
    A2aFilter(CardPage cards, StreamRegistry streams, BridgeMethods bridge, SeatAddresses seats) {
        super(ADDRESS);
        this.cards = cards;
        this.jsonRpc = new JsonRpcEndpoint(streams);
        this.rest = new RestEndpoint(streams);
        this.bridge = bridge;
        this.seats = seats;
        this.outgoing = streams.outgoing();
    }

    @Override
    protected boolean isServed(Matcher address) {
        return address.group("rest") == null || path(address).isPresent();
    }

    private static Optional<RestPath> path(Matcher address) {
        return Optional.ofNullable(address.group("rest")).flatMap(RestPath::of);
    }

    @Override
    protected void handOver(AsyncContext context, Matcher address) {
        PlainExchange exchange = new PlainExchange(context, outgoing);
        seats.services()
                .handover()
                .serve(
                        address.group("place"),
                        () -> exchange.answering(() -> serve(exchange, address, path(address))),
                        refused -> exchange.answering(() -> exchange.busy(refused.sentence())));
    }

    private void serve(PlainExchange exchange, Matcher match, Optional<RestPath> path) throws IOException {
        Optional<A2aAddress> address = address(exchange, match);
        if (address.isEmpty()) {
            return;
        }
        if (BriefExtension.isAskedFor(exchange.request())) {
            exchange.response().setHeader(BriefExtension.HEADERS.get(0), BriefExtension.URI);
        }
        if (match.group("rpc") != null) {
            if (takes(exchange, List.of("POST"))) {
                jsonRpc.serve(exchange.context(), address.get());
            }
        } else if (path.isPresent()) {
            if (takes(exchange, path.get().httpMethods())) {
                rest.serve(exchange.context(), address.get(), path.get());
            }
        } else if (takes(exchange, List.of("GET", "HEAD"))) {
            cards.serve(
                    exchange,
                    address.get().participant(),
                    "/" + match.group("kind") + "/" + QueryString.decoded(match.group("place")) + "/a2a");
        }
    }

    /** The address that the request names; empty when there is none, and the request has been answered. */
    private Optional<A2aAddress> address(PlainExchange exchange, Matcher match) throws IOException {
        String place = QueryString.decoded(match.group("place"));
        if (match.group("kind").equals("bridge")) {
            Supplier<Participant> participant = () -> Config64.parse(place);
            return Optional.of(new A2aAddress(participant, bridge.of(exchange.request()), (version, client) -> {}));
        }
        return seats.open(exchange, place).map(seated -> seats.address(exchange.request(), seated));
    }

    /** Whether the request's method is one of these; if not, it has been answered. */
    private static boolean takes(PlainExchange exchange, List<String> methods) throws IOException {
        HttpServletResponse response = exchange.response();
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (methods.contains(exchange.request().getMethod())) {
            return true;
        }
        response.setHeader("Allow", String.join(", ", methods) + ", OPTIONS");
        if (exchange.request().getMethod().equals("OPTIONS")) {
            exchange.empty(HttpServletResponse.SC_NO_CONTENT);
        } else {
            exchange.error(405, "Use " + methods.get(0) + " at this address.");
        }
        return false;
    }
}
