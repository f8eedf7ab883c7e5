package me.fhir.chitchat.history;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.URI;
import java.net.http.WebSocket;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** One connection of a client. Calls come from one thread; notifications are handed on by the socket's. */
final class RpcSession implements WebSocket.Listener, AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration ANSWER = Duration.ofSeconds(6);

    /** Sees every frame, and the params of every {@code event}. */
    interface Watcher {
        void frame(String text);

        void event(RpcSession session, JsonNode event);
    }

    private final Watcher watcher;
    private final Map<Long, CompletableFuture<JsonNode>> pending = new ConcurrentHashMap<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final AtomicLong ids = new AtomicLong();
    private final StringBuilder partial = new StringBuilder();
    private volatile @Nullable WebSocket socket;

    private RpcSession(Watcher watcher) {
        this.watcher = watcher;
    }

    /** Connects; {@code announce} gets the session before any frame of it is handed on. */
    static RpcSession open(RunContext run, String query, Watcher watcher, Consumer<RpcSession> announce)
            throws LostConnection {
        RpcSession session = new RpcSession(watcher);
        announce.accept(session);
        URI address = URI.create(run.server().webSocket() + "/api/ws" + query);
        session.socket =
                within(run.http().newWebSocketBuilder().connectTimeout(ANSWER).buildAsync(address, session));
        return session;
    }

    private static <T> T within(CompletableFuture<T> future) throws LostConnection {
        try {
            return future.get(ANSWER.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            future.cancel(true);
            throw new LostConnection(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new LostConnection(e);
        }
    }

    JsonNode call(String method, ObjectNode params) throws LostConnection, RefusedCall {
        WebSocket open = socket;
        if (open == null) {
            throw new LostConnection("not connected");
        }
        long id = ids.incrementAndGet();
        CompletableFuture<JsonNode> answer = new CompletableFuture<>();
        pending.put(id, answer);
        if (closed.isDone()) {
            throw new LostConnection("closed");
        }
        ObjectNode request = JSON.createObjectNode();
        request.put("jsonrpc", "2.0").put("id", id).put("method", method).set("params", params);
        within(open.sendText(request.toString(), true));
        JsonNode frame = within(answer);
        pending.remove(id);
        if (frame.has("error")) {
            JsonNode error = frame.get("error");
            throw new RefusedCall(
                    error.path("code").intValue(), error.path("message").asText());
        }
        return frame.get("result");
    }

    /** Waits until the connection is gone, or for some time. */
    boolean awaitClosed(Duration time) {
        try {
            closed.get(time.toMillis(), TimeUnit.MILLISECONDS);
            return true;
        } catch (TimeoutException e) {
            return false;
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return true;
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            String text = partial.toString();
            partial.setLength(0);
            received(text);
        }
        webSocket.request(1);
        return null;
    }

    private void received(String text) {
        watcher.frame(text);
        JsonNode frame;
        try {
            frame = JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
        if (frame.path("method").asText().equals("event")) {
            watcher.event(this, frame.get("params"));
        } else if (frame.path("id").isIntegralNumber()) {
            CompletableFuture<JsonNode> waiting = pending.get(frame.get("id").longValue());
            if (waiting != null) {
                waiting.complete(frame);
            }
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        end(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        end(-1);
    }

    private void end(int code) {
        closed.complete(code);
        LostConnection lost = new LostConnection("closed with " + code);
        pending.values().forEach(waiting -> waiting.completeExceptionally(lost));
    }

    /** Breaks the connection off, as a network does. */
    @Override
    public void close() {
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
        end(-1);
    }
}
