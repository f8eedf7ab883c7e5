package me.fhir.chitchat.runtime.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.function.Consumer;
import me.fhir.chitchat.json.JsonWriter;

/**
 * Uses a server that just started as its first clients will, so that their classes, and where the JVM records them their
 * method profiles, are in the archive: REST, the page, a rehearsed scenario over WebSocket, and both bridges.
 */
final class TrainingRun {
    private static final String SCENARIO = "scen_knee_mri_01";
    private static final List<String> ROSTER = List.of("patient-agent", "insurance-auth-specialist");
    private static final int READS = 300;
    private static final int APPENDS = 3_000;
    private static final int CONVERSATIONS = 5;

    private final HttpClient http = HttpClient.newHttpClient();
    private final String base;

    private TrainingRun(int port) {
        this.base = "127.0.0.1:" + port;
    }

    /** Never fails: a step that does not work is missing in the archive. */
    static void against(int port) {
        TrainingRun run = new TrainingRun(port);
        try {
            run.read();
            run.converse();
            run.bridges();
        } catch (IOException | ExecutionException | TimeoutException e) {
            // The archive holds what was used until then.
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void read() throws IOException, InterruptedException {
        for (int i = 0; i < READS; i++) {
            get("/api/health");
            get("/api/scenarios");
            get("/api/conversations?summary=true");
        }
        get("/");
        get("/api/scenarios/" + SCENARIO);
        get("/api/llm/providers");
        get("/api/status");
    }

    private void converse() throws InterruptedException, ExecutionException, TimeoutException {
        Frames frames = new Frames();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://" + base + "/api/ws"), frames)
                .get(10, TimeUnit.SECONDS);
        int made = 0;
        while (made < CONVERSATIONS) {
            int conversation = ++made;
            call(socket, "createConversation", params -> params.object("meta", TrainingRun::scenario));
            call(socket, "subscribe", params -> params.number("conversationId", conversation)
                    .flag("includeGuidance", true)
                    .number("sinceSeq", 0));
            call(socket, "lifecycle.ensure", params -> params.number("conversationId", conversation));
            if (!frames.ended.tryAcquire(20, TimeUnit.SECONDS)) {
                break;
            }
            call(socket, "getConversation", params -> params.number("conversationId", conversation));
        }
        append(socket, frames, made + 1);
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(10, TimeUnit.SECONDS);
    }

    /** Makes the conversation of this number and fills it, as long as the server answers. */
    private static void append(WebSocket socket, Frames frames, int open)
            throws InterruptedException, ExecutionException, TimeoutException {
        call(socket, "createConversation", params -> params.object("meta", meta -> agents(meta, List.of("a", "b"))));
        call(socket, "subscribe", params -> params.number("conversationId", open));
        for (int i = 0; i < APPENDS; i++) {
            String text = "Message " + i;
            call(socket, "sendMessage", params -> params.number("conversationId", open)
                    .text("agentId", "a")
                    .object("messagePayload", payload -> payload.text("text", text))
                    .text("finality", "none"));
            if (!frames.answered.tryAcquire(5, TimeUnit.SECONDS)) {
                return;
            }
        }
    }

    private static void scenario(JsonWriter meta) {
        agents(meta.text("scenarioId", SCENARIO).text("startingAgentId", ROSTER.get(0)), ROSTER);
    }

    private static void agents(JsonWriter meta, List<String> ids) {
        meta.objects("agents", ids, (agent, id) -> agent.text("id", id));
    }

    private static void call(WebSocket socket, String method, Consumer<JsonWriter> params)
            throws InterruptedException, ExecutionException, TimeoutException {
        socket.sendText(request(method, params), true).get(10, TimeUnit.SECONDS);
    }

    private static String request(String method, Consumer<JsonWriter> params) {
        return JsonWriter.object(request -> request.text("jsonrpc", "2.0")
                .number("id", 1)
                .text("method", method)
                .object("params", params));
    }

    private void bridges() throws IOException, InterruptedException {
        String meta = JsonWriter.object(TrainingRun::scenario);
        String bridge = "/api/bridge/" + Base64.getUrlEncoder().withoutPadding().encodeToString(meta.getBytes(UTF_8));
        get(bridge + "/a2a/.well-known/agent-card.json");
        post(bridge + "/a2a", "message/send", params -> params.object("message", TrainingRun::hello)
                .object("configuration", configuration -> configuration.flag("blocking", true)));
        post(bridge + "/mcp", "initialize", params -> params.text("protocolVersion", "2025-06-18")
                .object("capabilities", none -> {})
                .object("clientInfo", client -> client.text("name", "training").text("version", "1")));
        post(bridge + "/mcp", "tools/list", none -> {});
        post(bridge + "/mcp", "tools/call", params -> params.text("name", "begin_chat_thread")
                .object("arguments", none -> {}));
    }

    private static void hello(JsonWriter message) {
        message.text("kind", "message")
                .text("role", "user")
                .text("messageId", "m")
                .objects("parts", List.of("Hello"), (part, text) -> part.text("kind", "text")
                        .text("text", text));
    }

    private void get(String path) throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(URI.create("http://" + base + path)).build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private void post(String path, String method, Consumer<JsonWriter> params)
            throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(URI.create("http://" + base + path))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .POST(HttpRequest.BodyPublishers.ofString(request(method, params)))
                        .build(),
                HttpResponse.BodyHandlers.discarding());
    }

    /** Counts what comes in; frames may come in parts. */
    private static final class Frames implements WebSocket.Listener {
        final Semaphore ended = new Semaphore(0);
        final Semaphore answered = new Semaphore(0);
        private final StringBuilder part = new StringBuilder();

        @Override
        public CompletionStage<?> onText(WebSocket socket, CharSequence data, boolean last) {
            part.append(data);
            if (last) {
                if (part.indexOf("\"finality\":\"conversation\"") >= 0) {
                    ended.release();
                }
                if (part.indexOf("\"result\"") >= 0) {
                    answered.release();
                }
                part.setLength(0);
            }
            socket.request(1);
            return CompletableFuture.completedStage(null);
        }
    }
}
