package me.fhir.chitchat.agent.planner;

import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.llm.ModelException;

/** How long a turn may take: calls that wait for a model are interrupted when the time is up. For one thread. */
final class TimeLimit {
    private final Duration limit;
    private final long deadlineNanos;

    /** A call that may take long. */
    interface Call<T> {
        T get() throws ModelException, InterruptedException;
    }

    /** The turn's time is up. */
    static final class UpException extends Exception {
        private UpException(Duration limit) {
            super("The turn took longer than " + limit.toSeconds() + " seconds.", null, false, false);
        }
    }

    private TimeLimit(Duration limit) {
        this.limit = limit;
        this.deadlineNanos = System.nanoTime() + limit.toNanos();
    }

    static TimeLimit startingNow(Duration limit) {
        return new TimeLimit(limit);
    }

    /** Makes the call; appends to the log must not be made in it, for nobody would know whether they were written. */
    <T> T within(Call<T> call) throws ModelException, InterruptedException, UpException {
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
            if (alarm.rang()) {
                throw new UpException(limit);
            }
            throw e;
        } finally {
            alarm.disarm();
            ringing.cancel(false);
            timer.cancel(false);
        }
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

        /** After this nobody is interrupted any more, and an interrupt that came too late to be noticed is taken back. */
        synchronized void disarm() {
            armed = false;
            if (rang) {
                Thread.interrupted();
            }
        }
    }
}
