package me.fhir.chitchat.http.admission;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcErrorCode;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;
import me.fhir.chitchat.jsonrpc.JsonRpcText;
import org.jspecify.annotations.Nullable;
import org.slf4j.MDC;

/**
 * Runs before everything else below {@code /api} and {@code /s}: REST, WebSocket upgrades, A2A, MCP and seats. It
 * refuses requests under a foreign {@code Host}, writes and upgrades from pages of an origin that is not allowed, and
 * bodies that are compressed or not declared as JSON; and it counts the bytes of bodies against the {@link ByteBudget}.
 */
public final class RequestFilter implements Filter {
    private static final Set<String> SAFE = Set.of("GET", "HEAD", "OPTIONS");
    private static final String BRIDGES = "/api/bridge/";
    private static final String SEATS_OF_BRIDGES = "/api/seats/";
    private static final String SEATS = "/s/";
    private static final String EVIDENCE = "/api/evidence";
    /** The field of log entries. */
    private static final String REQUEST = "request";

    private static final Pattern REQUEST_ID = Pattern.compile("[\\w.:-]{1,64}");
    /** They show a person which names the server answers under, and nothing that is not in the address. */
    private static final Pattern EXPLAINS_HOSTS = Pattern.compile("/api/(status|bridge/[^/]+/mcp/diag)");

    private final HostCheck hostCheck;
    private final ByteBudget budget;

    public RequestFilter(HostCheck hostCheck, ByteBudget budget) {
        this.hostCheck = hostCheck;
        this.budget = budget;
    }

    /**
     * A status and the body for the client.
     *
     * @param reason for programs; null where the status tells enough
     */
    record Refusal(int status, String sentence, HostRefusal.@Nullable RefusedBy reason) {
        Refusal(int status, String sentence) {
            this(status, sentence, null);
        }

        private Refusal(HostRefusal refusal) {
            this(403, refusal.sentence(), refusal.reason());
        }

        private String body() {
            return JsonWriter.object(
                    json -> json.text("error", sentence).optionalText("reason", reason == null ? null : reason.word()));
        }

        private String rpcError() {
            String data = reason == null ? null : reason.data();
            return JsonRpcText.error(
                    JsonRpcMessage.NO_ID, new JsonRpcError(JsonRpcErrorCode.SERVER_ERROR.code(), sentence, data));
        }
    }

