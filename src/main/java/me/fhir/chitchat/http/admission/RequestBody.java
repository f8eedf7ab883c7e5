package me.fhir.chitchat.http.admission;

import jakarta.servlet.ServletRequest;
import java.io.IOException;
import java.io.InputStream;
import java.util.function.Function;

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

    /** What a reader makes of the body of a request, which is read to its end. */
    static <T> T read(ServletRequest request, Function<RequestBody, T> reader) {
        try {
            return read(request.getInputStream(), reader);
        } catch (IOException e) {
            return reader.apply(new Unreadable(INCOMPLETE, false));
        }
    }

    /**
     * What a reader makes of a body, which is read to its end. Large ones are decoded, and read by their readers, one after
     * the other; while they arrive nobody waits for them. The reader waits for nothing else.
     */
    static <T> T read(InputStream body, Function<RequestBody, T> reader) {
        ArrivingBytes bytes = new ArrivingBytes();
        try {
            if (body instanceof ReadBody read) {
                bytes.set(read.take());
            } else {
                arrive(body, bytes);
            }
        } catch (IOException e) {
            bytes.discard();
            return reader.apply(new Unreadable(INCOMPLETE, false));
        }
        return LargeBodies.inTurn(bytes.length(), () -> reader.apply(decoded(bytes)));
    }

    private static RequestBody decoded(ArrivingBytes bytes) {
        if (bytes.length() > MAX_BYTES) {
            bytes.discard();
            return new Unreadable(TOO_LARGE, true);
        }
        return bytes.takeText()
                .<RequestBody>map(text -> new Received(withoutByteOrderMark(text)))
                .orElseGet(() -> new Unreadable("The body is not valid UTF-8.", false));
    }

    /** The bytes of a body; more than {@link #MAX_BYTES} when it is too large, and then the rest was dropped. */
    static byte[] readBytes(InputStream body) throws IOException {
        if (body instanceof ReadBody read) {
            return read.take();
        }
        ArrivingBytes bytes = new ArrivingBytes();
        arrive(body, bytes);
        return bytes.take();
    }

    private static void arrive(InputStream body, ArrivingBytes bytes) throws IOException {
        bytes.addAll(body, MAX_BYTES);
        if (bytes.length() > MAX_BYTES) {
            drop(body);
        }
    }

    /** RFC 8259 section 8.1 lets a parser ignore a byte order mark; some shells write one. */
    private static String withoutByteOrderMark(String text) {
        return text.startsWith("\uFEFF") ? text.substring(1) : text;
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
