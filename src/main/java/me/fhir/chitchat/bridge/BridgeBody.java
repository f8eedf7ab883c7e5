package me.fhir.chitchat.bridge;

import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The body of a request, as far as it could be read; each protocol has its own words for what could not. */
public sealed interface BridgeBody {
    /** How many bytes are taken. */
    int MAX_BYTES = 16 << 20;

    /** A client that is still sending reads no answer, so this much of a body beyond the limit is read and dropped. */
    long MAX_DROPPED = 4L * MAX_BYTES;

    /** A body that is text. */
    record Text(String text) implements BridgeBody {}

    /** A body that cannot be taken; {@code sentence} says why. */
    record Unusable(String sentence, boolean tooLarge) implements BridgeBody {}

    /** Reads a body to its end. */
    static BridgeBody read(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                drop(body);
                return new Unusable("The body is too large; at most 16 MiB are taken.", true);
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            // RFC 8259 section 8.1 lets a parser ignore a byte order mark.
            return new Text(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            return new Unusable("The body is not valid UTF-8.", false);
        } catch (IOException e) {
            return new Unusable("The body ended before it was complete.", false);
        }
    }

    private static void drop(InputStream body) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long dropped = 0;
        for (int read = 0; read >= 0 && dropped < MAX_DROPPED; read = body.read(buffer)) {
            dropped += read;
        }
    }
}
