package me.fhir.chitchat.fuzz;

import java.net.http.WebSocket;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/** Sends a frame and then a ping: the connection has to answer both, in this order. */
final class FrameSender implements WebSocket.Listener, AutoCloseable {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":\"fuzz-ping\",\"method\":\"ping\"}";

    private final FuzzedServer server;
    private final StringBuilder partial = new StringBuilder();
    private final CompletableFuture<Boolean> answered = new CompletableFuture<>();
    private boolean internalError;
    private @Nullable WebSocket socket;

    private FrameSender(FuzzedServer server) {
        this.server = server;
    }

    static FrameSender connect(FuzzedServer server) {
        FrameSender sender = new FrameSender(server);
        sender.socket = server.client()
                .newWebSocketBuilder()
                .buildAsync(server.webSocket(), sender)
                .join();
        return sender;
    }

    void send(String frame) throws ExecutionException, InterruptedException {
        WebSocket open = socket;
        if (open == null) {
            throw new IllegalStateException("not connected");
        }
        open.sendText(frame, true).join();
        open.sendText(PING, true).join();
        try {
            if (answered.get(server.longest().toMillis(), TimeUnit.MILLISECONDS)) {
                throw new AssertionError("an internal error");
            }
        } catch (TimeoutException e) {
            throw new AssertionError("no answer within " + server.longest(), e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            String text = partial.toString();
            partial.setLength(0);
            internalError |= FuzzTarget.isInternalError(text);
            if (text.contains("\"fuzz-ping\"") && text.contains("\"result\"")) {
                answered.complete(internalError);
            }
        }
        webSocket.request(1);
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        answered.completeExceptionally(new AssertionError("closed with " + statusCode + " " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        answered.completeExceptionally(error);
    }

    @Override
    public void close() {
        WebSocket open = socket;
        if (open != null) {
            open.abort();
        }
    }
}
