package me.fhir.chitchat.websocket;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import me.fhir.chitchat.http.admission.Departure;
import org.eclipse.jetty.util.BufferUtil;

/**
 * Sees the client of a connection leave while one of its requests waits. No read is pending on the connection then, so it is polled
 * from time to time: the end of the stream says that the client has gone, a byte is the first of its next request and is
 * kept for the reader.
 */
final class ClientDeparture implements Departure {
    private final SocketReading socket;
    private final Runnable readable;
    private final Set<Watcher> watchers = ConcurrentHashMap.newKeySet();
    /** Bytes that were read while polling; guarded by this. */
    private final ByteBuffer early = BufferUtil.allocate(1);

    /** Reads into a buffer in flush mode as an end point does, without blocking. */
    @FunctionalInterface
    interface SocketReading {
        int fill(ByteBuffer buffer) throws IOException;
    }

    /** Each is one of its own, whatever it runs. */
    private static final class Watcher {
        private final Runnable onGone;

        Watcher(Runnable onGone) {
            this.onGone = onGone;
        }
    }

    /**
     * @param socket reads the connection
     * @param readable calls the reader that waits for bytes
     */
    ClientDeparture(SocketReading socket, Runnable readable) {
        this.socket = socket;
        this.readable = readable;
    }

    @Override
    public Runnable watch(Runnable onGone) {
        Watcher watcher = new Watcher(onGone);
        watchers.add(watcher);
        return () -> watchers.remove(watcher);
    }

    /** Reads what came early, else from the connection. */
    synchronized int fill(ByteBuffer buffer) throws IOException {
        if (BufferUtil.isEmpty(early)) {
            return socket.fill(buffer);
        }
        int filled = BufferUtil.append(buffer, early);
        if (filled > 0) {
            BufferUtil.clear(early);
        }
        return filled;
    }

    /** To be called when a reader begins to wait for bytes: the selector knows nothing of those that were read already. */
    void tellOfBytes() {
        boolean any;
        synchronized (this) {
            any = BufferUtil.hasContent(early);
        }
        if (any) {
            readable.run();
        }
    }

    /** Polls the connection while a request waits. */
    void poll() {
        if (!watchers.isEmpty() && hasEnded()) {
            watchers.forEach(watcher -> {
                if (watchers.remove(watcher)) {
                    watcher.onGone.run();
                }
            });
        }
    }

    private synchronized boolean hasEnded() {
        if (watchers.isEmpty() || BufferUtil.hasContent(early)) {
            return false;
        }
        try {
            return socket.fill(early) < 0;
        } catch (IOException e) {
            return true;
        }
    }
}
