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
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.json.JsonWriter;

/** Answers requests to the addresses of the protocol and lets everything else below {@code /api/bridge} pass. */
final class A2aFilter implements Filter {
    /** A slash within the configuration makes it unusable, which is to be said in the words of the protocol. */
    private static final Pattern ADDRESS =
            Pattern.compile("/api/bridge/(.+?)/(?:(?<rpc>a2a/?)|(?:a2a/)?\\.well-known/(?<card>agent(?:-card)?\\.json)"
                    + "|a2a/(?<rest>.+))");

    private final CardPage cards;
    private final JsonRpcEndpoint jsonRpc;
    private final RestEndpoint rest;

    A2aFilter(CardPage cards, JsonRpcEndpoint jsonRpc, RestEndpoint rest) {
        this.cards = cards;
        this.jsonRpc = jsonRpc;
        this.rest = rest;
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
        String config64 = QueryString.decoded(address.group(1));
        if (address.group("rpc") != null) {
            if (takes(request, response, "POST")) {
                jsonRpc.serve(started(request), config64);
            }
        } else if (address.group("card") != null) {
            if (takes(request, response, "GET, HEAD")) {
                cards.serve(request, response, config64);
            }
        } else {
            Optional<RestPath> path = RestPath.of(address.group("rest"));
            if (path.isEmpty()) {
                return false;
            }
            if (takes(request, response, path.get().httpMethods())) {
                rest.serve(started(request), config64, path.get());
            }
        }
        return true;
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
            error(response, 405, "Use " + methods.split(",", 2)[0] + " at this address.");
        }
        return false;
    }

    static void error(HttpServletResponse response, int status, String sentence) throws IOException {
        response.setStatus(status);
        json(response, JsonWriter.object(json -> json.text("error", sentence)));
    }

    static void json(HttpServletResponse response, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
