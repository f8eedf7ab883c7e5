package me.fhir.chitchat.launch;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.util.Base64;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * Uses a server that just started as its first clients will, so that their classes, and where the JVM records them their
 * method profiles, are in the archive: REST, the page, a rehearsed scenario over WebSocket, and both bridges.
 */
final class TrainingRun {
    private static final String SCENARIO = "scen_knee_mri_01";
    private static final String ROSTER =
            "\"startingAgentId\":\"patient-agent\",\"agents\":[{\"id\":\"patient-agent\"},{\"id\":\"insurance-auth-specialist\"}]";
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
            run.talk();
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

    private void talk() throws InterruptedException, ExecutionException, TimeoutException {
        Frames frames = new Frames();
        WebSocket socket = http.newWebSocketBuilder()
                .buildAsync(URI.create("ws://" + base + "/api/ws"), frames)
                .get(10, TimeUnit.SECONDS);
        for (int id = 1; id <= CONVERSATIONS; id++) {
            call(socket, "createConversation", "{\"meta\":{\"scenarioId\":\"" + SCENARIO + "\"," + ROSTER + "}}");
            call(socket, "subscribe", "{\"conversationId\":" + id + ",\"includeGuidance\":true,\"sinceSeq\":0}");
            call(socket, "lifecycle.ensure", "{\"conversationId\":" + id + "}");
            if (!frames.ended.tryAcquire(20, TimeUnit.SECONDS)) {
                break;
            }
            call(socket, "getConversation", "{\"conversationId\":" + id + "}");
        }
        int open = CONVERSATIONS + 1;
        call(socket, "createConversation", "{\"meta\":{\"agents\":[{\"id\":\"a\"},{\"id\":\"b\"}]}}");
        call(socket, "subscribe", "{\"conversationId\":" + open + "}");
        for (int i = 0; i < APPENDS; i++) {
            call(
                    socket,
                    "sendMessage",
                    "{\"conversationId\":" + open + ",\"agentId\":\"a\",\"messagePayload\":{\"text\":\"Message " + i
                            + "\"},\"finality\":\"none\"}");
            frames.answered.tryAcquire(5, TimeUnit.SECONDS);
        }
        socket.sendClose(WebSocket.NORMAL_CLOSURE, "").get(10, TimeUnit.SECONDS);
    }

    private static void call(WebSocket socket, String method, String params)
            throws InterruptedException, ExecutionException, TimeoutException {
        socket.sendText("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}", true)
                .get(10, TimeUnit.SECONDS);
    }

    private void bridges() throws IOException, InterruptedException {
        String meta = "{\"scenarioId\":\"" + SCENARIO + "\"," + ROSTER + "}";
        String bridge = "/api/bridge/" + Base64.getUrlEncoder().withoutPadding().encodeToString(meta.getBytes(UTF_8));
        get(bridge + "/a2a/.well-known/agent-card.json");
        post(
                bridge + "/a2a",
                "message/send",
                "{\"message\":{\"kind\":\"message\",\"role\":\"user\",\"messageId\":\"m\",\"parts\":[{\"kind\":\"text\",\"text\":\"Hello\"}]},"
                        + "\"configuration\":{\"blocking\":true}}");
        post(
                bridge + "/mcp",
                "initialize",
                "{\"protocolVersion\":\"2025-06-18\",\"capabilities\":{},\"clientInfo\":{\"name\":\"training\",\"version\":\"1\"}}");
        post(bridge + "/mcp", "tools/list", "{}");
        post(bridge + "/mcp", "tools/call", "{\"name\":\"begin_chat_thread\",\"arguments\":{}}");
    }

    private void get(String path) throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(URI.create("http://" + base + path)).build(),
                HttpResponse.BodyHandlers.discarding());
    }

    private void post(String path, String method, String params) throws IOException, InterruptedException {
        http.send(
                HttpRequest.newBuilder(URI.create("http://" + base + path))
                        .header("Content-Type", "application/json")
                        .header("Accept", "application/json, text/event-stream")
                        .POST(HttpRequest.BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method
                                + "\",\"params\":" + params + "}"))
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
            return java.util.concurrent.CompletableFuture.completedStage(null);
        }
    }
}
