package me.fhir.chitchat.runtime.concurrent;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/** Results of futures without the exceptions that the JDK wraps failures in. */
public final class Futures {
    private Futures() {}

    /** The failure of a future: the cause where the JDK has wrapped it, else the failure itself. */
    public static Throwable cause(Throwable failure) {
        boolean wrapper = failure instanceof CompletionException || failure instanceof ExecutionException;
        Throwable cause = wrapper ? failure.getCause() : null;
        return cause == null ? failure : cause;
    }

    /** The failure at the end of the chain of causes. */
    public static Throwable rootCause(Throwable failure) {
        Throwable root = failure;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root;
    }

    /** Waits for the result, however long it takes. Throws the unchecked exception that the future failed with. */
    public static <T extends @Nullable Object> T join(CompletableFuture<T> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            throw unchecked(e);
        }
    }

    /** Like {@link #join}, but the wait ends when the thread is interrupted. */
    public static <T extends @Nullable Object> T get(CompletableFuture<T> future) throws InterruptedException {
        try {
            return future.get();
        } catch (ExecutionException e) {
            throw unchecked(e);
        }
    }

    private static RuntimeException unchecked(Exception wrapper) {
        return cause(wrapper) instanceof RuntimeException unchecked
                ? unchecked
                : new IllegalStateException(cause(wrapper));
    }
}
