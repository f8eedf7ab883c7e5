package me.fhir.chitchat.runtime.concurrent;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * An action that never runs twice at the same time. A call that comes while it runs returns at once, and the action
 * runs again afterwards, so that it sees what the call was about. For any thread; never blocks its callers beyond their
 * own run.
 */
public final class SerialAction {
    private final AtomicInteger calls = new AtomicInteger();
    private final Runnable action;

    /** @param action what it throws reaches the caller whose thread it runs on, and ends that run */
    public SerialAction(Runnable action) {
        this.action = action;
    }

    /** Runs the action here, unless it is running: then it will run again. */
    public void run() {
        if (calls.getAndIncrement() == 0) {
            repeat();
        }
    }

    /** Like {@link #run()}, but on one of the executor's threads. */
    public void runOn(Executor executor) {
        if (calls.getAndIncrement() == 0) {
            try {
                executor.execute(this::repeat);
            } catch (RejectedExecutionException e) {
                calls.set(0);
                throw e;
            }
        }
    }

    private void repeat() {
        int answered = calls.get();
        while (answered != 0) {
            try {
                action.run();
            } catch (RuntimeException | Error e) {
                // Whatever it was: the next call must be able to run the action.
                calls.set(0);
                throw e;
            }
            answered = calls.addAndGet(-answered);
        }
    }
}
