package me.fhir.chitchat.websocket;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** The frames that were handed to the socket and are not out yet, in their order. Not for several threads at once. */
final class SendWindow {
    /** Handed over before the first of them is out: enough to share a system call. */
    private static final int MAX_FRAMES = 16;

    /** Unless a single frame is larger: what was handed over cannot be taken back. */
    private static final long MAX_BYTES = 256 * 1024;

    private final Deque<OutboundFrame> frames = new ArrayDeque<>();
    private long bytes;

    boolean isFull() {
        return frames.size() >= MAX_FRAMES || bytes >= MAX_BYTES;
    }

    boolean isEmpty() {
        return frames.isEmpty();
    }

    void add(OutboundFrame frame) {
        frames.add(frame);
        bytes += frame.size();
    }

    /** The one that is being sent. */
    @Nullable
    OutboundFrame first() {
        return frames.peek();
    }

    /** The first one is out; null when there was none. */
    @Nullable
    OutboundFrame poll() {
        OutboundFrame first = frames.poll();
        if (first != null) {
            bytes -= first.size();
        }
        return first;
    }

    /** Gives all of them away. */
    void drain(Consumer<OutboundFrame> taker) {
        frames.forEach(taker);
        frames.clear();
        bytes = 0;
    }
}
