package me.fhir.chitchat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/** A JSON-RPC client over a real socket that keeps every frame in the order in which it came. */
public final class RpcClient implements WebSocket.Listener, AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final List<JsonNode> frames = new CopyOnWriteArrayList<>();
    private final List<String> texts = new CopyOnWriteArrayList<>();
    private final CompletableFuture<Integer> closed = new CompletableFuture<>();
    private final StringBuilder partial = new StringBuilder();
    private final AtomicInteger nextId = new AtomicInteger();
    private final WebSocket socket;
    private volatile boolean reading = true;
    private volatile @Nullable WebSocket paused;

    public RpcClient(URI address) {
        socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, this)
                .join();
    }

    @Override
    public void onOpen(WebSocket webSocket) {
        webSocket.request(1);
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
        // Decided before the frame is visible: a test that sees it may pause or resume this client.
        boolean goOn = reading;
        if (!goOn) {
            paused = webSocket;
        }
        partial.append(data);
        if (last) {
            try {
                texts.add(partial.toString());
                frames.add(JSON.readTree(partial.toString()));
                synchronized (frames) {
                    frames.notifyAll();
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            partial.setLength(0);
        }
        if (goOn) {
            webSocket.request(1);
        }
        return null;
    }

    @Override
    public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
        closed.complete(statusCode);
        return null;
    }

    @Override
    public void onError(WebSocket webSocket, Throwable error) {
        closed.complete(-1);
    }

    /** Takes nothing more from the socket after the frame that comes next. */
    public void stopReading() {
        reading = false;
    }

    public void goOnReading() {
        reading = true;
        WebSocket waiting = paused;
        if (waiting != null) {
            waiting.request(1);
        }
    }

    public void sendRaw(String text) {
        socket.sendText(text, true).join();
    }

    /** Sends a request and returns its id. */
    public int send(String method, String params) {
        int id = nextId.incrementAndGet();
        sendRaw("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}");
        return id;
    }

    public JsonNode answer(int id) {
        return await(frame -> frame.path("id").isInt() && frame.path("id").intValue() == id);
    }

    /** Sends a request and waits for its result; an error answer fails the test. */
    public JsonNode call(String method, String params) {
        JsonNode answer = answer(send(method, params));
        if (answer.has("error")) {
            throw new AssertionError(method + ": " + answer.get("error"));
        }
        return answer.get("result");
    }

    /** Sends a request and waits for the code of its error. */
    public int error(String method, String params) {
        JsonNode answer = answer(send(method, params));
        if (!answer.has("error")) {
            throw new AssertionError(method + " succeeded: " + answer);
        }
        return answer.get("error").get("code").intValue();
    }

    /** The first frame that fits. */
    public JsonNode await(Predicate<JsonNode> wanted) {
        long end = System.nanoTime() + TimeUnit.SECONDS.toNanos(20);
        int seen = 0;
        synchronized (frames) {
            while (true) {
                for (; seen < frames.size(); seen++) {
                    if (wanted.test(frames.get(seen))) {
                        return frames.get(seen);
                    }
                }
                await(end - System.nanoTime());
            }
        }
    }

    /** Waits for another frame; called with the lock of {@link #frames}. */
    private void await(long nanos) {
        if (nanos <= 0) {
            throw new AssertionError("no such frame within 20 seconds among " + frames);
        }
        try {
            TimeUnit.NANOSECONDS.timedWait(frames, nanos);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError("interrupted while waiting for a frame", e);
        }
    }

    public List<JsonNode> frames() {
        return List.copyOf(frames);
    }

    /** Every frame as it came, digit for digit. */
    public List<String> texts() {
        return List.copyOf(texts);
    }

    /** The params of every notification of that method so far. */
    public List<JsonNode> notifications(String method) {
        return frames.stream()
                .filter(frame -> frame.path("method").asText().equals(method))
                .map(frame -> frame.get("params"))
                .toList();
    }

    /** The code with which the server closed, once it has; -1 when the connection broke. */
    public int closeCode() {
        return closed.orTimeout(30, TimeUnit.SECONDS).join();
    }

    /** Creates a conversation of the agents alpha and beta and returns its number. */
    public long conversation(String more) {
        return call("createConversation", "{\"meta\":{\"agents\":[{\"id\":\"alpha\"},{\"id\":\"beta\"}]" + more + "}}")
                .get("conversationId")
                .longValue();
    }

    public static String message(long conversation, String agentId, String text, String finality) {
        return "{\"conversationId\":" + conversation + ",\"agentId\":\"" + agentId + "\",\"finality\":\"" + finality
                + "\",\"messagePayload\":{\"text\":\"" + text + "\"}}";
    }

    @Override
    public void close() {
        socket.abort();
    }
}
