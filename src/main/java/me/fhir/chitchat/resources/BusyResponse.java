package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Map;
import me.fhir.chitchat.http.admission.OutgoingBytes;

/** The answer of a server that has so much to send that nothing large can be put together now. */
final class BusyResponse {
    private static final Map<String, String> RETRY = Map.of(HttpHeaders.RETRY_AFTER, "5");

    private BusyResponse() {}

    /** 503 with {@code Retry-After}. */
    static ApiException refusal() {
        return new ApiException(503, OutgoingBytes.BUSY, RETRY);
    }
}
