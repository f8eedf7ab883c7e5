package me.fhir.chitchat.http.response;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ServletOutputStream;
import jakarta.servlet.WriteListener;
import java.io.IOException;
import me.fhir.chitchat.http.admission.OutgoingBytes;
import me.fhir.chitchat.runtime.concurrent.SerialAction;

/**
 * Writes queued chunks to one client as fast as it reads. Nothing here blocks, however slowly that is. For any thread.
 */
final class NonBlockingResponse implements WriteListener, AsyncListener {
    /** Bytes written at a time, so that it shows whether the client of a large chunk reads at all. */
    private static final int PORTION = 128 * 1024;

    /** A chunk above this size is taken only when the server has room for it. */
    private static final int LARGE_CHUNK = 64 * 1024;

    private final AsyncContext context;
    private final OutgoingBytes.Account account;
    private final ServletOutputStream out;
    private final ChunkQueue queue;
    private final SerialAction draining = new SerialAction(this::drain);
    private final Runnable onRoom;
    private final Runnable onClose;
    private boolean unflushed;

    /**
     * A response to a request that is asynchronous already, its headers set.
     *
     * @param outgoing counts what waits for the client
     * @param onRoom called when there is room again; must not block
     * @param onClose called once, when nothing more can be sent; must not block
     */
    NonBlockingResponse(AsyncContext context, OutgoingBytes outgoing, Runnable onRoom, Runnable onClose)
            throws IOException {
        this.context = context;
        this.account = outgoing.open(this::end);
        this.queue = new ChunkQueue(account);
        this.out = context.getResponse().getOutputStream();
        this.onRoom = onRoom;
        this.onClose = onClose;
    }

    /** Asks the container for a call when the client can take more. */
    void open() {
        context.addListener(this);
        out.setWriteListener(this);
    }

    /** Takes room for bytes to be sent; false when they are many and the server has none for them. */
    boolean hold(int bytes) {
        if (bytes < LARGE_CHUNK) {
            account.hold(bytes);
            return true;
        }
        return account.tryHold(bytes);
    }

    /** Takes room for bytes that must be sent, such as a refusal. */
    void mustHold(int bytes) {
        account.hold(bytes);
    }

    /** Queues bytes for which room is held. */
    void send(byte[] chunk) {
        queue.add(chunk);
        draining.run();
    }

    /** Whether nothing waits for the client. */
    boolean isIdle() {
        return queue.isEmpty();
    }

    boolean hasRoom() {
        return queue.hasRoom();
    }

    /** Ends the response once everything queued is out. */
    void finish() {
        queue.finish();
        draining.run();
    }

    @Override
    public void onWritePossible() {
        queue.start();
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
        while (queue.isWritable() && out.isReady()) {
            // It is ready, so the portion before has left.
            byte[] chunk = queue.current();
            if (chunk != null) {
                int offset = queue.offset();
                int portion = Math.min(PORTION, chunk.length - offset);
                out.write(chunk, offset, portion);
                queue.wrote(portion);
                account.progressed();
                unflushed = true;
                wrote = true;
            } else if (unflushed) {
                unflushed = false;
                out.flush();
            } else {
                if (queue.isFinished()) {
                    end();
                }
                break;
            }
        }
        if (wrote && hasRoom()) {
            onRoom.run();
        }
    }

    /** Ends the response; what waits is dropped. */
    void end() {
        if (!queue.close()) {
            return;
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
