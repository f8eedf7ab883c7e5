package me.fhir.chitchat.http.admission;

import java.time.Duration;
import java.util.Comparator;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * How many bytes of the whole server wait to be sent. Clients read at their own pace, and what waits for one is bounded
 * where it waits; this bounds all of them together. Work that can wait asks {@link Account#tryHold} first. What cannot
 * wait is held in any case, and when there is too much of it the clients that have read nothing for longest are ended.
 * For any thread.
 */
public final class OutgoingBytes {
    /** The refusal when there is no budget for a response. */
    public static final String BUSY = "The server has too much to send at the moment; try again in a few seconds.";

    private static final int SHARE_OF_HEAP = 8;
    /** No client that reads at all is closed to make room for what can wait. */
    private static final Duration STALLED = Duration.ofSeconds(5);

    private static final int LARGE_ANSWERS_AT_ONCE = 3;

    private final ResponsePermits places = new ResponsePermits(LARGE_ANSWERS_AT_ONCE);
    private final long limit;
    private final AtomicLong held = new AtomicLong();
    /** The part of {@link #held} that belongs to clients which are being ended. */
    private final AtomicLong leaving = new AtomicLong();

    /** Those that bytes have waited for, until they are closed: one that is never used need not be closed. */
    private final Set<Account> accounts = ConcurrentHashMap.newKeySet();

    private final SharedArrays shared = new SharedArrays();

    /** Ends a client that reads too slowly. Called without locks. */
    @FunctionalInterface
    public interface Eviction {
        void tooSlow();
    }

    /** @param bytes for all clients together */
    public OutgoingBytes(long bytes) {
        this.limit = bytes;
    }

    /** A limit that fits the heap. */
    public static OutgoingBytes ofHeap() {
        return new OutgoingBytes(Runtime.getRuntime().maxMemory() / SHARE_OF_HEAP);
    }

    /** Where answers are put together that are counted here afterwards. */
    public ResponsePermits places() {
        return places;
    }

    /** Bytes that wait at the moment. */
    public long held() {
        return held.get();
    }

    /** The bytes that wait for one client. */
    public Account open(Eviction eviction) {
        return new Account(this, eviction);
    }

    /** For how many clients bytes wait, or have waited, that have not gone. */
    public int clients() {
        return accounts.size();
    }

    /**
     * Takes room for something whose size is not known yet and that no client waits for, until {@link #giveBack}; false
     * when there is none now. It ends clients that read nothing.
     */
    public boolean tryReserve(long bytes) {
        if (!tryTake(bytes)) {
            relieve(STALLED, bytes);
            return false;
        }
        return true;
    }

    /** Gives back what was reserved. */
    public void giveBack(long bytes) {
        held.addAndGet(-bytes);
    }

    private boolean tryTake(long bytes) {
        long before;
        do {
            before = held.get();
            // One that is larger than everything is taken when it is the only one.
            if (before > 0 && before + bytes > limit) {
                return false;
            }
        } while (!held.compareAndSet(before, before + bytes));
        return true;
    }

    private void relieve(Duration stalledFor, long needed) {
        while (held.get() - leaving.get() + needed > limit) {
            Optional<Account> slowest = slowest(stalledFor);
            if (slowest.isEmpty()) {
                return;
            }
            slowest.get().evict();
        }
    }

    private Optional<Account> slowest(Duration stalledFor) {
        long latest = System.nanoTime() - stalledFor.toNanos();
        return accounts.stream()
                .filter(account -> account.waitsSince(latest))
                .min(Comparator.comparingLong(account -> account.progress - latest));
    }

    /** The bytes that wait for one client; everything that is sent or dropped has to be reported to it. */
    public static final class Account implements AutoCloseable {
        private final OutgoingBytes all;
        private final Eviction eviction;
        private long bytes;
        private long sharedBytes;
        private boolean evicted;
        private boolean closed;
        private volatile long progress = System.nanoTime();

        private Account(OutgoingBytes all, Eviction eviction) {
            this.all = all;
            this.eviction = eviction;
        }

        /** Takes room for bytes that can wait; false when there is none now. It ends clients that read nothing. */
        public boolean tryHold(long more) {
            if (!all.tryReserve(more)) {
                return false;
            }
            add(more);
            return true;
        }

        /** Takes room for bytes that cannot wait. It may end clients, this one included; to be called without locks. */
        public void hold(long more) {
            all.held.addAndGet(more);
            add(more);
            all.relieve(Duration.ZERO, 0);
        }

        /** Like {@link #hold}, for bytes of which other clients hold the same array. */
        public void holdShared(byte[] array, int size) {
            synchronized (this) {
                beginsToWait();
                sharedBytes += size;
            }
            if (all.shared.join(array)) {
                all.held.addAndGet(size);
                all.relieve(Duration.ZERO, 0);
            }
        }

        /** The client took a part of what is still held. */
        public void progressed() {
            progress = System.nanoTime();
        }

        /** Bytes were sent, or will not be. */
        public void release(long fewer) {
            synchronized (this) {
                long given = Math.min(fewer, bytes);
                bytes -= given;
                giveBack(given);
            }
            progress = System.nanoTime();
        }

        /** The same for bytes that were held with {@link #holdShared}. */
        public void releaseShared(byte[] array, int size) {
            synchronized (this) {
                sharedBytes -= size;
            }
            progress = System.nanoTime();
            if (all.shared.leave(array)) {
                all.held.addAndGet(-size);
            }
        }

        /** The client has gone; shared bytes have to be released one by one. */
        @Override
        public void close() {
            synchronized (this) {
                closed = true;
                all.accounts.remove(this);
                giveBack(bytes);
                bytes = 0;
            }
        }

        private synchronized void add(long more) {
            if (closed) {
                all.held.addAndGet(-more);
                return;
            }
            beginsToWait();
            bytes += more;
            if (evicted) {
                all.leaving.addAndGet(more);
            }
        }

        private void beginsToWait() {
            if (bytes + sharedBytes == 0) {
                progress = System.nanoTime();
                if (!closed) {
                    all.accounts.add(this);
                }
            }
        }

        private void giveBack(long given) {
            all.held.addAndGet(-given);
            if (evicted) {
                all.leaving.addAndGet(-given);
            }
        }

        private synchronized boolean waitsSince(long latest) {
            return !evicted && bytes + sharedBytes > 0 && progress - latest <= 0;
        }

        private void evict() {
            synchronized (this) {
                if (evicted || closed) {
                    return;
                }
                evicted = true;
                all.leaving.addAndGet(bytes);
            }
            eviction.tooSlow();
        }
    }
}
