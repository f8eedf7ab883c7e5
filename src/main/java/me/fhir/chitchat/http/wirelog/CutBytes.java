package me.fhir.chitchat.http.wirelog;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/** The beginning of what is read or written, and how much there was of it.. */
final class CutBytes {
    static final int MAX = 16 << 10;

    private final ByteArrayOutputStream beginning = new ByteArrayOutputStream();
    private long all;

    synchronized void add(byte[] bytes, int offset, int length) {
        all += length;
        int room = MAX - beginning.size();
        if (room > 0) {
            beginning.write(bytes, offset, Math.min(room, length));
        }
    }

    synchronized void add(int oneByte) {
        all++;
        if (beginning.size() < MAX) {
            beginning.write(oneByte);
        }
    }

    synchronized long all() {
        return all;
    }

    synchronized String text() {
        return beginning.toString(StandardCharsets.UTF_8);
    }
}
