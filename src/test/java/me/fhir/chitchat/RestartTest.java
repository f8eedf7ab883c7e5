package me.fhir.chitchat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.InputStream;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The whole application started, used and stopped several times in one JVM. */
class RestartTest {
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);
    private static final String META = "{\"agents\":[{\"id\":\"clinic\"},{\"id\":\"payer\",\"agentClass\":\"script\","
            + "\"config\":{\"script\":{\"name\":\"s\",\"turns\":[]}}}],\"startingAgentId\":\"clinic\"}";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();

    @Test
    void stoppingLeavesNoThreadAndNoFileBehind() throws Exception {
        OpenResources before = OpenResources.now(folder);
        for (int round = 1; round <= 2; round++) {
            try (TestServer server = TestServer.start(folder.resolve("data.db"), Map.of())) {
                use(server);
            }
            assertThat(before.leftOver(MAX_WAIT)).as("round " + round).isEmpty();
        }
    }

    /** Has every part of the server begin what threads and timers it has, and leaves some of it open. */
    private void use(TestServer server) throws Exception {
        try (RpcClient webSocket = new RpcClient(server.webSocket())) {
            long conversation = webSocket
                    .call("createConversation", "{\"meta\":" + META + "}")
                    .get("conversationId")
                    .longValue();
            webSocket.call("subscribe", "{\"conversationId\":" + conversation + ",\"includeGuidance\":true}");
            webSocket.call("lifecycle.ensure", "{\"conversationId\":" + conversation + "}");
            webSocket.call("sendMessage", RpcClient.message(conversation, "clinic", "Hello", "turn"));
        }
        assertThat(post(
                                server,
                                "/api/llm/complete",
                                "{\"model\":\"mock-model\",\"messages\":[{\"role\":\"user\",\"content\":\"x\"}]}",
                                BodyHandlers.ofString())
                        .statusCode())
                .isEqualTo(200);
        String bridge = "/api/bridge/" + Base64.getUrlEncoder().withoutPadding().encodeToString(META.getBytes(UTF_8));
        HttpResponse<InputStream> stream = post(
                server,
                bridge + "/a2a",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendStreamingMessage\",\"params\":{\"message\":"
                        + "{\"role\":\"ROLE_USER\",\"messageId\":\"m\",\"parts\":[{\"text\":\"Hello\"}]}}}",
                BodyHandlers.ofInputStream());
        assertThat(stream.body().read()).isPositive();
        HttpResponse<String> thread = post(
                server,
                bridge + "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":"
                        + "{\"name\":\"begin_chat_thread\",\"arguments\":{}}}",
                BodyHandlers.ofString());
        assertThat(thread.body()).contains("conversationId");
    }

    private <T> HttpResponse<T> post(TestServer server, String path, String body, HttpResponse.BodyHandler<T> handler)
            throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.http(path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(body))
                .build();
        return client.send(request, handler);
    }

    @Test
    void aThreadThatDoesNotEndIsFound() throws Exception {
        OpenResources before = OpenResources.now(folder);
        CountDownLatch end = new CountDownLatch(1);
        Thread thread = new Thread(
                () -> {
                    try {
                        end.await();
                    } catch (InterruptedException e) {
                        Thread.currentThread().interrupt();
                    }
                },
                "left-behind");
        thread.start();
        assertThat(before.leftOver(Duration.ofMillis(200))).containsExactly("thread left-behind");
        end.countDown();
        thread.join();
        assertThat(before.leftOver(MAX_WAIT)).isEmpty();
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aFileThatStaysOpenIsFound() throws Exception {
        OpenResources before = OpenResources.now(folder);
        Path file = Files.createFile(folder.resolve("left-open"));
        try (InputStream open = Files.newInputStream(file)) {
            assertThat(before.leftOver(Duration.ofMillis(200))).containsExactly(file.toString());
            assertThat(open.read()).isNegative();
        }
        assertThat(before.leftOver(MAX_WAIT)).isEmpty();
    }
}
