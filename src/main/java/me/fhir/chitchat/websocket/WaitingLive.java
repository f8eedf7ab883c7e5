package me.fhir.chitchat.websocket;

import org.jspecify.annotations.Nullable;

/** Live frames that a client has not taken yet, against what may wait for it. Not for several threads at once. */
final class WaitingLive {
    private final WebSocketConfiguration.OutboundLimit limit;
    private int frames;
    private long bytes;

    WaitingLive(WebSocketConfiguration.OutboundLimit limit) {
        this.limit = limit;
    }

    void add(OutboundFrame frame) {
        frames++;
        bytes += frame.size();
    }

    void sent(OutboundFrame frame) {
        frames--;
        bytes -= frame.size();
    }

    /** @param beingSent does not wait any more, if it is a live one */
    boolean tooMany(@Nullable OutboundFrame beingSent) {
        return (beingSent == null || !beingSent.live())
                ? exceeded(frames, bytes)
                : exceeded(frames - 1, bytes - beingSent.size());
    }

    private boolean exceeded(int waitingFrames, long waitingBytes) {
        return waitingFrames > limit.frames() || waitingBytes > limit.bytes();
    }
}
