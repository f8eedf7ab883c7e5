package me.fhir.chitchat.websocket;

import java.nio.ByteBuffer;

/**
 * One WebSocket frame on its way to the client.
 *
 * @param first whether it begins a message
 * @param last whether it ends one
 * @param kind which limits it counts towards
 * @param size bytes of the payload, which is empty once it was sent
 */
record OutboundFrame(ByteBuffer payload, boolean first, boolean last, FrameKind kind, int size) {
    /** The category of a frame. */
    enum FrameKind {
        /** A new event or guidance; other clients may be sent the same bytes. */
        LIVE,
        /** A whole response. */
        RESPONSE,
        /** Part of a backlog, or of a response in pieces: read only as the client takes it. */
        READ_AHEAD
    }

    static OutboundFrame whole(ByteBuffer payload, FrameKind kind) {
        return new OutboundFrame(payload, true, true, kind, payload.remaining());
    }

    boolean live() {
        return kind == FrameKind.LIVE;
    }
}
