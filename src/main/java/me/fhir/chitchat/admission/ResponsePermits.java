package me.fhir.chitchat.admission;

import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;

/**
 * Limits how many large responses are put together at a time. Until one is counted by {@link OutgoingBytes} it is in
 * memory several times over: as rows, as text and as bytes. The holder of a permit must not wait for a client. For any
 * thread.
 */
public final class ResponsePermits {
    private final Semaphore places;

    /** @param count how many there are */
    public ResponsePermits(int count) {
        places = new Semaphore(count, true);
    }

    /** A place that was taken; to be closed once, by any thread. Closing it again does nothing. */
    public static final class TakenPlace implements AutoCloseable {
        private final Semaphore places;
        private final AtomicBoolean taken = new AtomicBoolean(true);

        private TakenPlace(Semaphore places) {
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
    public Optional<TakenPlace> tryTake(Duration longestWait) {
        try {
            return places.tryAcquire(longestWait.toMillis(), TimeUnit.MILLISECONDS)
                    ? Optional.of(new TakenPlace(places))
                    : Optional.empty();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Waits for a place as long as it takes, and gives it back when the work is done. */
    public <T> T within(Supplier<T> work) {
        places.acquireUninterruptibly();
        try {
            return work.get();
        } finally {
            places.release();
        }
    }

    /** The same for work without a result. */
    public void run(Runnable work) {
        places.acquireUninterruptibly();
        try {
            work.run();
        } finally {
            places.release();
        }
    }
}
