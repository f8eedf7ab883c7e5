package me.fhir.chitchat.a2a;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.bridge.Participant;
import me.fhir.chitchat.bridge.SeatAuthenticator;

/**
 * Answers requests to the addresses of the protocol and lets everything else below {@code /api/bridge} and {@code
 * /api/seats} pass.
 */
final class A2aFilter implements Filter {
    /** A slash within the configuration makes it unusable; the error has the form of the protocol. */
    private static final Pattern ADDRESS = Pattern.compile(
            "/api/(?<kind>bridge|seats)/(?<place>.+?)/(?:(?<rpc>a2a/?)|(?:a2a/)?\\.well-known/(?<card>agent(?:-card)?\\.json)"
                    + "|a2a/(?<rest>.+))");

    private final CardPage cards;
    private final JsonRpcEndpoint jsonRpc;
    private final RestEndpoint rest;
    private final BridgeMethods bridge;
    private final SeatAddresses seats;

    /** What may be called at the addresses of the bridge by clients that ask for their brief, and by others. */
    record BridgeMethods(Map<A2aVersion, Map<String, Method>> plain, Map<A2aVersion, Map<String, Method>> briefing) {
        private Map<A2aVersion, Map<String, Method>> of(HttpServletRequest request) {
            return BriefExtension.isAskedFor(request) ? briefing : plain;
        }
    }

    /**
     * A filter on one of each.
     *
     * @param bridge what may be called at the addresses of the bridge
     */
    A2aFilter(CardPage cards, StreamRegistry streams, BridgeMethods bridge, SeatAddresses seats) {
        this.cards = cards;
        this.jsonRpc = new JsonRpcEndpoint(streams);
        this.rest = new RestEndpoint(streams);
        this.bridge = bridge;
        this.seats = seats;
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http
                && response instanceof HttpServletResponse answer
                && serve(http, answer))) {
            chain.doFilter(request, response);
        }
    }

    /** Whether the address is one of the protocol's. */
    private boolean serve(HttpServletRequest request, HttpServletResponse response) throws IOException {
        Matcher address = ADDRESS.matcher(request.getRequestURI());
        if (!address.matches()) {
            return false;
        }
        Optional<RestPath> path = Optional.ofNullable(address.group("rest")).flatMap(RestPath::of);
        if (address.group("rest") != null && path.isEmpty()) {
            return false;
        }
        String place = QueryString.decoded(address.group("place"));
        if (address.group("kind").equals("bridge")) {
            Supplier<Participant> participant = () -> Config64.parse(place);
            serve(
                    request,
                    response,
                    new Target(
                            address, path, new A2aAddress(participant, bridge.of(request), (version, client) -> {})));
            return true;
        }
        Optional<SeatAuthenticator.Seated> seated = seats.open(request, response, place);
        if (seated.isPresent()) {
            serve(request, response, new Target(address, path, seats.address(request, seated.get())));
        }
        return true;
    }

    /** What a request asks for. */
    private record Target(Matcher match, Optional<RestPath> path, A2aAddress address) {}

    private void serve(HttpServletRequest request, HttpServletResponse response, Target target) throws IOException {
        Matcher match = target.match();
        if (BriefExtension.isAskedFor(request)) {
            response.setHeader(BriefExtension.HEADERS.get(0), BriefExtension.URI);
        }
        if (match.group("rpc") != null) {
            if (takes(request, response, "POST")) {
                jsonRpc.serve(started(request), target.address());
            }
        } else if (match.group("card") != null) {
            if (takes(request, response, "GET, HEAD")) {
                cards.serve(
                        request,
                        response,
                        target.address().participant(),
                        "/" + match.group("kind") + "/" + QueryString.decoded(match.group("place")) + "/a2a");
            }
        } else if (target.path().isPresent()
                && takes(request, response, target.path().get().httpMethods())) {
            rest.serve(started(request), target.address(), target.path().get());
        }
    }

    private static AsyncContext started(HttpServletRequest request) {
        AsyncContext context = request.startAsync();
        context.setTimeout(0);
        return context;
    }

    /** Whether the request's method is one of these; if not, it has been answered. */
    private static boolean takes(HttpServletRequest request, HttpServletResponse response, String methods)
            throws IOException {
        response.setHeader("X-Content-Type-Options", "nosniff");
        if ((", " + methods + ",").contains(" " + request.getMethod() + ",")) {
            return true;
        }
        response.setHeader("Allow", methods + ", OPTIONS");
        if (request.getMethod().equals("OPTIONS")) {
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else {
            PlainResponses.error(response, 405, "Use " + methods.split(",", 2)[0] + " at this address.");
        }
        return false;
    }
}
