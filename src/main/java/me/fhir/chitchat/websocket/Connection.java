package me.fhir.chitchat.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.jsonrpc.JsonRpcError;
import me.fhir.chitchat.jsonrpc.JsonRpcException;
import me.fhir.chitchat.jsonrpc.JsonRpcMessage;
import me.fhir.chitchat.jsonrpc.JsonRpcText;
import me.fhir.chitchat.orchestrator.LiveFeed;
import me.fhir.chitchat.orchestrator.Publication;
import me.fhir.chitchat.wire.EventJson;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Frame;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.api.StatusCode;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;

/**
 * One client. Its frames are answered in their order: appends are submitted as they arrive and wait for their commits side
 * by side, everything else waits for what came before it. No frame is read while too many are unanswered. Frames arrive on
 * a thread that reads for many connections: what may take long goes on elsewhere, and the next frame is asked for after it.
 */
public final class Connection implements Session.Listener {
    private static final Publication.Envelope EVENT =
            new Publication.Envelope(JsonRpcText.notificationStart("event"), "}");

    private static final int MOST_UNANSWERED = 256;
    /** Characters of a frame that are parsed where it was read: some hundred microseconds' worth. */
    private static final int MOST_PARSED_AT_ONCE = 32 * 1024;

    private static final String WELCOME = JsonRpcText.notification("welcome", "{\"ok\":true}");

    private final WebSocketDoor door;
    private final Map<String, Runnable> subscriptions = new ConcurrentHashMap<>();
    private final Answers answers;
    private final Outbound outbound;
    private final Socket socket;
    private volatile boolean open = true;
    private final TextMessage message;
    private final Intake intake = new Intake();
    private final AtomicBoolean demandOwed = new AtomicBoolean();

    Connection(WebSocketDoor door) {
        this.door = door;
        this.socket = new Socket(this, door.timer());
        this.outbound = new Outbound(socket, door.configuration().bound(), door.workers());
        this.message = new TextMessage(door.configuration().frameBytes());
        this.answers = new Answers(this::deliver);
    }

    static ByteBuffer utf8(String text) {
        return ByteBuffer.wrap(text.getBytes(StandardCharsets.UTF_8));
    }

    static ByteBuffer frame(Publication event) {
        return event.bytes(EVENT);
    }

    static ByteBuffer frame(Guidance guidance) {
        return utf8(JsonRpcText.notification("guidance", EventJson.guidance(guidance)));
    }

    @Override
    public void onWebSocketOpen(Session session) {
        socket.opened(session);
        door.opened(this);
        outbound.live(utf8(WELCOME));
        session.demand();
    }

    @Override
    public void onWebSocketFrame(Frame frame, Callback callback) {
        switch (frame.getEffectiveOpCode()) {
            case OpCode.TEXT -> text(frame, callback);
            case OpCode.BINARY -> binary(frame, callback);
            case OpCode.PING -> {
                socket.pong(frame.getPayload());
                callback.succeed();
                socket.demand();
            }
            case OpCode.PONG -> {
                callback.succeed();
                socket.demand();
            }
            // Jetty answers the client's close frame.
            default -> callback.succeed();
        }
    }

    private void text(Frame frame, Callback callback) {
        boolean fits = message.add(frame.getPayload());
        callback.succeed();
        if (!fits) {
            socket.close(StatusCode.MESSAGE_TOO_LARGE, "The message is too large.");
        } else if (!frame.isFin()) {
            socket.demand();
        } else {
            message.take()
                    .ifPresentOrElse(
                            this::received, () -> socket.close(StatusCode.BAD_PAYLOAD, "The message is not UTF-8."));
        }
    }

    private void binary(Frame frame, Callback callback) {
        callback.succeed();
        if (!frame.isFin()) {
            socket.demand();
        } else if (intake.received()) {
            refuse(
                    JsonRpcMessage.NO_ID,
                    JsonRpcError.of(JsonRpcError.INVALID_REQUEST, "Requests are text frames; this one was binary."));
        }
    }

    private void received(String text) {
        if (!intake.received()) {
            return;
        }
        if (text.length() > MOST_PARSED_AT_ONCE) {
            door.workers().execute(() -> handle(text));
        } else {
            handle(text);
        }
    }

