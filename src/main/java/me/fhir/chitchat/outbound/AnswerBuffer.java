package me.fhir.chitchat.outbound;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** Collects bytes of an answer up to the limit for one. For one thread. */
final class AnswerBuffer implements AutoCloseable {
    /** Longer answers are cut off. */
    static final int MAX_LENGTH = 16 * 1024 * 1024;

    private final AnswerBytes all;
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

    AnswerBuffer(AnswerBytes all) {
        this.all = all;
    }

    void add(byte[] from, int start, int length) throws OutboundException {
        if (bytes.size() + length > MAX_LENGTH) {
            throw new OutboundException(OutboundFailure.BAD_RESPONSE, "The answer is larger than 16 MiB.");
        }
        all.take(length);
        bytes.write(from, start, length);
    }

    boolean isEmpty() {
        return bytes.size() == 0;
    }

    /** Drains the collected text, read as UTF-8. */
    String take() {
        String text = bytes.toString(StandardCharsets.UTF_8);
        close();
        return text;
    }

    @Override
    public void close() {
        all.giveBack(bytes.size());
        bytes.reset();
    }
}
