package me.fhir.chitchat.http.admission;

import com.google.common.base.Utf8;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/**
 * The bytes of a body or of a message, from the first that arrives to the text that they are. They are kept in small
 * blocks: an array that grows is copied each time, and large arrays that are of no use a moment later make the garbage
 * collector stop everybody. No more is allocated than has arrived, whatever length was announced, and blocks are used
 * again. For one thread at a time.
 */
public final class ArrivingBytes {
    private static final int SMALLEST_BLOCK = 4 << 10;
    private static final byte[] NOTHING = {};

    private final ReusedArrays arrays = ReusedArrays.shared();
    private final Deque<byte[]> full = new ArrayDeque<>();
    private byte[] block = NOTHING;
    private int used;
    private int length;

    /** Adds what an input has, to its end or until there are more than {@code limit} bytes. */
    public void addAll(InputStream input, int limit) throws IOException {
        int read = 0;
        while (read >= 0 && length <= limit) {
            makeRoom();
            read = input.read(block, used, block.length - used);
            if (read > 0) {
                used += read;
                length += read;
            }
        }
    }

    /** Adds everything that a buffer has. */
    public void add(ByteBuffer bytes) {
        length += bytes.remaining();
        while (bytes.hasRemaining()) {
            makeRoom();
            int part = Math.min(bytes.remaining(), block.length - used);
            bytes.get(block, used, part);
            used += part;
        }
    }

    /** Takes an array as all that there is; it belongs here from now on. */
    void set(byte[] bytes) {
        discard();
        block = bytes;
        used = bytes.length;
        length = bytes.length;
    }

    private void makeRoom() {
        if (used < block.length) {
            return;
        }
        if (block.length > 0) {
            full.add(block);
        }
        block = length < ReusedArrays.BLOCK ? new byte[Math.max(SMALLEST_BLOCK, length)] : arrays.block();
        used = 0;
    }

    /** How many there are. */
    public int length() {
        return length;
    }

    /** All of them; none are kept. */
    public byte[] take() {
        byte[] whole = full.isEmpty() && used == block.length ? block : new byte[length];
        if (whole != block) {
            join(whole);
        }
        clear();
        return whole;
    }

    /** All of them as text; none are kept. Empty when they are not UTF-8. */
    public Optional<String> takeText() {
        int size = length;
        if (full.isEmpty()) {
            byte[] only = block;
            clear();
            return text(only, size);
        }
        return arrays.withWhole(size, whole -> {
            join(whole);
            clear();
            return text(whole, size);
        });
    }

    /** Text in UTF-8, checked without a buffer of characters beside it; empty when it is none. */
    static Optional<String> text(byte[] bytes, int length) {
        return Utf8.isWellFormed(bytes, 0, length)
                ? Optional.of(new String(bytes, 0, length, StandardCharsets.UTF_8))
                : Optional.empty();
    }

    /** Each block is free once it is copied. */
    private void join(byte[] whole) {
        int at = 0;
        while (!full.isEmpty()) {
            byte[] next = full.remove();
            System.arraycopy(next, 0, whole, at, next.length);
            at += next.length;
            arrays.free(next);
        }
        System.arraycopy(block, 0, whole, at, used);
        arrays.free(block);
    }

    /** Gives up what has arrived. */
    public void discard() {
        full.forEach(arrays::free);
        arrays.free(block);
        clear();
    }

    private void clear() {
        full.clear();
        block = NOTHING;
        used = 0;
        length = 0;
    }
}
