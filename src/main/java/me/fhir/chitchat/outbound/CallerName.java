package me.fhir.chitchat.outbound;

import org.jspecify.annotations.Nullable;

/**
 * The name that a server sends to those that it calls, so that it recognises its own call when one comes back to it.
 *
 * @param value random, new with each start
 */
public record CallerName(String value) {
    /** Of requests, and of the answer of a server that was called by itself. */
    public static final String HEADER = "Chitchat-Caller";

    /** The status of that answer, Loop Detected. */
    public static final int STATUS = 508;

    public boolean is(@Nullable String header) {
        return value.equals(header);
    }
}
