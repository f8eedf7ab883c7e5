package me.fhir.chitchat.admission;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Deque;
import me.fhir.chitchat.concurrent.SerialAction;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * One answer on its way: server-sent events, or a whole body. Nothing here blocks, however slowly the client reads:
 * frames wait in a queue that its feeder keeps short by asking {@link #hasRoom} first. For any thread.
 */
public final class EventStream implements WriteListener, AsyncListener {
    private static final byte[] KEEP_ALIVE = ":\n\n".getBytes(StandardCharsets.UTF_8);
    private static final int MAX_FRAMES = 16;
    private static final long MAX_BYTES = 1L << 20;

    /** Bytes written at a time, so that it shows whether the client of a large frame reads at all. */
    private static final int PORTION = 128 * 1024;

    /** A frame above this size is taken only when the server has room for it. */
    private static final int LARGE_FRAME = 64 * 1024;

    private final AsyncContext context;
    private final OutgoingBytes.Account account;
    private final ServletOutputStream out;
    private final Deque<byte[]> queue = new ArrayDeque<>();
    private final SerialAction draining = new SerialAction(this::drain);
    private final Runnable onRoom;
    private final Runnable onClose;
    private long queuedBytes;
    /** The frame that is being written. The container keeps it until the client has taken it. */
    private byte @Nullable [] sending;

    private int written;
    private boolean started;
    private boolean finishing;
    private boolean closed;
    private boolean unflushed;

    /**
     * A stream on a request that is asynchronous already, its headers set.
     *
     * @param outgoing counts what waits for the client
     * @param onRoom called when there is room again; must not block
     * @param onClose called once, when nothing more can be sent; must not block
     */
    public EventStream(AsyncContext context, OutgoingBytes outgoing, Runnable onRoom, Runnable onClose)
            throws IOException {
        this.context = context;
        this.account = outgoing.open(this::end);
        this.out = context.getResponse().getOutputStream();
        this.onRoom = onRoom;
        this.onClose = onClose;
    }

    /** Asks the container for a call when the client can take more. */
    public void open() {
        context.addListener(this);
        out.setWriteListener(this);
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

    /** Sends a whole answer and ends; 503 when there is no room for it. */
    public static void whole(AsyncContext context, OutgoingBytes outgoing, byte[] body) throws IOException {
        EventStream answer = new EventStream(context, outgoing, () -> {}, () -> {});
        if (body.length < LARGE_FRAME) {
            answer.account.hold(body.length);
        } else if (!answer.account.tryHold(body.length)) {
            answer.sendBusy(OutgoingBytes.BUSY);
            return;
        }
        answer.sendWhole(body);
    }

    /** Says with 503 that the server has too much to do, and ends. */
    public static void busy(AsyncContext context, OutgoingBytes outgoing, String sentence) throws IOException {
        new EventStream(context, outgoing, () -> {}, () -> {}).sendBusy(sentence);
    }

    private void sendBusy(String sentence) {
        if (context.getResponse() instanceof HttpServletResponse response) {
            response.setStatus(HttpServletResponse.SC_SERVICE_UNAVAILABLE);
            response.setContentType("application/json");
            response.setHeader("Retry-After", "5");
        }
        byte[] body = JsonWriter.object(json -> json.text("error", sentence)).getBytes(StandardCharsets.UTF_8);
        account.hold(body.length);
        sendWhole(body);
    }

    private void sendWhole(byte[] body) {
        context.getResponse().setContentLength(body.length);
        open();
        queue(body);
        finish();
    }

    /** Queues a comment, unless something that keeps the connection busy waits already. */
    public void keepAlive() {
        synchronized (this) {
            if (!queue.isEmpty() || sending != null) {
                return;
            }
        }
        add(KEEP_ALIVE);
    }

    private void add(byte[] frame) {
        if (frame.length < LARGE_FRAME) {
            account.hold(frame.length);
        } else if (!account.tryHold(frame.length)) {
            // The client may follow the task again; what it missed is in the log.
            end();
            return;
        }
        queue(frame);
    }

    private void queue(byte[] frame) {
        synchronized (this) {
            if (closed || finishing) {
                account.release(frame.length);
                return;
            }
            queue.add(frame);
            queuedBytes += frame.length;
        }
        draining.run();
    }

    /** Whether its feeder may add more now. */
    public synchronized boolean hasRoom() {
        return !closed && !finishing && queue.size() < MAX_FRAMES && queuedBytes < MAX_BYTES;
    }

    /** Ends the stream once everything queued is out. */
    public void finish() {
        synchronized (this) {
            finishing = true;
        }
        draining.run();
    }

    @Override
    public void onWritePossible() {
        synchronized (this) {
            started = true;
        }
        draining.run();
    }

    /** Writes as long as the client takes it; one thread at a time. */
    private void drain() {
        try {
            write();
        } catch (IOException | RuntimeException e) {
            // The client has gone.
            end();
        }
    }

    private void write() throws IOException {
        boolean wrote = false;
        while (writable() && out.isReady()) {
            // It is ready, so the portion before has left.
            byte[] frame = current();
            if (frame != null) {
                int portion = Math.min(PORTION, frame.length - written);
                out.write(frame, written, portion);
                written += portion;
                account.progressed();
                unflushed = true;
                wrote = true;
            } else if (unflushed) {
                unflushed = false;
                out.flush();
            } else {
                if (done()) {
                    end();
                }
                break;
            }
        }
        if (wrote && hasRoom()) {
            onRoom.run();
        }
    }

    private synchronized boolean writable() {
        return started && !closed;
    }

    /** The frame to write from; one that has left altogether makes room for the next. */
    private synchronized byte @Nullable [] current() {
        byte[] frame = sending;
        if (frame != null && written < frame.length) {
            return frame;
        }
        if (frame != null) {
            queuedBytes -= frame.length;
            account.release(frame.length);
        }
        written = 0;
        sending = closed ? null : queue.poll();
        return sending;
    }

    private synchronized boolean done() {
        return finishing && queue.isEmpty() && sending == null;
    }

    private void end() {
        synchronized (this) {
            if (closed) {
                return;
            }
            closed = true;
            queue.forEach(frame -> account.release(frame.length));
            queue.clear();
        }
        onClose.run();
        try {
            context.complete();
        } catch (IllegalStateException e) {
            // The container has ended it already.
            account.close();
        }
    }

    /** The container holds nothing of it any more. */
    private void gone() {
        end();
        account.close();
    }

    @Override
    public void onError(Throwable failure) {
        gone();
    }

    @Override
    public void onError(AsyncEvent event) {
        gone();
    }

    @Override
    public void onTimeout(AsyncEvent event) {
        end();
    }

    @Override
    public void onComplete(AsyncEvent event) {
        gone();
    }

    @Override
    public void onStartAsync(AsyncEvent event) {
        // Never started again.
    }
}
