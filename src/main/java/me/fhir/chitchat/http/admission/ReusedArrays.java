package me.fhir.chitchat.http.admission;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Function;

/**
 * Arrays that large bodies and messages arrive in, used again for the next ones. A stream of such bodies would otherwise
 * leave many megabytes of garbage a second which outlives a young collection, and full collections stop everybody. What is
 * kept is bounded; a caller that finds nothing here gets a new array. An array still has what was in it before: read only
 * what was written. For any thread.
 */
final class ReusedArrays {
    /** Bytes of a block. */
    static final int BLOCK = 64 << 10;

    /** Bytes that are kept of each of the two kinds: as many as the largest body has, or a 24th of the heap. */
    private static final int MAX_KEPT =
            (int) Math.min(RequestBody.MAX_BYTES, Runtime.getRuntime().maxMemory() / 24);

    private static final byte[] NOTHING = {};
    private static final ReusedArrays SHARED = new ReusedArrays(MAX_KEPT / BLOCK, MAX_KEPT);

    private final int maxBlocks;
    private final int maxWhole;
    private final ConcurrentLinkedQueue<byte[]> blocks = new ConcurrentLinkedQueue<>();
    private final AtomicInteger kept = new AtomicInteger();
    private final AtomicReference<byte[]> whole = new AtomicReference<>(NOTHING);

    /**
     * @param maxBlocks how many blocks are kept at most
     * @param maxWhole bytes of the one array for a whole body that is kept at most
     */
    ReusedArrays(int maxBlocks, int maxWhole) {
        this.maxBlocks = maxBlocks;
        this.maxWhole = maxWhole;
    }

    static ReusedArrays shared() {
        return SHARED;
    }

    /** A block of {@value #BLOCK} bytes. */
    byte[] block() {
        byte[] known = blocks.poll();
        if (known == null) {
            return new byte[BLOCK];
        }
        kept.decrementAndGet();
        return known;
    }

    /** Takes back an array that nobody reads any more; only blocks are kept. */
    void free(byte[] array) {
        if (array.length != BLOCK) {
            return;
        }
        if (kept.incrementAndGet() > maxBlocks) {
            kept.decrementAndGet();
            return;
        }
        blocks.add(array);
    }

    /** What a reader makes of an array of so many bytes or more, of which it keeps nothing. */
    <T> T withWhole(int length, Function<byte[], T> reader) {
        byte[] known = whole.getAndSet(NOTHING);
        byte[] array = known.length >= length ? known : new byte[length];
        try {
            return reader.apply(array);
        } finally {
            if (array.length <= maxWhole) {
                whole.accumulateAndGet(array, (other, mine) -> other.length > mine.length ? other : mine);
            }
        }
    }
}
