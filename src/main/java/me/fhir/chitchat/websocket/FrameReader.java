package me.fhir.chitchat.websocket;

import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.http.admission.UnreadBodyException;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcErrorCode;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Frame;
import org.jspecify.annotations.Nullable;

/**
 * Reads the frames of one connection and passes complete messages on. Frames arrive on a thread that reads for many
 * connections, so nothing blocks here; the next frame arrives only after it was asked for.
 */
final class FrameReader {
    private static final long MAX_MESSAGE_SECONDS = 30;
    private static final Duration MAX_WAIT_FOR_ROOM = Duration.ofSeconds(5);
    private static final long ROOM_CHECK_MS = 50;

    /** How long the rest of a refused message is read and dropped, and how long its client may be silent meanwhile. */
    private static final Duration MAX_DROPPING = Duration.ofSeconds(10);

    private static final long MAX_SILENCE_MS = 500;

    private final Socket socket;
    private final FlowControl flow;
    private final RequestDispatcher dispatcher;
    private final MessageAssembly incoming;
    private final int maxMessageBytes;
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private volatile boolean closed;
    private volatile @Nullable RefusedMessage refusal;

    private volatile long lastDropped;

    /** Why a message is not taken, and how long its rest is waited for. */
    private record RefusedMessage(CloseCode code, String reason, long until) {}

    FrameReader(Socket socket, FlowControl flow, RequestDispatcher dispatcher, ConnectionServices services) {
        this.socket = socket;
        this.flow = flow;
        this.dispatcher = dispatcher;
        this.maxMessageBytes = services.configuration().frameBytes();
        this.incoming = new MessageAssembly(services.budgets().incoming(), maxMessageBytes);
        this.workers = services.workers();
        this.timer = services.timer();
    }

    void read(Frame frame, Callback callback) {
        switch (Frame.Type.from(frame.getEffectiveOpCode())) {
            case TEXT -> text(frame, callback, System.nanoTime() + MAX_WAIT_FOR_ROOM.toNanos());
            case BINARY -> binary(frame, callback);
            case PING -> {
                socket.pong(frame.getPayload());
                callback.succeed();
                socket.demand();
            }
            case PONG -> {
                callback.succeed();
                socket.demand();
            }
            // Jetty answers the client's close frame.
            default -> callback.succeed();
        }
    }

    /** Adds a frame to its message; while the server has no room for it, nothing more is read. */
    private void text(Frame frame, Callback callback, long waitUntil) {
        RefusedMessage refused = refusal;
        if (refused != null) {
            callback.succeed();
            dropAndClose(frame, refused);
            return;
        }
        MessageAssembly.Assembled result = incoming.add(frame.getPayload(), frame.isFin());
        if (result instanceof MessageAssembly.Assembled.NoRoom && !closed && System.nanoTime() < waitUntil) {
            var unused = timer.schedule(
                    () -> workers.execute(() -> text(frame, callback, waitUntil)),
                    ROOM_CHECK_MS,
                    TimeUnit.MILLISECONDS);
            return;
        }
        callback.succeed();
        if (result instanceof MessageAssembly.Assembled.Complete complete) {
            complete(complete);
        } else if (result instanceof MessageAssembly.Assembled.Incomplete incomplete) {
            if (incomplete.first()) {
                closeIfIncompleteForLong(incoming.number());
            }
            socket.demand();
        } else if (result instanceof MessageAssembly.Assembled.TooLarge) {
            refuse(frame, CloseCode.MESSAGE_TOO_BIG, "A message may have " + maxMessageBytes + " bytes.");
        } else if (result instanceof MessageAssembly.Assembled.NotUtf8) {
            String reason = "The message is not UTF-8.";
            dispatcher.closesFor("(a message that is not UTF-8)", CloseCode.INVALID_PAYLOAD, reason);
            socket.close(CloseCode.INVALID_PAYLOAD, reason);
        } else {
            incoming.discard();
            refuse(frame, CloseCode.TRY_AGAIN_LATER, UnreadBodyException.BUSY);
        }
    }

    /**
     * Closes after the message, which is dropped: a client receives the close reason only once it has sent all of it.
     * Jetty ends the connection with the close frame, and a client that is still sending would see a broken connection.
     */
    private void refuse(Frame frame, CloseCode code, String reason) {
        dispatcher.closesFor(
                code == CloseCode.MESSAGE_TOO_BIG
                        ? "(a message of more than " + maxMessageBytes + " bytes)"
                        : "(a message for which there was no room)",
                code,
                reason);
        RefusedMessage refused = new RefusedMessage(code, reason, System.nanoTime() + MAX_DROPPING.toNanos());
        refusal = refused;
        dropAndClose(frame, refused);
        closeIfSilent(refused);
    }

    private void dropAndClose(Frame frame, RefusedMessage refused) {
        lastDropped = System.nanoTime();
        if (frame.isFin()) {
            socket.close(refused.code(), refused.reason());
        } else {
            socket.demand();
        }
    }

    private void closeIfSilent(RefusedMessage refused) {
        if (closed) {
            return;
        }
        long now = System.nanoTime();
        if (now - refused.until() >= 0 || now - lastDropped >= TimeUnit.MILLISECONDS.toNanos(MAX_SILENCE_MS)) {
            socket.close(refused.code(), refused.reason());
            return;
        }
        var unused = timer.schedule(() -> closeIfSilent(refused), MAX_SILENCE_MS, TimeUnit.MILLISECONDS);
    }

    private void complete(MessageAssembly.Assembled.Complete message) {
        if (!flow.accept()) {
            message.lease().close();
            return;
        }
        flow.holding(message.bytes());
        dispatcher.dispatch(message.text(), () -> {
            message.lease().close();
            flow.answered(message.bytes());
        });
    }

    private void binary(Frame frame, Callback callback) {
        callback.succeed();
        if (!frame.isFin()) {
            socket.demand();
        } else if (flow.accept()) {
            dispatcher.refuseUnread(
                    "(a binary message)",
                    JsonRpcError.of(
                            JsonRpcErrorCode.INVALID_REQUEST, "Requests are text frames; this one was binary."));
        }
    }

    private void closeIfIncompleteForLong(long message) {
        var unused = timer.schedule(
                () -> {
                    if (incoming.isIncomplete(message)) {
                        socket.close(
                                CloseCode.POLICY_VIOLATION,
                                "A message must be complete within " + MAX_MESSAGE_SECONDS
                                        + " seconds of its first byte.");
                    }
                },
                MAX_MESSAGE_SECONDS,
                TimeUnit.SECONDS);
    }

    /** The connection has ended. */
    void close() {
        closed = true;
        incoming.discard();
    }
}
