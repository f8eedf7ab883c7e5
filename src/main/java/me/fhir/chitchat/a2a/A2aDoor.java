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
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.bridge.Handles;
import me.fhir.chitchat.bridge.Patience;
import me.fhir.chitchat.bridge.PublicAddress;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.scenario.ScenarioStore;

/**
 * The addresses of the protocol, as a filter before everything else below {@code /api/bridge}: it answers its own and lets
 * the rest pass.
 */
public final class A2aDoor implements Filter {
    private static final Pattern ADDRESS =
            Pattern.compile("/api/bridge/([^/]+)/(a2a/?|(?:a2a/)?\\.well-known/agent-card\\.json)");

    private final CardPage cards;
    private final Endpoint endpoint;

    private A2aDoor(CardPage cards, Endpoint endpoint) {
        this.cards = cards;
        this.endpoint = endpoint;
    }

    /** What the door stands on. */
    public record Services(
            BridgeConversations conversations,
            ConversationStore store,
            ScenarioStore scenarios,
            Handles handles,
            Patience patience,
            PublicAddress address) {}

    /**
     * A door that is ready to be mapped.
     *
     * @param workers runs what may block
     * @param started when the server began
     */
    public static A2aDoor of(Services services, Streams streams, TaskIndex index, Executor workers, Instant started) {
        TaskNames names = new TaskNames(services.handles(), services.store());
        A2aMethods methods =
                new A2aMethods(services.conversations(), services.store(), services.patience(), names, index, workers);
        TaskList list = new TaskList(index, services.conversations(), names, methods);
        return new A2aDoor(
                new CardPage(services.scenarios(), services.address(), started),
                new Endpoint(
                        Map.of(A2aVersion.V0_3, Method.of03(methods), A2aVersion.V1_0, Method.of10(methods, list)),
                        streams));
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (request instanceof HttpServletRequest http && response instanceof HttpServletResponse answer) {
            Matcher address = ADDRESS.matcher(http.getRequestURI());
            if (address.matches()) {
                serve(
                        http,
                        answer,
                        segment(address.group(1)),
                        address.group(2).startsWith("a2a") && !address.group(2).endsWith(".json"));
                return;
            }
        }
        chain.doFilter(request, response);
    }

    private void serve(HttpServletRequest request, HttpServletResponse response, String config64, boolean rpc)
            throws IOException {
        String method = request.getMethod();
        String allowed = rpc ? "POST, OPTIONS" : "GET, HEAD, OPTIONS";
        response.setHeader("X-Content-Type-Options", "nosniff");
        if (method.equals("OPTIONS")) {
            response.setHeader("Allow", allowed);
            response.setStatus(HttpServletResponse.SC_NO_CONTENT);
        } else if (rpc && method.equals("POST")) {
            AsyncContext context = request.startAsync();
            context.setTimeout(0);
            endpoint.serve(context, config64);
        } else if (!rpc && (method.equals("GET") || method.equals("HEAD"))) {
            cards.serve(request, response, config64);
        } else {
            response.setHeader("Allow", allowed);
            error(response, 405, "Use " + allowed.substring(0, allowed.indexOf(',')) + " at this address.");
        }
    }

    /** The configuration as it was meant: padding may have come percent-encoded. */
    private static String segment(String raw) {
        try {
            return raw.indexOf('%') < 0 ? raw : URLDecoder.decode(raw.replace("+", "%2B"), StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            return raw;
        }
    }

    static void error(HttpServletResponse response, int status, String sentence) throws IOException {
        response.setStatus(status);
        json(response, "{\"error\":" + JsonText.quote(sentence) + "}");
    }

    static void json(HttpServletResponse response, String json) throws IOException {
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
