package me.fhir.chitchat.outbound;

import java.net.URI;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One request to an address that a client named.
 *
 * @param body what is posted; null makes it a GET
 * @param ours headers that belong to the protocol; a redirect keeps them
 * @param headers the client's; dropped as soon as a redirect leaves the origin of the URI
 * @param timeLimit from now to the end of the answer; of a stream, to its beginning
 */
public record OutboundRequest(
        URI uri, @Nullable String body, Map<String, String> ours, OutboundHeaders headers, Duration timeLimit) {
    public static OutboundRequest get(URI uri, Duration timeLimit) {
        return new OutboundRequest(uri, null, Map.of("Accept", "application/json"), OutboundHeaders.NONE, timeLimit);
    }

    /** A request that posts JSON and takes JSON. */
    public static OutboundRequest post(URI uri, String json, Duration timeLimit) {
        return new OutboundRequest(
                uri,
                json,
                Map.of("Accept", "application/json", "Content-Type", "application/json"),
                OutboundHeaders.NONE,
                timeLimit);
    }

    /** With a header of the protocol, in the place of one of the same name. */
    public OutboundRequest with(String name, String value) {
        Map<String, String> more = new LinkedHashMap<>(ours);
        more.put(name, value);
        return new OutboundRequest(uri, body, Map.copyOf(more), headers, timeLimit);
    }

    /** With the headers that a client gave for this URI. */
    public OutboundRequest with(OutboundHeaders given) {
        return new OutboundRequest(uri, body, ours, given, timeLimit);
    }

    /** Without the query, which may hold a secret. */
    @Override
    public String toString() {
        return (body == null ? "GET " : "POST ") + UrlOrigin.of(uri) + uri.getRawPath();
    }
}
