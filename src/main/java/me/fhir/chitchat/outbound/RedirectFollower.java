package me.fhir.chitchat.outbound;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.outbound.OutboundStream.OutboundAnswer;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.jspecify.annotations.Nullable;

/** Sends a request and follows redirects, each of which is checked like the first address. For any thread. */
final class RedirectFollower {
    private static final int MAX_REDIRECTS = 3;
    private static final Set<Integer> REDIRECTS = Set.of(301, 302, 307, 308);
    private static final int SEE_OTHER = 303;

    private final Connections connections;
    private final CallerName caller;
    private final InterruptibleCalls interruptible;
    private final AnswerBytes bytes = AnswerBytes.ofHeap();

    RedirectFollower(Connections connections, CallerName caller, InterruptibleCalls interruptible) {
        this.connections = connections;
        this.caller = caller;
        this.interruptible = interruptible;
    }

    /**
     * The last answer, once it has begun. A request keeps its method when it is redirected, since JSON-RPC knows no other.
     *
     * @param silence how long to wait for the next byte
     */
    OutboundStream open(OutboundRequest request, Duration silence, OutboundExchange exchange)
            throws IOException, OutboundException {
        URI uri = request.uri();
        for (int hop = 0; hop <= MAX_REDIRECTS; hop++) {
            OutboundGuard.checkForm(uri);
            boolean own = UrlOrigin.of(uri).equals(UrlOrigin.of(request.uri()));
            HttpUriRequestBase http = http(request, uri, own, silence);
            exchange.sends(http);
            exchange.watched().sends(http.getMethod(), uri, own);
            ClassicHttpResponse response = connections.send(http);
            exchange.receives(response);
            Map<String, String> headers = headers(response);
            exchange.watched().answers(response.getCode(), headers);
            refuseLoop(response, headers);
            URI next = next(request, uri, response.getCode(), headers.get("location"));
            if (next == null) {
                return new OutboundStream(new OutboundAnswer(response, uri, headers, exchange, bytes), interruptible);
            }
            OutboundExchange.discard(response);
            exchange.close();
            uri = next;
        }
        throw new OutboundException(
                OutboundFailure.BAD_RESPONSE, "The URL redirects more than " + MAX_REDIRECTS + " times.");
    }

    private HttpUriRequestBase http(OutboundRequest request, URI uri, boolean own, Duration silence) {
        HttpUriRequestBase http = new HttpUriRequestBase(request.body() == null ? "GET" : "POST", uri);
        http.setConfig(RequestConfig.custom()
                .setConnectionRequestTimeout(request.timeLimit().toMillis(), TimeUnit.MILLISECONDS)
                .setResponseTimeout(silence.toMillis(), TimeUnit.MILLISECONDS)
                .build());
        if (own) {
            request.headers().byName().forEach(http::setHeader);
        }
        request.ours().forEach(http::setHeader);
        http.setHeader(CallerName.HEADER, caller.value());
        if (request.body() != null) {
            http.setEntity(new ByteArrayEntity(request.body().getBytes(StandardCharsets.UTF_8), null));
        }
        return http;
    }

    private static Map<String, String> headers(ClassicHttpResponse response) {
        Map<String, String> headers = new HashMap<>();
        for (Header header : response.getHeaders()) {
            headers.put(header.getName().toLowerCase(Locale.ROOT), String.valueOf(header.getValue()));
        }
        return Map.copyOf(headers);
    }

    private void refuseLoop(ClassicHttpResponse response, Map<String, String> headers) throws OutboundException {
        if (response.getCode() == CallerName.STATUS
                && caller.is(headers.get(CallerName.HEADER.toLowerCase(Locale.ROOT)))) {
            throw new OutboundException(OutboundFailure.LOOPS_BACK, "The URL leads back to this server.");
        }
    }

    private static @Nullable URI next(OutboundRequest request, URI from, int status, @Nullable String location)
            throws OutboundException {
        boolean redirect = REDIRECTS.contains(status) || (status == SEE_OTHER && request.body() == null);
        if (!redirect || location == null) {
            return null;
        }
        try {
            URI to = from.resolve(location.strip());
            if ("https".equalsIgnoreCase(from.getScheme()) && !"https".equalsIgnoreCase(to.getScheme())) {
                throw new OutboundException(OutboundFailure.FORBIDDEN_ADDRESS, "The URL redirects from https to http.");
            }
            return to;
        } catch (IllegalArgumentException e) {
            throw new OutboundException(
                    OutboundFailure.BAD_RESPONSE, "The URL redirects to something that is not a URL.");
        }
    }

    CallerName callerName() {
        return caller;
    }

    long bytesHeld() {
        return bytes.held();
    }

    void close() throws IOException {
        connections.close();
    }
}
