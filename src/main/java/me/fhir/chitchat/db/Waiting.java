package me.fhir.chitchat.db;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Waits for a write, for ports that are durable when they return. */
final class Waiting {
    private Waiting() {}

    /** The value, or the unchecked exception that the write ended with. */
    static <T> T done(CompletableFuture<T> write) {
        try {
            return write.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException cause) {
                throw cause;
            }
            throw e;
        }
    }
}
