package me.fhir.chitchat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Every protocol while there is no data file, because it was replaced by something unusable. */
class LostDataFileTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String CONFIG64 = Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString("{\"agents\":[{\"id\":\"clinic\"},{\"id\":\"payer\"}],\"startingAgentId\":\"clinic\"}"
                    .getBytes(StandardCharsets.UTF_8));
    private static final String AGAIN = " again.";

    @TempDir
    private Path folder;

    private final HttpClient client = HttpClient.newHttpClient();
    private TestServer server;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(folder.resolve("data.db"), Map.of("debugApiEnabled", "true"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path) throws Exception {
        return client.send(HttpRequest.newBuilder(server.http(path)).build(), BodyHandlers.ofString());
    }

    private JsonNode post(String path, String body, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.http(path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return JSON.readTree(
                client.send(request.build(), BodyHandlers.ofString()).body());
    }

    private void takeTheFileAway() throws Exception {
        for (String suffix : List.of("", "-wal", "-shm")) {
            Files.deleteIfExists(folder.resolve("data.db" + suffix));
        }
        Files.createDirectory(folder.resolve("data.db"));
        // Until the store has noticed, connections to the old file may still answer.
        Awaitility.await().until(() -> get("/api/health").statusCode() == 503);
    }

    private void assertUnavailable(String path) throws Exception {
        HttpResponse<String> answer = get(path);
        assertThat(answer.statusCode()).as(path + ": " + answer.body()).isEqualTo(503);
        assertThat(answer.headers().firstValue("Retry-After")).as(path).isPresent();
        assertThat(answer.body()).as(path).contains(AGAIN);
    }

    @Test
    void everyProtocolSaysThatItIsWorthTryingAgainAndGoesOnAfterwards() throws Exception {
        takeTheFileAway();
        for (String path : List.of(
                "/api/conversations",
                "/api/debug/conversations/1/events",
                "/api/scenarios",
                "/api/scenarios/x",
                "/api/attachments/x",
                "/api/debug/runners")) {
            assertUnavailable(path);
        }
        try (RpcClient webSocket = new RpcClient(server.webSocket())) {
            for (String method : List.of("getConversation", "getEventsPage", "subscribe")) {
                JsonNode error = webSocket
                        .answer(webSocket.send(method, "{\"conversationId\":1}"))
                        .get("error");
                assertThat(error.get("code").intValue()).as(method).isEqualTo(-32000);
                assertThat(error.get("message").asText()).as(method).contains(AGAIN);
            }
        }
        assertThat(a2a().path("error").path("code").intValue()).isEqualTo(-32603);
        assertThat(a2a().path("error").path("message").asText()).contains(AGAIN);
        assertThat(mcp().path("result").path("isError").asBoolean()).isTrue();
        assertThat(mcp().path("result").path("content").path(0).path("text").asText())
                .contains(AGAIN);

        Files.delete(folder.resolve("data.db"));
        Awaitility.await().until(() -> get("/api/health").statusCode() == 200);
        assertThat(get("/api/conversations").statusCode()).isEqualTo(200);
        assertThat(a2a().path("result").has("tasks")).isTrue();
        assertThat(mcp().path("result").path("structuredContent").has("conversationId"))
                .isTrue();
    }

    private JsonNode a2a() throws Exception {
        return post(
                "/api/bridge/" + CONFIG64 + "/a2a",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ListTasks\",\"params\":{}}",
                "A2A-Version",
                "1.0");
    }

    private JsonNode mcp() throws Exception {
        return post(
                "/api/bridge/" + CONFIG64 + "/mcp",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\","
                        + "\"params\":{\"name\":\"begin_chat_thread\",\"arguments\":{}}}",
                "Accept",
                "application/json, text/event-stream");
    }
}