    @Override
    public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        if (!(request instanceof HttpServletRequest http) || !(response instanceof HttpServletResponse answer)) {
            chain.doFilter(request, response);
            return;
        }
        FilterChain next = refusal(http)
                .<FilterChain>map(
                        refusal -> (refused, unused) -> refuseUnread((HttpServletRequest) refused, answer, refusal))
                .orElse(isServedElsewhere(http) ? readFirst(chain) : chain);
        String id = requestId(http);
        if (id != null) {
            MDC.put(REQUEST, id);
        }
        try {
            if (hasBody(http)) {
                serveWithinBudget(http, answer, next);
            } else {
                next.doFilter(request, response);
            }
        } finally {
            MDC.remove(REQUEST);
        }
    }

    /** Whether the request leaves its thread as soon as its body is there. */
    private static boolean isServedElsewhere(HttpServletRequest request) {
        return isForProtocols(request) || request.getRequestURI().startsWith(SEATS);
    }

    private static FilterChain readFirst(FilterChain chain) {
        return (request, response) -> {
            if (request instanceof BudgetedRequest budgeted) {
                budgeted.readWhole();
            }
            chain.doFilter(request, response);
        };
    }

    /** The proxy's id of the request, for the log; null where it is not a plain word. */
    private static @Nullable String requestId(HttpServletRequest request) {
        String id = request.getHeader("X-Request-Id");
        return id != null && REQUEST_ID.matcher(id).matches() ? id : null;
    }

    private Optional<Refusal> refusal(HttpServletRequest request) {
        String method = request.getMethod();
        boolean safe = SAFE.contains(method) && !isUpgrade(request);
        boolean explains =
                safe && EXPLAINS_HOSTS.matcher(request.getRequestURI()).matches();
        Optional<HostRefusal> foreign = explains
                ? Optional.empty()
                : hostCheck.refusal(request.getHeader("Host"), safe ? null : origin(request));
        if (foreign.isPresent()) {
            return foreign.map(Refusal::new);
        }
        if (HostCheck.hasSeveralOrigins(request)) {
            return Optional.of(new Refusal(400, HostCheck.ONE_ORIGIN));
        }
        if (!hasBody(request)) {
            return Optional.empty();
        }
        String encoding = request.getHeader("Content-Encoding");
        if (encoding != null && !encoding.strip().equalsIgnoreCase("identity")) {
            return Optional.of(new Refusal(415, "Bodies are taken uncompressed; leave Content-Encoding out."));
        }
        // The bridges refuse other media types in the words of their protocols; at a seat plain words will do.
        boolean anyType = isForProtocols(request) || request.getRequestURI().startsWith(SEATS);
        if (isEvidence(request)) {
            return isZip(request.getContentType())
                    ? Optional.empty()
                    : Optional.of(
                            new Refusal(415, "The body must be evidence; send it with Content-Type: application/zip."));
        }
        if (!SAFE.contains(method) && !anyType && !MediaTypes.isJson(request.getContentType())) {
            return Optional.of(new Refusal(415, "The body must be JSON; send it with Content-Type: application/json."));
        }
        return Optional.empty();
    }

    /**
     * The page that a request comes from, null when it does not matter: a seat's own page sends no referrer, so that its
     * form arrives from the origin {@code null}, and only who knows the code in the address can send it.
     */
    private static @Nullable String origin(HttpServletRequest request) {
        String origin = request.getHeader("Origin");
        return "null".equals(origin) && request.getRequestURI().startsWith(SEATS) ? null : origin;
    }

    /** Whether the address is one of A2A or MCP. */
    static boolean isForProtocols(HttpServletRequest request) {
        return request.getRequestURI().startsWith(BRIDGES)
                || request.getRequestURI().startsWith(SEATS_OF_BRIDGES);
    }

    /** The one address that takes a file. A page of another origin cannot send this media type without asking before. */
    private static boolean isEvidence(HttpServletRequest request) {
        return request.getRequestURI().equals(EVIDENCE) && "POST".equals(request.getMethod());
    }

    private static boolean isZip(@Nullable String contentType) {
        return MediaTypes.withoutParameters(contentType).equals("application/zip");
    }

    private static boolean isUpgrade(HttpServletRequest request) {
        // Some clients offer h2c with every request; that is not an upgrade which Jetty would take.
        String upgrade = request.getHeader("Upgrade");
        return upgrade != null && upgrade.toLowerCase(Locale.ROOT).contains("websocket");
    }

    static boolean hasBody(HttpServletRequest request) {
        return request.getContentLengthLong() > 0 || request.getHeader("Transfer-Encoding") != null;
    }

    private void serveWithinBudget(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws IOException, ServletException {
        BudgetedRequest budgeted = new BudgetedRequest(request, response, budget.open());
        try {
            budgeted.readIfShort();
            chain.doFilter(budgeted, response);
        } catch (UnreadBodyException e) {
            if (response.isCommitted()) {
                throw e;
            }
            e.retryAfter().ifPresent(seconds -> response.setHeader("Retry-After", String.valueOf(seconds)));
            refuseUnread(request, response, new Refusal(e.status(), e.sentence()));
            if (request.isAsyncStarted()) {
                request.getAsyncContext().complete();
            }
        } finally {
            budgeted.releaseWhenServed();
        }
    }

    /** Says that the connection ends where a rest of the body would stand in the way of the next request. */
    static void refuseUnread(HttpServletRequest request, HttpServletResponse response, Refusal refusal)
            throws IOException {
        if (hasBody(request) && !(request instanceof BudgetedRequest budgeted && budgeted.isRead())) {
            response.setHeader("Connection", "close");
        }
        refuse(request, response, refusal);
    }

    /** The error in the form of the protocol: a JSON-RPC error for the bridges, else a sentence. */
    static void refuse(HttpServletRequest request, HttpServletResponse response, Refusal refusal) throws IOException {
        String json = isForProtocols(request) ? refusal.rpcError() : refusal.body();
        byte[] body = json.getBytes(StandardCharsets.UTF_8);
        response.setStatus(refusal.status());
        response.setContentType("application/json");
        response.setContentLength(body.length);
        response.getOutputStream().write(body);
    }
}
