package me.fhir.chitchat.connect;

import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/** One WebSocket to the server with the code of a seat. Calls are made by one thread. */
final class SeatConnection implements WebSocket.Listener, AutoCloseable {
    private static final Duration RESPONSE_TIMEOUT = Duration.ofSeconds(60);
    /** After so long without an answer the server is asked for a sign: a break may come without an error. */
    private static final Duration SILENCE = Duration.ofSeconds(3);

    /** The same while nothing is asked of it. */
    private static final Duration IDLE = Duration.ofSeconds(20);

    private static final Duration PONG_WITHIN = Duration.ofSeconds(8);
    private static final int NOT_FOUND = 404;

    private final Map<String, CompletableFuture<Json.Object>> calls = new ConcurrentHashMap<>();
    /** Empty once the connection is closed. */
    private final BlockingQueue<Optional<Json.Object>> notifications = new LinkedBlockingQueue<>();

    private final AtomicInteger nextId = new AtomicInteger();
    private final StringBuilder partial = new StringBuilder();
    private volatile boolean closed;
    private volatile CompletableFuture<Boolean> pong = new CompletableFuture<>();
    private @Nullable WebSocket socket;

    private SeatConnection() {}

    static SeatConnection open(HttpClient http, SeatLink link)
            throws IOException, SeatGoneException, InterruptedException {
        SeatConnection connection = new SeatConnection();
        try {
            connection.socket = http.newWebSocketBuilder()
                    .header("Authorization", "Bearer " + link.code())
                    .header("User-Agent", "chitchat-connect")
                    .connectTimeout(RESPONSE_TIMEOUT)
                    .buildAsync(link.webSocket(), connection)
                    .get(RESPONSE_TIMEOUT.toSeconds(), TimeUnit.SECONDS);
            return connection;
        } catch (ExecutionException e) {
            if (e.getCause() instanceof WebSocketHandshakeException refused
                    && refused.getResponse().statusCode() == NOT_FOUND) {
                throw new SeatGoneException("This code is invalid or has been replaced.");
            }
            throw new IOException("no connection: " + e.getCause(), e);
        } catch (TimeoutException e) {
            throw new IOException("no connection in time", e);
        }
    }

    /** An answer that is an error; the connection goes on. */
    static final class SeatRefusedException extends Exception {
        private final long code;

        SeatRefusedException(long code, String sentence) {
            super(sentence);
            this.code = code;
        }

        long code() {
            return code;
        }
    }

    /**
     * Calls a method and waits for its result.
     *
     * @param params a JSON object
     */
    Json.Object call(String method, String params) throws IOException, SeatRefusedException, InterruptedException {
        String id = String.valueOf(nextId.incrementAndGet());
        CompletableFuture<Json.Object> answer = new CompletableFuture<>();
        calls.put(id, answer);
        try {
            // Looked at once the call is known, so that the connection's end completes it or is seen here.
            WebSocket open = socket;
            if (closed || open == null) {
                throw new IOException("the connection is closed");
            }
            String request = JsonWriter.object(json -> json.text("jsonrpc", "2.0")
                    .text("id", id)
                    .text("method", method)
                    .raw("params", params));
            // On a connection that breaks meanwhile, sending may never end; then the answer is the first to know.
            var unused = open.sendText(request, true).exceptionally(e -> {
                answer.completeExceptionally(e);
                return open;
            });
            Json.Object frame = await(answer, open);
            Json.Object error = frame.object("error");
            if (error != null) {
                throw new SeatRefusedException(SeatState.number(error, "code"), String.valueOf(error.text("message")));
            }
            Json.Object result = frame.object("result");
            return result == null ? Json.Object.EMPTY : result;
        } catch (ExecutionException | TimeoutException e) {
            throw new IOException(method + " was not answered", e);
        } finally {
            calls.remove(id);
        }
    }

    /** How many calls wait for their answer. */
    int unanswered() {
        return calls.size();
    }

    private Json.Object await(CompletableFuture<Json.Object> answer, WebSocket open)
            throws IOException, InterruptedException, ExecutionException, TimeoutException {
        long end = System.nanoTime() + RESPONSE_TIMEOUT.toNanos();
        while (true) {
            try {
                return answer.get(SILENCE.toMillis(), TimeUnit.MILLISECONDS);
            } catch (TimeoutException e) {
                requireAlive(open);
                if (System.nanoTime() >= end) {
                    throw e;
                }
            }
        }
    }

    /** The next notification {@code {method, params}}; waits for it. */
    Json.Object next() throws IOException, InterruptedException {
        while (true) {
            Optional<Json.Object> next = notifications.poll(IDLE.toMillis(), TimeUnit.MILLISECONDS);
            if (next != null) {
                return next.orElseThrow(() -> new IOException("the connection was closed"));
            }
            WebSocket open = socket;
            if (open != null) {
                requireAlive(open);
            }
        }
    }

    /** Asks the server for a pong. */
    private void requireAlive(WebSocket open) throws IOException, InterruptedException {
        CompletableFuture<Boolean> asked = new CompletableFuture<>();
        pong = asked;
        var unused = open.sendPing(ByteBuffer.allocate(0)).exceptionally(e -> {
            asked.completeExceptionally(e);
            return open;
        });
        try {
            asked.get(PONG_WITHIN.toMillis(), TimeUnit.MILLISECONDS);
        } catch (ExecutionException | TimeoutException e) {
            open.abort();
            throw new IOException("the server does not answer", e);
        }
    }

    @Override
    public @Nullable CompletionStage<?> onPong(WebSocket webSocket, ByteBuffer message) {
        pong.complete(true);
        webSocket.request(1);
        return null;
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        webSocket.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        partial.append(data);
        if (last) {
            Json.Object frame = Json.objectOrNull(partial.toString());
            partial.setLength(0);
            if (frame != null) {
                dispatch(frame);
            }
        }
        webSocket.request(1);
        return null;
    }

    private void dispatch(Json.Object frame) {
        String id = frame.text("id");
        CompletableFuture<Json.Object> call = id == null ? null : calls.get(id);
        if (call != null) {
            call.complete(frame);
        } else if (frame.has("method")) {
            notifications.add(Optional.of(frame));
        }
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        ended(new IOException("closed with " + statusCode + " " + reason));
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        ended(new IOException("broken", error));
    }

    private void ended(IOException reason) {
        closed = true;
        calls.values().forEach(call -> call.completeExceptionally(reason));
        notifications.add(Optional.empty());
    }

    @Override
    public void close() {
        WebSocket open = socket;
        if (open != null) {
            var unused = open.sendClose(WebSocket.NORMAL_CLOSURE, "").orTimeout(1, TimeUnit.SECONDS);
        }
    }
}
