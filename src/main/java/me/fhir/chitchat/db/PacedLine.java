package me.fhir.chitchat.db;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.LongSupplier;

/**
 * Large writes that wait. Their cost is up to the clients that send them, so together they get a share of the writer's
 * time: a credit, which grows as time passes and shrinks by the time that they take. For the writer alone.
 */
final class PacedLine {
    /** Large writes get one part in so many. */
    static final int SHARE = 16;
    /** A client that saves or imports a few large things does not wait. */
    static final long MAX_CREDIT_NANOS = 1_000_000_000;

    private final Deque<WriteItem> waiting = new ArrayDeque<>();
    private final Map<Long, Integer> perConversation = new HashMap<>();
    private final LongSupplier clock;
    private long credit = MAX_CREDIT_NANOS;
    private long creditedAt;
    private long bytes;

    /** @param clock nanoseconds */
    PacedLine(LongSupplier clock) {
        this.clock = clock;
        creditedAt = clock.getAsLong();
    }

    boolean isEmpty() {
        return waiting.isEmpty();
    }

    int size() {
        return waiting.size();
    }

    /** Bytes of all that wait. */
    long bytes() {
        return bytes;
    }

    void add(WriteItem item) {
        waiting.add(item);
        bytes += item.bytes();
        perConversation.merge(item.appendsTo(), 1, Integer::sum);
    }

    /** Whether something for this conversation waits here, which what comes later must not overtake; never for 0. */
    boolean holds(long conversation) {
        return conversation > 0 && perConversation.containsKey(conversation);
    }

    /** How long the first one still has to wait. */
    long nanosUntilDue() {
        long parts = (clock.getAsLong() - creditedAt) / SHARE;
        creditedAt += parts * SHARE;
        credit = Math.min(MAX_CREDIT_NANOS, credit + parts);
        return credit > 0 ? 0 : (1 - credit) * SHARE;
    }

    /** Moves the next ones to a batch, as many as fit, and into an empty one at least one. */
    void moveTo(List<WriteItem> batch) {
        long moved = 0;
        WriteItem next = waiting.peek();
        while (next != null && (batch.isEmpty() || fits(moved + next.bytes(), batch))) {
            waiting.remove();
            perConversation.computeIfPresent(next.appendsTo(), (id, count) -> count == 1 ? null : count - 1);
            moved += next.bytes();
            bytes -= next.bytes();
            batch.add(next);
            next = waiting.peek();
        }
    }

    private static boolean fits(long bytes, List<WriteItem> batch) {
        return bytes <= WriteQueue.MAX_BYTES_PER_BATCH && batch.size() < WriteQueue.MAX_PER_BATCH;
    }

    /** Counts the time that the latest batch took, and no debt of earlier ones: the next one is always within reach. */
    void charge(long nanos) {
        credit = Math.max(credit - nanos, -nanos);
    }
}
