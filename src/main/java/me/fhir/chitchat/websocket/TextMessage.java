package me.fhir.chitchat.websocket;

import java.nio.ByteBuffer;
import java.util.Optional;
import me.fhir.chitchat.http.admission.ArrivingBytes;

/**
 * The text message that is being received, put together from its frames and decoded as a whole, which is many times
 * faster than decoding byte by byte. For one thread at a time.
 */
final class TextMessage {
    private final int limit;
    private final ArrivingBytes bytes = new ArrivingBytes();

    /** @param limit bytes of a message at most */
    TextMessage(int limit) {
        this.limit = limit;
    }

    /** Adds the payload of a frame; false when the message is too long with it. */
    boolean add(ByteBuffer payload) {
        if (payload.remaining() > limit - bytes.length()) {
            return false;
        }
        bytes.add(payload);
        return true;
    }

    /** The whole message, which makes room for the next one; empty when it is not UTF-8. */
    Optional<String> take() {
        return bytes.takeText();
    }

    /** Gives up what has arrived. */
    void discard() {
        bytes.discard();
    }
}