    private void handle(String text) {
        JsonRpcMessage message = JsonRpcMessage.parse(text);
        if (message instanceof JsonRpcMessage.Invalid invalid) {
            refuse(invalid.id(), invalid.error());
            return;
        }
        JsonRpcMessage.Request request = (JsonRpcMessage.Request) message;
        RpcMethod method = door.methods().get(request.method());
        if (method == null) {
            refuse(
                    request.id(),
                    JsonRpcError.of(JsonRpcError.METHOD_NOT_FOUND, "There is no method " + request.method() + "."));
        } else if (method instanceof RpcMethod.Submitting submitting) {
            passOn(request, submit(submitting.call(), request));
        } else if (method instanceof RpcMethod.LookingUp lookingUp) {
            door.workers().execute(() -> passOn(request, submit(lookingUp.call(), request)));
        } else if (method instanceof RpcMethod.Reading reading) {
            answers.whenEmpty(() -> door.workers().execute(() -> passOn(request, read(reading, request))));
        }
    }

    /** Leaves the rest to the answers and goes on to the next frame. */
    private void passOn(JsonRpcMessage.Request request, CompletableFuture<Answer> answer) {
        answers.add(request.id(), answer);
        intake.passedOn();
        demand();
    }

    private static CompletableFuture<Answer> submit(RpcMethod.Submit method, JsonRpcMessage.Request request) {
        try {
            return method.call(request.params());
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private CompletableFuture<Answer> read(RpcMethod.Reading method, JsonRpcMessage.Request request) {
        try {
            return CompletableFuture.completedFuture(method.call().call(this, request.params()));
        } catch (RuntimeException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private void refuse(String id, JsonRpcError error) {
        answers.add(id, CompletableFuture.failedFuture(new JsonRpcException(error)));
        intake.passedOn();
        demand();
    }

    /** Called in the order of the requests. */
    private void deliver(String id, @Nullable Answer answer, @Nullable Throwable failure) {
        if (failure != null || answer == null) {
            Throwable cause = failure == null ? new IllegalStateException("a method without an answer") : failure;
            outbound.answer(utf8(JsonRpcText.error(id, RpcErrors.of(cause))));
        } else if (answer.result() instanceof Answer.Result.Text text) {
            outbound.answer(utf8(JsonRpcText.result(id, text.json())));
        } else if (answer.result() instanceof Answer.Result.Pieces pieces) {
            outbound.answer(pieces.answer(id));
        }
        if (answer != null && answer.then() != null) {
            answer.then().run();
        }
        demandIfOwed();
    }

    /** Asks for the next frame, now or when there is room for its answer. */
    private void demand() {
        if (room()) {
            socket.demand();
            return;
        }
        demandOwed.set(true);
        demandIfOwed();
    }

    private boolean room() {
        return answers.size() < MOST_UNANSWERED && outbound.room();
    }

    /** Goes on reading once there is room again. */
    void demandIfOwed() {
        // Reading may run a method right here; the threads that send must not do that.
        if (demandOwed.get() && room() && demandOwed.compareAndSet(true, false)) {
            door.workers().execute(socket::demand);
        }
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        ended();
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
        ended();
        callback.succeed();
    }

    private void ended() {
        open = false;
        outbound.close();
        subscriptions.keySet().forEach(this::end);
        door.closed(this);
    }

    Outbound outbound() {
        return outbound;
    }

    Socket socket() {
        return socket;
    }

    void overflowed() {
        door.overflowed();
    }

    /** Takes no further frames; what was received is still answered. */
    void readNoMore() {
        intake.close();
        socket.readNoMore();
    }

    /** Whether every frame that was received has its answer on the wire. */
    boolean quiet() {
        return !open || (intake.empty() && answers.size() == 0 && outbound.answered());
    }

    /** Remembers how to end a subscription. */
    void keep(String subId, Runnable end) {
        subscriptions.put(subId, end);
        if (!open) {
            end(subId);
        }
    }

    void end(String subId) {
        Runnable end = subscriptions.remove(subId);
        if (end != null) {
            end.run();
        }
    }

    /** Where this connection's live events go. */
    LiveFeed.Sink sink() {
        return new LiveFeed.Sink() {
            @Override
            public void event(Publication event) {
                outbound.live(frame(event));
            }

            @Override
            public void guidance(Guidance guidance) {
                outbound.live(frame(guidance));
            }

            @Override
            public void lost() {
                socket.close(1012, "The data was taken away; connect again.");
            }
        };
    }
}
