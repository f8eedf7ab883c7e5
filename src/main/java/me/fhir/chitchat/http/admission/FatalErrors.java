package me.fhir.chitchat.http.admission;

import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Ends the process when it cannot be trusted any more: without memory, or without the thread that writes. What was
 * acknowledged is on the disk, and the process manager starts it again; one that is half broken would serve no client.
 */
public final class FatalErrors {
    private static final Logger LOG = LoggerFactory.getLogger(FatalErrors.class);
    /** The one that {@code -XX:+ExitOnOutOfMemoryError} ends with. */
    private static final int EXIT_CODE = 3;

    private static final String STORE_THREADS = "store-";
    private static final int RESERVE_BYTES = 1024 * 1024;

    /** Given back when the process ends: the log's line and the end itself need memory too. */
    // Held for its size.
    @SuppressWarnings("UnusedVariable")
    private static volatile byte @Nullable [] reserve = new byte[RESERVE_BYTES];

    private FatalErrors() {}

    /** Handles uncaught errors of all threads. */
    public static void watchThreads() {
        Thread.setDefaultUncaughtExceptionHandler((thread, thrown) -> {
            if (thrown instanceof Error && thread.getName().startsWith(STORE_THREADS)) {
                end(thrown);
            }
            endProcessOn(thrown);
            try {
                LOG.error("The thread {} ended", thread.getName(), thrown);
            } catch (OutOfMemoryError e) {
                // Whatever the thread ended with, there is no memory to say so.
                end(e);
            }
        });
    }

    /** Ends the process if this, or what caused it, leaves the virtual machine unusable; else does nothing. */
    public static void endProcessOn(Throwable thrown) {
        int depth = 0;
        for (Throwable cause = thrown; cause != null && depth < 16; cause = cause.getCause()) {
            // A stack that overflowed is the matter of one request.
            if (cause instanceof VirtualMachineError && !(cause instanceof StackOverflowError)) {
                end(cause);
            }
            depth++;
        }
    }

    private static void end(Throwable error) {
        reserve = null;
        try {
            LOG.error("The process ends, since it cannot go on after this", error);
        } finally {
            halt();
        }
    }

    /** Tries until it succeeds: other threads may take what memory there is. */
    private static void halt() {
        while (true) {
            try {
                Runtime.getRuntime().halt(EXIT_CODE);
            } catch (OutOfMemoryError e) {
                Thread.onSpinWait();
            }
        }
    }
}
