package me.fhir.chitchat.http.admission;

import java.util.concurrent.atomic.AtomicLong;
import me.fhir.chitchat.runtime.memory.RequestMemory;

/**
 * How many bytes of requests the whole server holds at once: bodies and frames from their first byte until they are
 * answered. What is held costs several times its size while it is parsed and stored, so the budget is a small share of
 * the heap. Small requests may use all of it, large ones only a part, so that large ones never shut out small ones. For
 * any thread.
 */
public final class ByteBudget {
    private static final int LARGE_PERCENT = 80;

    private final long limit;
    private final long limitOfLarge;
    private final AtomicLong held = new AtomicLong();

    /** @param bytes for all requests together */
    public ByteBudget(long bytes) {
        this.limit = bytes;
        this.limitOfLarge = bytes / 100 * LARGE_PERCENT;
    }

    /**
     * A budget that fits the heap.
     *
     * @param largestRequest bytes that one request may have, which always fits
     */
    public static ByteBudget ofHeap(long largestRequest) {
        return new ByteBudget(
                Math.max(RequestMemory.shareOfHeap(), largestRequest / LARGE_PERCENT * 100 + RequestMemory.LARGE));
    }

    /** Bytes held at the moment. */
    public long held() {
        return held.get();
    }

    /** The part of the budget that one request will use; to be closed when the request was answered. */
    public Lease open() {
        return new Lease(this);
    }

    private boolean take(long bytes, boolean large) {
        long most = large ? limitOfLarge : limit;
        long before;
        do {
            before = held.get();
            if (before + bytes > most) {
                return false;
            }
        } while (!held.compareAndSet(before, before + bytes));
        return true;
    }

    /** The charge of one request. Charged by one thread at a time; closed by any, once. */
    public static final class Lease implements AutoCloseable {
        private final ByteBudget budget;
        private long bytes;
        private boolean closed;

        private Lease(ByteBudget budget) {
            this.budget = budget;
        }

        /** Charges further bytes; false, and nothing charged, when there is no room for them now. */
        public synchronized boolean charge(long more) {
            if (closed || !budget.take(more, bytes + more >= RequestMemory.LARGE)) {
                return false;
            }
            bytes += more;
            return true;
        }

        /** Gives everything back. */
        @Override
        public synchronized void close() {
            if (!closed) {
                closed = true;
                budget.held.addAndGet(-bytes);
            }
        }
    }
}
