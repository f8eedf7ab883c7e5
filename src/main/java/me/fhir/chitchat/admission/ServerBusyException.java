package me.fhir.chitchat.admission;

/** A request that the server has no room for at the moment; answered with 503 and {@code Retry-After}. */
public final class ServerBusyException extends RuntimeException {
    public static final int RETRY_AFTER_SECONDS = 5;
    public static final String SENTENCE = "The server has too much to read at the moment; try again in a few seconds.";

    ServerBusyException() {
        super(SENTENCE, null, false, false);
    }

    public String sentence() {
        return SENTENCE;
    }
}
