package me.fhir.chitchat.http.admission;

import java.util.OptionalInt;

/**
 * A request whose body was not read to its end: it came too slowly, was framed wrongly, or the server has no room for
 * it at the moment. Every endpoint answers it with {@link #status()} and its message.
 */
public final class UnreadBodyException extends RuntimeException {
    /** The error when there is no room for what a client sends, over HTTP and WebSocket alike. */
    public static final String BUSY = "The server has too much to read at the moment; try again in a few seconds.";

    private static final int RETRY_AFTER_SECONDS = 5;

    private final int status;

    private UnreadBodyException(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    static UnreadBodyException busy() {
        return new UnreadBodyException(503, BUSY);
    }

    static UnreadBodyException slow() {
        return new UnreadBodyException(408, "The body arrived too slowly; send it again.");
    }

    /**
     * A body that the HTTP parser refused.
     *
     * @param status the parser's, 4xx
     */
    static UnreadBodyException malformed(int status) {
        return status == 408
                ? slow()
                : new UnreadBodyException(status, "The body is not framed as its headers say; send it again.");
    }

    /** HTTP status of the answer. */
    public int status() {
        return status;
    }

    /** The sentence for the client. */
    public String sentence() {
        return String.valueOf(getMessage());
    }

    /** Seconds for the header {@code Retry-After}, where waiting helps. */
    public OptionalInt retryAfter() {
        return status == 503 ? OptionalInt.of(RETRY_AFTER_SECONDS) : OptionalInt.empty();
    }
}
