package me.fhir.chitchat.outbound;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import org.jspecify.annotations.Nullable;

/** Reads server-sent events (HTML Living Standard, section 9.2). For one thread. */
final class EventReader {
    private static final int CHUNK = 8 * 1024;

    private final InputStream in;
    private final AnswerBytes all;
    private final byte[] chunk = new byte[CHUNK];
    private int at;
    private int end;
    private boolean afterReturn;
    private boolean begun;

    EventReader(InputStream in, AnswerBytes all) {
        this.in = in;
        this.all = all;
    }

    /** The next event that has data; null when there is none before the end. One that the end cuts short counts. */
    @Nullable
    SentEvent next() throws IOException, OutboundException {
        try (AnswerBuffer line = new AnswerBuffer(all);
                AnswerBuffer data = new AnswerBuffer(all)) {
            String id = null;
            String event = null;
            boolean any = false;
            while (readLine(line)) {
                String text = line.take();
                if (text.isEmpty()) {
                    if (any) {
                        return new SentEvent(id, event, data.take());
                    }
                    event = null;
                    continue;
                }
                int colon = text.indexOf(':');
                String field = colon < 0 ? text : text.substring(0, colon);
                String value = colon < 0 ? "" : text.substring(colon + (text.startsWith(" ", colon + 1) ? 2 : 1));
                switch (field) {
                    case "data" -> {
                        add(data, any ? "\n" + value : value);
                        any = true;
                    }
                    case "event" -> event = value;
                    case "id" -> id = value;
                    default -> {
                        // Comments keep the connection open; other fields are to be ignored.
                    }
                }
            }
            return any ? new SentEvent(id, event, data.take()) : null;
        }
    }

    private static void add(AnswerBuffer data, String text) throws OutboundException {
        byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
        data.add(bytes, 0, bytes.length);
    }

    /** Reads up to the end of a line, of any of the three kinds; false when nothing is left. */
    private boolean readLine(AnswerBuffer line) throws IOException, OutboundException {
        while (true) {
            if (at == end && !fill()) {
                return !line.isEmpty();
            }
            if (afterReturn && chunk[at] == '\n') {
                at++;
                afterReturn = false;
                continue;
            }
            afterReturn = false;
            int start = at;
            while (at < end && chunk[at] != '\n' && chunk[at] != '\r') {
                at++;
            }
            line.add(chunk, start, at - start);
            if (at < end) {
                afterReturn = chunk[at] == '\r';
                at++;
                return true;
            }
        }
    }

    private boolean fill() throws IOException {
        at = 0;
        end = Math.max(0, in.read(chunk));
        if (!begun && end >= 3 && chunk[0] == (byte) 0xEF && chunk[1] == (byte) 0xBB && chunk[2] == (byte) 0xBF) {
            at = 3;
        }
        begun = true;
        return end > 0;
    }
}
