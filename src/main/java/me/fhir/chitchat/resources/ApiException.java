package me.fhir.chitchat.resources;

import java.util.Map;

/** A request that is answered with an error status and {@code {"error": sentence}}. */
public final class ApiException extends RuntimeException {
    private final int status;
    private final transient Map<String, String> headers;

    public ApiException(int status, String sentence) {
        this(status, sentence, Map.of());
    }

    /** A refusal whose answer carries further headers. */
    ApiException(int status, String sentence, Map<String, String> headers) {
        super(sentence, null, false, false);
        this.status = status;
        this.headers = Map.copyOf(headers);
    }

    Map<String, String> headers() {
        return headers;
    }

    public int status() {
        return status;
    }

    /** The sentence for the person at the other end. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
