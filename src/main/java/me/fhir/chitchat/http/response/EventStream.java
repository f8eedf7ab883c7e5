package me.fhir.chitchat.http.response;

import jakarta.servlet.AsyncContext;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import me.fhir.chitchat.http.admission.OutgoingBytes;

/**
 * Server-sent events to one client. Nothing here blocks: events wait in a queue that their source keeps short by asking
 * {@link #hasRoom} first. For any thread.
 */
public final class EventStream {
    private static final byte[] KEEP_ALIVE = ":\n\n".getBytes(StandardCharsets.UTF_8);

    private final NonBlockingResponse response;

    /**
     * A stream on a request that is asynchronous already, its headers set.
     *
     * @param outgoing counts what waits for the client
     * @param onRoom called when there is room again; must not block
     * @param onClose called once, when nothing more can be sent; must not block
     */
    public EventStream(AsyncContext context, OutgoingBytes outgoing, Runnable onRoom, Runnable onClose)
            throws IOException {
        this.response = new NonBlockingResponse(context, outgoing, onRoom, onClose);
    }

    /** Begins to send what is queued when the client can take it. */
    public void open() {
        response.open();
    }

    /** Queues one event with this JSON text as its data. */
    public void data(String json) {
        add(event(json).getBytes(StandardCharsets.UTF_8));
    }

    /**
     * One event with this JSON text as its data, on one line for every reader. JSON has line breaks between members
     * only, where they can go, and the separators of Unicode within strings only, where they can be escaped; many
     * clients' line readers end a line there.
     */
    public static String event(String json) {
        StringBuilder out = new StringBuilder(json.length() + 16).append("data: ");
        for (int i = 0; i < json.length(); i++) {
            char c = json.charAt(i);
            switch (c) {
                case '\r', '\n' -> {}
                case '\u0085' -> out.append("\\u0085");
                case '\u2028' -> out.append("\\u2028");
                case '\u2029' -> out.append("\\u2029");
                default -> out.append(c);
            }
        }
        return out.append("\n\n").toString();
    }

    /** Queues a comment, unless something that keeps the connection busy waits already. */
    public void keepAlive() {
        if (response.isIdle()) {
            add(KEEP_ALIVE);
        }
    }

    private void add(byte[] event) {
        if (response.hold(event.length)) {
            response.send(event);
        } else {
            // The client may follow again; what it missed is in the log.
            response.end();
        }
    }

    /** Whether its source may add more now. */
    public boolean hasRoom() {
        return response.hasRoom();
    }

    /** Ends the stream once everything queued is out. */
    public void finish() {
        response.finish();
    }
}
