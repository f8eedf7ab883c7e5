package me.fhir.chitchat.seat;

import java.time.Duration;

/** So many wrong codes came from an address that none is looked at for a while. */
public final class TooManyAttemptsException extends RuntimeException {
    private final long seconds;

    TooManyAttemptsException(Duration wait) {
        super("Too many wrong codes came from your address; wait a minute and try again.", null, false, false);
        this.seconds = wait.toSeconds() + 1;
    }

    /** For {@code Retry-After}. */
    public long retryAfterSeconds() {
        return seconds;
    }

    public String sentence() {
        return String.valueOf(getMessage());
    }
}
