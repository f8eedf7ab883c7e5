package me.fhir.chitchat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandler;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import me.fhir.chitchat.db.TestPostgres;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Three packaged servers on one database, of which the one that runs the agents is killed with -9 in the middle of a turn. */
class KilledReplicaIT {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /** An agent that thinks, and speaks only after a time in which its server can be killed. */
    private static final String SLOW =
            "{\"id\":\"payer\",\"agentClass\":\"script\",\"config\":{\"script\":{\"turns\":[["
                    + "{\"kind\":\"trace\",\"payload\":{\"type\":\"thought\",\"content\":\"Thinking\"}},"
                    + "{\"kind\":\"post\",\"text\":\"Approved\",\"delayMs\":5000,\"finality\":\"conversation\"}]]}}}";

    private static final String META =
            "{\"title\":\"t\",\"agents\":[{\"id\":\"clinic\"}," + SLOW + "],\"startingAgentId\":\"clinic\"}";
    private static final String BRIDGE =
            "/api/bridge/" + Base64.getUrlEncoder().withoutPadding().encodeToString(META.getBytes(UTF_8));

    @TempDir
    private static Path folder;

    private static String database = "";
    private static PackagedServer one;
    private static PackagedServer other;
    private PackagedServer killed;

    @BeforeAll
    static void startThoseThatStay() throws Exception {
        database = TestPostgres.migratedDatabase();
        one = start("one");
        other = start("other");
    }

    @BeforeEach
    void startTheOneToKill() throws Exception {
        killed = start("killed");
    }

    private static PackagedServer start(String name) throws IOException {
        return PackagedServer.start(
                Files.createDirectories(folder.resolve(name)),
                Map.of("DATABASE_URL", database, "DATABASE_REPLICAS", "true"));
    }

    @AfterEach
    void kill() throws InterruptedException {
        killed.awaitKilled();
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    private static boolean isThought(JsonNode frame) {
        return frame.at("/params/payload/type").asText().equals("thought");
    }

    private static boolean isApproval(JsonNode frame) {
        return frame.at("/params/payload/text").asText().equals("Approved");
    }

    @Test
    void anotherServerPlaysTheHalfPlayedTurnFromItsBeginning() throws Exception {
        try (RpcClient here = new RpcClient(one.webSocket());
                RpcClient doomed = new RpcClient(killed.webSocket())) {
            String id = doomed.call("createConversation", "{\"meta\":" + META + "}")
                    .get("conversationId")
                    .asText();
            String at = "{\"conversationId\":" + id + "}";
            doomed.call("lifecycle.ensure", "{\"conversationId\":" + id + ",\"agentIds\":[\"payer\"]}");
            here.call("subscribe", at);
            here.call("sendMessage", RpcClient.message(Long.parseLong(id), "clinic", "Please", "turn"));
            here.await(KilledReplicaIT::isThought);
            killed.awaitKilled();
            here.await(KilledReplicaIT::isApproval);
            List<String> turn = new ArrayList<>();
            for (JsonNode event : here.call("getConversation", at).get("events")) {
                if (event.get("agentId").asText().equals("payer")) {
                    turn.add(event.get("turn") + " " + event.get("type").asText() + " "
                            + event.at("/payload/type").asText()
                            + event.at("/payload/text").asText());
                }
            }
            assertThat(turn)
                    .containsExactly(
                            "2 trace thought", "2 trace turn_cleared", "2 trace thought", "2 message Approved");
        }
    }

    @Test
    void tasksAndThreadsThatItBeganGoOnOnTheOthers() throws Exception {
        JsonNode sent = JSON.readTree(post(killed, "/a2a", "SendMessage", """
                {"message":{"role":"ROLE_USER","messageId":"m","parts":[{"text":"Please"}]},
                 "configuration":{"returnImmediately":true}}""", BodyHandlers.ofString()));
        String task = "{\"id\":" + sent.at("/result/task/id") + "}";
        String thread = "{\"conversationId\":\""
                + tool(killed, "begin_chat_thread", "{}").get("conversationId").asText();
        tool(killed, "send_message_to_chat_thread", thread + "\",\"message\":\"Please\"}");
        Stream<String> frames = post(one, "/a2a", "SubscribeToTask", task, BodyHandlers.ofLines());
        CompletableFuture<String> streamed = CompletableFuture.supplyAsync(() -> String.join("\n", frames.toList()));
        CompletableFuture<JsonNode> replies =
                CompletableFuture.supplyAsync(() -> tool(other, "check_replies", thread + "\",\"waitMs\":30000}"));
        assertThat(state(other, task)).isEqualTo("TASK_STATE_WORKING");
        killed.awaitKilled();
        assertThat(streamed.get(1, TimeUnit.MINUTES)).contains("Approved", "TASK_STATE_COMPLETED");
        assertThat(state(other, task)).isEqualTo("TASK_STATE_COMPLETED");
        assertThat(replies.get(1, TimeUnit.MINUTES).toString()).contains("Approved");
    }

    private static String state(PackagedServer server, String task) throws IOException {
        return JSON.readTree(post(server, "/a2a", "GetTask", task, BodyHandlers.ofString()))
                .at("/result/status/state")
                .asText();
    }

    private static JsonNode tool(PackagedServer server, String name, String arguments) {
        try {
            JsonNode answer = JSON.readTree(post(
                    server,
                    "/mcp",
                    "tools/call",
                    "{\"name\":\"" + name + "\",\"arguments\":" + arguments + "}",
                    BodyHandlers.ofString()));
            return JSON.readTree(answer.at("/result/content/0/text").asText());
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static <T> T post(
            PackagedServer server, String path, String method, String params, BodyHandler<T> handler) {
        HttpRequest request = HttpRequest.newBuilder(server.http(BRIDGE + path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .header("A2A-Version", "1.0")
                .POST(BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}"))
                .build();
        try {
            return HTTP.send(request, handler).body();
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }
}
