package me.fhir.chitchat.websocket;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Optional;

/**
 * The text message that is being received, put together from its frames and decoded as a whole, which is many times
 * faster than decoding byte by byte. For one thread at a time.
 */
final class TextMessage {
    private static final byte[] NOTHING = {};
    private static final char REPLACEMENT = '\uFFFD';

    private final int limit;
    private byte[] bytes = NOTHING;
    private int length;

    /** @param limit bytes of a message at most */
    TextMessage(int limit) {
        this.limit = limit;
    }

    /** Adds the payload of a frame; false when the message is too long with it. */
    boolean add(ByteBuffer payload) {
        int added = payload.remaining();
        if (added > limit - length) {
            return false;
        }
        if (length + added > bytes.length) {
            int doubled = (int) Math.min(limit, 2L * bytes.length);
            bytes = Arrays.copyOf(bytes, Math.max(length + added, doubled));
        }
        payload.get(bytes, length, added);
        length += added;
        return true;
    }

    /** The whole message, which makes room for the next one; empty when it is not UTF-8. */
    Optional<String> take() {
        String text = new String(bytes, 0, length, StandardCharsets.UTF_8);
        ByteBuffer encoded = ByteBuffer.wrap(bytes, 0, length);
        bytes = NOTHING;
        length = 0;
        // What cannot be decoded was replaced, but the replacement may also have been sent.
        return text.indexOf(REPLACEMENT) < 0 || isUtf8(encoded) ? Optional.of(text) : Optional.empty();
    }

    private static boolean isUtf8(ByteBuffer encoded) {
        try {
            CharBuffer unused = StandardCharsets.UTF_8.newDecoder().decode(encoded);
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
