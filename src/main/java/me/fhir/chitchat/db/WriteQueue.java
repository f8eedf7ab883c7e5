package me.fhir.chitchat.db;

import java.util.Comparator;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.LongSupplier;
import java.util.stream.Stream;
import me.fhir.chitchat.runtime.memory.RequestMemory;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written. Large writes wait in lines of their own and go in batches of their own; while small ones
 * come, each line has a share of the writer's time, so that small writes hardly notice what others store; but not when
 * so much waits that the server would have no memory for the requests of others. Appends to one conversation keep their
 * order. Any thread adds; everything else is for the writer.
 */
final class WriteQueue {
    /** Bytes from which a write costs more than its part of the commit. */
    static final long MEDIUM = RequestMemory.LARGE;
    /** Bytes from which few share a batch; in a line of their own, so that no scenario of usual size waits for them. */
    static final long LARGE = 256 << 10;

    static final long MAX_BYTES_PER_BATCH = 1 << 20;
    static final int MAX_PER_BATCH = 1024;
    /** A client alone sends its next append within this time of its answer. */
    private static final long SOON_NANOS = 300_000;
    /** Large writes need not be slowed down when no small one has come for this time. */
    static final long QUIET_NANOS = 1_000_000_000;
    /** The lines are crowded when what waits in them has one part in so many of the memory for requests. */
    private static final int CROWDED_BYTES_SHARE = 2;
    /**
     * And when it would have this part if each were small: small requests wait there behind large ones of their conversation,
     * and others need the part of the memory that is kept for small ones.
     */
    private static final int CROWDED_SMALL_SHARE = 8;

    /** Only wakes the writer. */
    private static final WriteItem WAKE =
            new WriteItem.Job<>(0, false, handle -> Boolean.TRUE, new CompletableFuture<>());

    private final BlockingQueue<WriteItem> arriving = new LinkedBlockingQueue<>();
    /** How many were added and not taken. */
    private final AtomicInteger size = new AtomicInteger();

    private final LongSupplier clock;
    private final long requestMemory;
    private final PacedLine medium;
    private final PacedLine large;
    /** Where the latest batch came from; null for small writes. */
    private @Nullable PacedLine latest;
    /** When the latest small write was taken. */
    private long smallAt;
    /** Whether the writer must not wait any more. */
    private volatile boolean awake;

    /**
     * @param clock nanoseconds
     * @param requestMemory bytes that all requests together may hold until they are answered
     */
    WriteQueue(LongSupplier clock, long requestMemory) {
        this.clock = clock;
        this.requestMemory = requestMemory;
        medium = new PacedLine(clock);
        large = new PacedLine(clock);
        smallAt = clock.getAsLong() - QUIET_NANOS;
    }

    /** Ends the wait of the writer, now or the next time that nothing is there. */
    void wake() {
        awake = true;
        arriving.add(WAKE);
    }

    void add(WriteItem item) {
        size.incrementAndGet();
        arriving.add(item);
    }

    /** Takes one back; false when the writer has it. */
    boolean remove(WriteItem item) {
        boolean removed = arriving.remove(item);
        if (removed) {
            size.decrementAndGet();
        }
        return removed;
    }

    /** How many wait, in all lines. For any thread. */
    int size() {
        return size.get();
    }

    boolean isEmpty() {
        return arriving.isEmpty() && medium.isEmpty() && large.isEmpty();
    }

    /** Whether nothing has come that need not wait in a line. */
    boolean noneArrived() {
        return arriving.isEmpty();
    }

    /** Waits for the next batch; false when there was none in that time. */
    boolean take(List<WriteItem> batch, long nanos) throws InterruptedException {
        takeNext(batch, nanos);
        size.addAndGet(-batch.size());
        return !batch.isEmpty();
    }

    private void takeNext(List<WriteItem> batch, long nanos) throws InterruptedException {
        long until = clock.getAsLong() + nanos;
        do {
            // Large and small ones take turns while both wait.
            latest = latest == null ? due() : null;
            if (latest != null) {
                latest.moveTo(batch);
                return;
            }
            takeArrived(Math.min(nanosUntilDue(), until - clock.getAsLong()), batch);
        } while (batch.isEmpty() && !awake && (clock.getAsLong() < until || due() != null));
    }

    /** Takes a batch of whatever waits, without regard to shares; false when nothing waits. */
    boolean takeRest(List<WriteItem> batch) {
        sort(arriving.poll(), batch);
        medium.moveTo(batch);
        large.moveTo(batch);
        latest = null;
        size.addAndGet(-batch.size());
        return !batch.isEmpty();
    }

    /** How long the latest batch took. */
    void written(long nanos) {
        if (latest != null) {
            latest.charge(nanos);
        }
    }

    private @Nullable PacedLine due() {
        // When both may run, the one that has had less of its share, so that neither waits for the other's end.
        return waiting()
                .filter(line -> nanosUntilDue(line) == 0)
                .min(Comparator.comparingLong(PacedLine::nanosUntilDue))
                .orElse(null);
    }

    private Stream<PacedLine> waiting() {
        return Stream.of(medium, large).filter(line -> !line.isEmpty());
    }

    private long nanosUntilDue() {
        return waiting().mapToLong(this::nanosUntilDue).min().orElse(Long.MAX_VALUE);
    }

    private boolean crowded() {
        return medium.bytes() + large.bytes() > requestMemory / CROWDED_BYTES_SHARE
                || (medium.size() + large.size()) * MEDIUM > requestMemory / CROWDED_SMALL_SHARE;
    }

    private long nanosUntilDue(PacedLine line) {
        if (crowded()) {
            return 0;
        }
        long untilQuiet = smallAt + QUIET_NANOS - clock.getAsLong();
        return Math.min(line.nanosUntilDue(), Math.max(0, untilQuiet));
    }

    /** Spins for a moment before it sleeps, since waking up costs a caller alone a tenth of its time. */
    @SuppressWarnings("ThreadPriorityCheck") // A hint is all that this yield is.
    private void takeArrived(long maxNanos, List<WriteItem> batch) throws InterruptedException {
        WriteItem first = arriving.poll();
        long spinUntil = System.nanoTime() + Math.min(SOON_NANOS, maxNanos);
        while (first == null && System.nanoTime() < spinUntil) {
            // The client and its reader may need this very processor to send the next one.
            Thread.yield();
            first = arriving.poll();
        }
        if (first == null && maxNanos > 0) {
            first = arriving.poll(maxNanos, TimeUnit.NANOSECONDS);
        }
        sort(first, batch);
    }

    /** Puts what has arrived into the batch or its line, beginning with {@code first}. */
    private void sort(@Nullable WriteItem first, List<WriteItem> batch) {
        int seen = 0;
        long bytes = 0;
        for (WriteItem item = first; item != null; item = arriving.poll()) {
            if (item == WAKE) {
                continue;
            }
            PacedLine line = line(item);
            if (line == null) {
                smallAt = clock.getAsLong();
                batch.add(item);
                bytes += item.bytes();
            } else {
                line.add(item);
            }
            if (++seen == MAX_PER_BATCH || bytes >= MAX_BYTES_PER_BATCH) {
                return;
            }
        }
    }

    private @Nullable PacedLine line(WriteItem item) {
        if (medium.holds(item.appendsTo())) {
            return medium;
        }
        if (item.bytes() >= LARGE || large.holds(item.appendsTo())) {
            return large;
        }
        return item.bytes() >= MEDIUM ? medium : null;
    }
}
