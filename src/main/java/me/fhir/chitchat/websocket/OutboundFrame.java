package me.fhir.chitchat.websocket;

import java.nio.ByteBuffer;

/**
 * One WebSocket frame on its way to the client.
 *
 * @param first whether it begins a message
 * @param last whether it ends one
 * @param live whether it counts towards the limit of waiting live frames
 * @param size bytes of the payload, which is empty once it was sent
 */
record OutboundFrame(ByteBuffer payload, boolean first, boolean last, boolean live, int size) {
    static OutboundFrame whole(ByteBuffer payload, boolean live) {
        return new OutboundFrame(payload, true, true, live, payload.remaining());
    }
}
