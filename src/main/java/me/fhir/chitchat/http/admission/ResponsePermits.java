package me.fhir.chitchat.http.admission;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Limits how many large responses are put together at a time. Until one is counted by {@link OutgoingBytes} it is in
 * memory several times over: as rows, as text and as bytes. Places go to those who wait in the order in which they came,
 * whether a thread waits or a task does. The holder of a permit must not wait for a client. For any thread.
 */
public final class ResponsePermits {
    private final Deque<Runnable> waiting = new ArrayDeque<>();
    private int free;

    /** @param count how many there are */
    public ResponsePermits(int count) {
        free = count;
    }

    /** A place that was taken; to be closed once, by any thread. Closing it again does nothing. */
    public static final class HeldPermit implements AutoCloseable {
        private final ResponsePermits places;
        private final AtomicBoolean taken = new AtomicBoolean(true);

        private HeldPermit(ResponsePermits places) {
            this.places = places;
        }

        @Override
        public void close() {
            if (taken.compareAndSet(true, false)) {
                places.release();
            }
        }
    }

    /** Waits for a place; empty when there was none in that time, or the thread was interrupted. */
    public Optional<HeldPermit> tryTake(Duration longestWait) {
        CountDownLatch granted = new CountDownLatch(1);
        Runnable grant = granted::countDown;
        if (takeOrQueue(grant)) {
            return Optional.of(new HeldPermit(this));
        }
        try {
            if (granted.await(longestWait.toNanos(), TimeUnit.NANOSECONDS) || !leaveQueue(grant)) {
                return Optional.of(new HeldPermit(this));
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            if (!leaveQueue(grant)) {
                release();
            }
        }
        return Optional.empty();
    }

    /** Waits for a place as long as it takes, and gives it back when the work is done. */
    public <T> T within(Supplier<T> work) {
        acquire();
        try {
            return work.get();
        } finally {
            release();
        }
    }

    /** Has work done by the executor once there is a place. Until then no thread is taken for it. */
    public void execute(Executor executor, Runnable work) {
        Runnable start = () -> start(executor, work);
        if (takeOrQueue(start)) {
            start.run();
        }
    }

    /** How many wait for a place. */
    synchronized int waiting() {
        return waiting.size();
    }

    private void start(Executor executor, Runnable work) {
        boolean started = false;
        try {
            executor.execute(() -> {
                try {
                    work.run();
                } finally {
                    release();
                }
            });
            started = true;
        } finally {
            if (!started) {
                release();
            }
        }
    }

    private void acquire() {
        CountDownLatch granted = new CountDownLatch(1);
        if (takeOrQueue(granted::countDown)) {
            return;
        }
        boolean interrupted = false;
        while (true) {
            try {
                granted.await();
                break;
            } catch (InterruptedException e) {
                interrupted = true;
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** Whether a place was taken at once; else it is given to the one that waits by running {@code grant}. */
    private synchronized boolean takeOrQueue(Runnable grant) {
        if (free > 0) {
            free--;
            return true;
        }
        waiting.add(grant);
        return false;
    }

    /** Whether it still waited. */
    private synchronized boolean leaveQueue(Runnable grant) {
        return waiting.remove(grant);
    }

    private void release() {
        Runnable next;
        synchronized (this) {
            next = waiting.poll();
            if (next == null) {
                free++;
            }
        }
        if (next != null) {
            next.run();
        }
    }
}
