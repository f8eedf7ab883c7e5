package me.fhir.chitchat.websocket;

import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import org.jspecify.annotations.Nullable;

/** An item of an {@link OutboundQueue}. */
sealed interface OutboundItem {
    /** A whole frame. */
    record Ready(OutboundFrame frame) implements OutboundItem {}

    /** A response that is produced while it is sent. Produced by one thread at a time, taken by another. */
    final class Pieces implements OutboundItem {
        private final Iterator<String> texts;
        private final Deque<OutboundFrame> produced = new ArrayDeque<>();
        private boolean begun;

        Pieces(Iterator<String> texts) {
            this.texts = texts;
        }

        /** Produces the next piece, which may read the store; it is not taken yet. */
        OutboundFrame produce() {
            ByteBuffer payload = MessageEncoder.utf8(texts.next());
            boolean first = !begun;
            begun = true;
            return new OutboundFrame(
                    payload, first, !texts.hasNext(), OutboundFrame.FrameKind.READ_AHEAD, payload.remaining());
        }

        synchronized void add(OutboundFrame piece) {
            produced.add(piece);
        }

        synchronized @Nullable OutboundFrame poll() {
            return produced.poll();
        }
    }
}
