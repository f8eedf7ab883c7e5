package me.fhir.chitchat.resources;

/** A request that is answered with an error status and {@code {"error": sentence}}. */
public final class ApiException extends RuntimeException {
    private final int status;

    public ApiException(int status, String sentence) {
        super(sentence, null, false, false);
        this.status = status;
    }

    public int status() {
        return status;
    }

    /** The sentence for the person at the other end. */
    public String sentence() {
        return String.valueOf(getMessage());
    }
}
