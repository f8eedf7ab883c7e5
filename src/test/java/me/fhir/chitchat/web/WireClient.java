package me.fhir.chitchat.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.Map;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/** An external agent: speaks JSON-RPC over its own socket while a browser watches. */
final class WireClient implements AutoCloseable {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final BlockingQueue<String> frames = new LinkedBlockingQueue<>();
    private final WebSocket socket;
    private int nextId = 1;

    private WireClient(URI address) {
        this.socket = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(address, new Frames(frames))
                .join();
    }

    static WireClient to(URI base) {
        return new WireClient(URI.create(base.toString().replaceFirst("^http", "ws") + "/api/ws"));
    }

    /** Creates a conversation without agents of the server. */
    int converse(String title, String... agents) {
        Object[] roster = new Object[agents.length];
        for (int i = 0; i < agents.length; i++) {
            roster[i] = Map.of("id", agents[i]);
        }
        return create(Map.of("title", title, "agents", roster));
    }

    /** Creates a conversation; returns its number. */
    int create(Map<String, ?> meta) {
        return call("createConversation", Map.of("meta", meta))
                .path("conversationId")
                .asInt();
    }

    void say(int conversation, String agent, String finality, Map<String, ?> payload) {
        call(
                "sendMessage",
                Map.of(
                        "conversationId", conversation,
                        "agentId", agent,
                        "finality", finality,
                        "messagePayload", payload));
    }

    /** Sends a trace; returns its seq. */
    int trace(int conversation, String agent, Map<String, ?> payload) {
        return call("sendTrace", Map.of("conversationId", conversation, "agentId", agent, "tracePayload", payload))
                .path("seq")
                .asInt();
    }

    JsonNode call(String method, Map<String, ?> params) {
        int id = nextId++;
        try {
            String request =
                    JSON.writeValueAsString(Map.of("jsonrpc", "2.0", "id", id, "method", method, "params", params));
            socket.sendText(request, true).join();
            while (true) {
                String frame = frames.poll(20, TimeUnit.SECONDS);
                if (frame == null) {
                    throw new AssertionError("No answer to " + method);
                }
                JsonNode answer = JSON.readTree(frame);
                if (answer.path("id").asInt() != id) {
                    continue;
                }
                if (answer.has("error")) {
                    throw new AssertionError(method + ": " + answer.get("error"));
                }
                return answer.path("result");
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    @Override
    public void close() {
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
    }

    /** Puts the parts of a frame together. */
    private static final class Frames implements WebSocket.Listener {
        private final BlockingQueue<String> whole;
        private final StringBuilder partial = new StringBuilder();

        Frames(BlockingQueue<String> whole) {
            this.whole = whole;
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                whole.add(partial.toString());
                partial.setLength(0);
            }
            webSocket.request(1);
            return null;
        }
    }
}
