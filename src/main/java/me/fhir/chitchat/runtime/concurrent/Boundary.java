package me.fhir.chitchat.runtime.concurrent;

import java.util.function.Supplier;
import org.slf4j.Logger;

/**
 * Where an unexpected failure of a listener or of a task on a shared thread ends: it is logged, and the thread goes on
 * with what else it has to do. Errors of the virtual machine pass.
 */
public final class Boundary {
    private Boundary() {}

    /**
     * Runs a task; what it throws is logged.
     *
     * @param what the task as the subject of a sentence, such as "The watchdog's round"
     */
    public static void run(Logger log, String what, Runnable task) {
        run(log, () -> what, task);
    }

    /** Like {@link #run(Logger, String, Runnable)}, for a subject that is put together only when it is needed. */
    public static void run(Logger log, Supplier<String> what, Runnable task) {
        try {
            task.run();
        } catch (RuntimeException e) {
            // Whatever it is: the task's caller has others to serve.
            log.error("{} failed", what.get(), e);
        }
    }
}
