package me.fhir.chitchat.admission;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;

/** The body of a request, as far as it could be read; each protocol answers in its own shape when it could not. */
public sealed interface RequestBody {
    /** How many bytes are taken, over every protocol. */
    int MAX_BYTES = 16 << 20;

    /** The error for a larger body. */
    String TOO_LARGE = "The body is too large; at most 16 MiB are taken.";

    /** The error for a body that breaks off. */
    String INCOMPLETE = "The body ended before it was complete.";

    /** A client that is still sending reads no answer, so this much of a body beyond the limit is read and dropped. */
    long MAX_DROPPED = 4L * MAX_BYTES;

    /** A body that is text. */
    record Received(String text) implements RequestBody {}

    /** A body that cannot be taken; {@code sentence} says why. */
    record Unreadable(String sentence, boolean tooLarge) implements RequestBody {}

    /** Reads the body of a request to its end. */
    static RequestBody read(ServletRequest request) {
        try {
            return read(request.getInputStream());
        } catch (IOException e) {
            return new Unreadable(INCOMPLETE, false);
        }
    }

    /** Reads a body to its end. */
    static RequestBody read(InputStream body) {
        try {
            byte[] bytes = body.readNBytes(MAX_BYTES + 1);
            if (bytes.length > MAX_BYTES) {
                drop(body);
                return new Unreadable(TOO_LARGE, true);
            }
            String text = StandardCharsets.UTF_8
                    .newDecoder()
                    .decode(ByteBuffer.wrap(bytes))
                    .toString();
            // RFC 8259 section 8.1 lets a parser ignore a byte order mark; some shells write one.
            return new Received(text.startsWith("\uFEFF") ? text.substring(1) : text);
        } catch (CharacterCodingException e) {
            return new Unreadable("The body is not valid UTF-8.", false);
        } catch (IOException e) {
            return new Unreadable(INCOMPLETE, false);
        }
    }

    /** Reads what a client still sends, at most {@value #MAX_DROPPED} bytes, so that it comes to read its answer. */
    static void drop(InputStream body) throws IOException {
        byte[] buffer = new byte[1 << 16];
        long dropped = 0;
        for (int read = 0; read >= 0 && dropped < MAX_DROPPED; read = body.read(buffer)) {
            dropped += read;
        }
    }
}
