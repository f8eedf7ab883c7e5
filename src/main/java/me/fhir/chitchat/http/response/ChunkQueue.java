package me.fhir.chitchat.http.response;

import java.util.ArrayDeque;
import java.util.Deque;
import me.fhir.chitchat.http.admission.OutgoingBytes;
import org.jspecify.annotations.Nullable;

/**
 * What waits to be written to one client, in order, and whether more may be added. Every chunk is held by the account
 * when it is added; here it is released once it was written or dropped. For any thread.
 */
final class ChunkQueue {
    private static final int MAX_CHUNKS = 16;
    private static final long MAX_BYTES = 1L << 20;

    private final OutgoingBytes.Account account;
    private final Deque<byte[]> waiting = new ArrayDeque<>();
    private long bytes;
    /** The chunk that is being written. The container keeps it until the client has taken it. */
    private byte @Nullable [] sending;

    private int written;
    private boolean started;
    private boolean finishing;
    private boolean closed;

    ChunkQueue(OutgoingBytes.Account account) {
        this.account = account;
    }

    /** Adds a chunk, or drops it when the response ends. */
    synchronized void add(byte[] chunk) {
        if (closed || finishing) {
            account.release(chunk.length);
            return;
        }
        waiting.add(chunk);
        bytes += chunk.length;
    }

    /** Whether nothing waits. */
    synchronized boolean isEmpty() {
        return waiting.isEmpty() && sending == null;
    }

    /** Whether more may be added now. */
    synchronized boolean hasRoom() {
        return !closed && !finishing && waiting.size() < MAX_CHUNKS && bytes < MAX_BYTES;
    }

    /** The container can take bytes from now on. */
    synchronized void start() {
        started = true;
    }

    /** Nothing is added any more. */
    synchronized void finish() {
        finishing = true;
    }

    synchronized boolean isWritable() {
        return started && !closed;
    }

    synchronized boolean isFinished() {
        return finishing && isEmpty();
    }

    /** The chunk to write from, null when none waits; one that has left altogether makes room for the next. */
    synchronized byte @Nullable [] current() {
        byte[] chunk = sending;
        if (chunk != null && written < chunk.length) {
            return chunk;
        }
        if (chunk != null) {
            bytes -= chunk.length;
            account.release(chunk.length);
        }
        written = 0;
        sending = closed ? null : waiting.poll();
        return sending;
    }

    /** Where to go on in {@link #current}. */
    synchronized int offset() {
        return written;
    }

    /** So many bytes of {@link #current} were handed to the container. */
    synchronized void wrote(int portion) {
        written += portion;
    }

    /** Drops what waits; false when that was done before. */
    synchronized boolean close() {
        if (closed) {
            return false;
        }
        closed = true;
        waiting.forEach(chunk -> account.release(chunk.length));
        waiting.clear();
        return true;
    }
}
