package me.fhir.chitchat.agent.planner;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import me.fhir.chitchat.llm.ModelException;

/** How long a turn may take: calls that wait for a model are interrupted when the time is up. For one thread. */
final class TimeLimit {
    private final Duration limit;
    private final BooleanSupplier wanted;
    private long deadlineNanos;

    /** A call that may take long. */
    interface ModelCall<T> {
        T get() throws ModelException, InterruptedException;
    }

    /** A call that waits for a person. */
    interface PersonWait<T> {
        T get() throws InterruptedException;
    }

    /** The turn's time is up. */
    static final class UpException extends Exception {
        private UpException(Duration limit) {
            super("The turn took longer than " + limit.toSeconds() + " seconds.", null, false, false);
        }
    }

    private TimeLimit(Duration limit, BooleanSupplier wanted) {
        this.limit = limit;
        this.wanted = wanted;
        this.deadlineNanos = System.nanoTime() + limit.toNanos();
    }

    /**
     * A limit that begins to run.
     *
     * @param wanted whether the turn is still to be played; set to false before the thread is interrupted
     */
    static TimeLimit startingNow(Duration limit, BooleanSupplier wanted) {
        return new TimeLimit(limit, wanted);
    }

    /** Makes the call; appends to the log must not be made in it, for it would be unknown whether they were written. */
    <T> T within(ModelCall<T> call) throws ModelException, InterruptedException, UpException {
        long left = deadlineNanos - System.nanoTime();
        if (left <= 0) {
            throw new UpException(limit);
        }
        Alarm alarm = new Alarm(Thread.currentThread());
        CompletableFuture<Boolean> timer = new CompletableFuture<>();
        var ringing = timer.completeOnTimeout(true, left, TimeUnit.NANOSECONDS).thenAccept(alarm::ring);
        try {
            return call.get();
        } catch (InterruptedException e) {
            if (alarm.rang() && wanted.getAsBoolean()) {
                throw new UpException(limit);
            }
            throw e;
        } finally {
            if (alarm.disarm() && !wanted.getAsBoolean()) {
                // What was taken back may have been the other interrupt, which was meant for good.
                Thread.currentThread().interrupt();
            }
            ringing.cancel(false);
            timer.cancel(false);
        }
    }

    /** Makes a call that waits for a person, which takes nothing of the turn's time. */
    <T> T paused(PersonWait<T> wait) throws InterruptedException {
        long begun = System.nanoTime();
        T value = wait.get();
        deadlineNanos += System.nanoTime() - begun;
        return value;
    }

    private static final class Alarm {
        private final Thread sleeper;
        private boolean armed = true;
        private boolean rang;

        Alarm(Thread sleeper) {
            this.sleeper = sleeper;
        }

        synchronized void ring(boolean timeIsUp) {
            if (armed && timeIsUp) {
                rang = true;
                sleeper.interrupt();
            }
        }

        synchronized boolean rang() {
            return rang;
        }

        /**
         * After this no thread is interrupted any more, and an interrupt that came too late to be noticed is taken
         * back.
         *
         * @return whether it rang
         */
        synchronized boolean disarm() {
            armed = false;
            if (rang) {
                Thread.interrupted();
            }
            return rang;
        }
    }
}
