package me.fhir.chitchat.db.engine;

import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Refuses what makes the stored data grow while there is still room for what must always be possible: to cancel, to stop
 * and to delete. For any thread.
 */
public final class StorageQuota {
    private static final Logger LOG = LoggerFactory.getLogger(StorageQuota.class);
    /** A page enters the log first and the file later, so that it needs its room twice. */
    static final int COPIES = 2;

    private static final long BETWEEN_MEASUREMENTS_NANOS = 100_000_000;
    private static final long UNMEASURED = 1 << 20;

    private final String name;
    private final LongSupplier measured;
    private final AtomicLong underWay = new AtomicLong();
    private volatile Room room = new Room(Long.MAX_VALUE, System.nanoTime() - BETWEEN_MEASUREMENTS_NANOS);

    private record Room(long left, long measuredAt) {}

    /** @param measured how many bytes are left, as far as known */
    public StorageQuota(String name, LongSupplier measured) {
        this.name = name;
        this.measured = measured;
    }

    /** Does a write that adds about so many bytes, or fails with {@code STORE_FULL} without beginning it. */
    public <T> CompletableFuture<T> growing(long bytes, Supplier<CompletableFuture<T>> write) {
        long needed = COPIES * bytes;
        long all = underWay.addAndGet(needed);
        if (all > left(all)) {
            underWay.addAndGet(-needed);
            return CompletableFuture.failedFuture(new ConversationException(
                    ErrorCode.STORE_FULL,
                    "The server's storage is nearly full; nothing was written. What exists can be read, ended and deleted;"
                            + " its operator has to make room."));
        }
        CompletableFuture<T> done = write.get();
        var unused = done.whenComplete((value, failure) -> underWay.addAndGet(-needed));
        return done;
    }

    private long left(long wanted) {
        Room known = room;
        if (wanted < UNMEASURED && System.nanoTime() - known.measuredAt() < BETWEEN_MEASUREMENTS_NANOS) {
            return known.left();
        }
        long left = measured.getAsLong();
        if (left <= 0 && known.left() > 0) {
            LOG.warn("The storage of {} is nearly full: writes that make it grow are refused from now on", name);
        } else if (left > 0 && known.left() <= 0) {
            LOG.info("The storage of {} has room again", name);
        }
        room = new Room(left, System.nanoTime());
        return left;
    }
}
