package me.fhir.chitchat.websocket;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import me.fhir.chitchat.admission.UnreadBodyException;
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
    private static final long MOST_UNANSWERED_BYTES = 32L << 20;
    private static final int MOST_SUBSCRIPTIONS = 256;
    private static final long LONGEST_MESSAGE_SECONDS = 30;
    private static final Duration LONGEST_WAIT_FOR_ROOM = Duration.ofSeconds(5);
    private static final long LOOK_FOR_ROOM_MS = 50;
    /** Characters of a frame that are parsed where it was read: some hundred microseconds' worth. */
    private static final int MOST_PARSED_AT_ONCE = 32 * 1024;

    private static final String WELCOME = JsonRpcText.notification("welcome", "{\"ok\":true}");

    private final WebSocketEndpoint door;
    private final Map<String, Runnable> subscriptions = new ConcurrentHashMap<>();
    private final Answers answers;
    private final Outbound outbound;
    private final Socket socket;
    private volatile boolean open = true;
    private final Intake intake = new Intake();
    private final MessageAssembly incoming;
    private final AtomicLong unansweredBytes = new AtomicLong();
    private final AtomicBoolean demandOwed = new AtomicBoolean();

    Connection(WebSocketEndpoint door) {
        this.door = door;
        this.socket = new Socket(this, door.timer());
        this.outbound = new Outbound(socket, door.configuration().bound(), door.workers());
        this.answers = new Answers(this::deliver);
        this.incoming = new MessageAssembly(door.budget(), door.configuration().frameBytes());
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
            case OpCode.TEXT -> text(frame, callback, System.nanoTime() + LONGEST_WAIT_FOR_ROOM.toNanos());
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

    /** Takes a frame of a message; while the server has no room for it, nothing more is read. */
    private void text(Frame frame, Callback callback, long waitUntil) {
        MessageAssembly.Result result = incoming.add(frame.getPayload(), frame.isFin());
        if (result instanceof MessageAssembly.Result.NoRoom && open && System.nanoTime() < waitUntil) {
            var unused = door.timer()
                    .schedule(
                            () -> door.workers().execute(() -> text(frame, callback, waitUntil)),
                            LOOK_FOR_ROOM_MS,
                            TimeUnit.MILLISECONDS);
            return;
        }
        callback.succeed();
        if (result instanceof MessageAssembly.Result.Complete complete) {
            received(complete);
        } else if (result instanceof MessageAssembly.Result.Incomplete incomplete) {
            if (incomplete.first()) {
                closeIfIncompleteForLong(incoming.number());
            }
            socket.demand();
        } else if (result instanceof MessageAssembly.Result.TooLarge) {
            socket.close(
                    StatusCode.MESSAGE_TOO_LARGE,
                    "A message may have " + door.configuration().frameBytes() + " bytes.");
        } else if (result instanceof MessageAssembly.Result.NotUtf8) {
            socket.close(StatusCode.BAD_PAYLOAD, "The message is not UTF-8.");
        } else {
            incoming.discard();
            socket.close(StatusCode.TRY_AGAIN_LATER, UnreadBodyException.BUSY);
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

    private void closeIfIncompleteForLong(long message) {
        var unused = door.timer()
                .schedule(
                        () -> {
                            if (incoming.isIncomplete(message)) {
                                socket.close(
                                        StatusCode.POLICY_VIOLATION,
                                        "A message must be complete within 30 seconds of its first byte.");
                            }
                        },
                        LONGEST_MESSAGE_SECONDS,
                        TimeUnit.SECONDS);
    }

    private void received(MessageAssembly.Result.Complete message) {
        if (!intake.received()) {
            message.lease().close();
            return;
        }
        unansweredBytes.addAndGet(message.bytes());
        Runnable answered = () -> {
            message.lease().close();
            unansweredBytes.addAndGet(-message.bytes());
            demandIfOwed();
        };
        String text = message.text();
        if (text.length() > MOST_PARSED_AT_ONCE) {
            door.workers().execute(() -> handle(text, answered));
        } else {
            handle(text, answered);
        }
    }

    private void handle(String text, Runnable answered) {
        JsonRpcMessage message = JsonRpcMessage.parse(text);
        if (message instanceof JsonRpcMessage.Invalid invalid) {
            refuse(invalid.id(), invalid.error());
            answered.run();
            return;
        }
        JsonRpcMessage.Request request = (JsonRpcMessage.Request) message;
        RpcMethod method = door.methods().get(request.method());
        if (method == null) {
            refuse(
                    request.id(),
                    JsonRpcError.of(
                            JsonRpcError.METHOD_NOT_FOUND, "There is no method " + shortened(request.method()) + "."));
            answered.run();
        } else if (method instanceof RpcMethod.Submitting submitting) {
            passOn(request, submit(submitting.call(), request), answered);
        } else if (method instanceof RpcMethod.LookingUp lookingUp) {
            door.workers().execute(() -> passOn(request, submit(lookingUp.call(), request), answered));
        } else if (method instanceof RpcMethod.Reading reading) {
            answers.whenEmpty(() -> door.workers().execute(() -> passOn(request, read(reading, request), answered)));
        }
    }

    private static String shortened(String name) {
        return name.length() > 200 ? name.substring(0, 200) + "…" : name;
    }

    /** Leaves the rest to the answers and goes on to the next frame. */
    private void passOn(JsonRpcMessage.Request request, CompletableFuture<Answer> answer, Runnable answered) {
        answers.add(request.id(), answer);
        var unused = answer.whenComplete((value, failure) -> answered.run());
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
        return answers.size() < MOST_UNANSWERED && unansweredBytes.get() < MOST_UNANSWERED_BYTES && outbound.room();
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
        incoming.discard();
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

    /** Refuses a further subscription when there are as many as one connection may have. */
    void requireRoomForSubscription() {
        if (subscriptions.size() >= MOST_SUBSCRIPTIONS) {
            throw JsonRpcException.invalidParams("A connection may have " + MOST_SUBSCRIPTIONS
                    + " subscriptions; end one with unsubscribe, or open another connection.");
        }
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
