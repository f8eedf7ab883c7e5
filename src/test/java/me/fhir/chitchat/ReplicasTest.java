package me.fhir.chitchat;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.db.TestPostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.api.parallel.Execution;
import org.junit.jupiter.api.parallel.ExecutionMode;

/** Two whole servers on one PostgreSQL database. */
@Execution(ExecutionMode.SAME_THREAD)
class ReplicasTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String META = "{\"agents\":[{\"id\":\"clinic\"},{\"id\":\"payer\",\"agentClass\":\"script\","
            + "\"config\":{\"script\":{\"name\":\"s\",\"turns\":[]}}}],\"startingAgentId\":\"clinic\"}";

    @TempDir
    private static Path folder;

    private static String url = "";
    private static TestServer one;
    private static TestServer other;

    @BeforeAll
    static void start() throws Exception {
        url = TestPostgres.migratedDatabase();
        one = start("one", url);
        other = start("other", url);
    }

    private static TestServer start(String name, String url) throws Exception {
        return TestServer.start(
                folder.resolve(name).resolve("data.db"),
                TestServer.quiet(
                        "storage.url", url,
                        "storage.replicas", "true",
                        "watchdog.intervalMs", "20",
                        "watchdog.minAgeMs", "0"));
    }

    @AfterAll
    static void stop() {
        one.close();
        other.close();
    }

    private static String at(long conversation, String more) {
        return "{\"conversationId\":" + conversation + more + "}";
    }

    private static JsonNode get(TestServer server, String path) throws Exception {
        return JSON.readTree(
                server.send(HttpRequest.newBuilder(server.http(path)).build()).body());
    }

    private static JsonNode post(TestServer server, String path, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.http(path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(body))
                .build();
        return JSON.readTree(server.send(request).body());
    }

    @Test
    void deliversMessagesAndGuidanceInOrderToSubscribersOfTheOtherServer() {
        try (RpcClient here = new RpcClient(one.webSocket());
                RpcClient there = new RpcClient(other.webSocket())) {
            long id = here.conversation("");
            there.call("subscribe", at(id, ",\"sinceSeq\":0,\"includeGuidance\":true"));
            for (int i = 0; i < 20; i++) {
                here.call("sendMessage", RpcClient.message(id, "alpha", "text " + i, i == 19 ? "turn" : "none"));
            }
            there.await(frame -> "guidance".equals(frame.path("method").asText())
                    && "beta".equals(frame.path("params").path("nextAgentId").asText()));
            assertThat(there.notifications("event"))
                    .extracting(event -> event.path("seq").asInt())
                    .containsExactly(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13, 14, 15, 16, 17, 18, 19, 20, 21);
        }
    }

    @Test
    void aConversationIsListedOnTheOtherAsSoonAsItIsCreated() throws Exception {
        try (RpcClient here = new RpcClient(one.webSocket())) {
            long id = here.conversation("");
            assertThat(get(other, "/api/conversations?limit=10").findValuesAsText("conversation"))
                    .contains(String.valueOf(id));
        }
    }

    @Test
    void handlesOfBridgesWorkOnTheOtherWhoseLongPollHearsTheAnswer() throws Exception {
        String bridge =
                "/api/bridge/" + Base64.getUrlEncoder().withoutPadding().encodeToString(META.getBytes(UTF_8)) + "/mcp";
        String handle = tool(one, bridge, "begin_chat_thread", "{}")
                .path("conversationId")
                .asText();
        assertThat(handle).isNotEmpty();
        JsonNode sent = tool(
                other,
                bridge,
                "send_message_to_chat_thread",
                "{\"conversationId\":\"" + handle + "\",\"message\":\"Hello\"}");
        assertThat(sent.toString()).doesNotContain("unknown");
        CompletableFuture<JsonNode> waiting = CompletableFuture.supplyAsync(() -> {
            try {
                return tool(one, bridge, "check_replies", "{\"conversationId\":\"" + handle + "\",\"waitMs\":20000}");
            } catch (Exception e) {
                throw new AssertionError(e);
            }
        });
        long id = get(other, "/api/conversations?limit=1")
                .findValue("conversation")
                .asLong();
        try (RpcClient there = new RpcClient(other.webSocket())) {
            there.send("sendMessage", RpcClient.message(id, "payer", "The answer", "turn"));
            assertThat(waiting.get().toString()).contains("The answer");
        }
    }

    private static long withEcho(RpcClient client) {
        return client.call(
                        "createConversation",
                        "{\"meta\":{\"agents\":[{\"id\":\"alpha\"},{\"id\":\"echo\",\"agentClass\":\"EchoAgent\"}],"
                                + "\"startingAgentId\":\"alpha\"}}")
                .get("conversationId")
                .longValue();
    }

    private static void awaitTurnOf(RpcClient client, long conversation, String agentId, int turn) {
        client.await(frame -> frame.path("params").path("conversation").asLong() == conversation
                && agentId.equals(frame.path("params").path("agentId").asText())
                && frame.path("params").path("turn").asInt() == turn
                && "turn".equals(frame.path("params").path("finality").asText()));
    }

    @Test
    void anAgentRunsOnOneServerAndIsStartedAndStoppedThroughTheOther() {
        try (RpcClient here = new RpcClient(one.webSocket());
                RpcClient there = new RpcClient(other.webSocket())) {
            int before = one.gauge("chitchat.agents.running");
            int beforeThere = other.gauge("chitchat.agents.running");
            long id = withEcho(here);
            there.call("subscribe", at(id, ""));
            here.call("lifecycle.ensure", at(id, ",\"agentIds\":[\"echo\"]"));
            there.call("lifecycle.ensure", at(id, ",\"agentIds\":[\"echo\"]"));
            assertThat(one.gauge("chitchat.agents.running")).isEqualTo(before + 1);
            assertThat(other.gauge("chitchat.agents.running")).isEqualTo(beforeThere);
            there.call("sendMessage", RpcClient.message(id, "alpha", "Hello", "turn"));
            awaitTurnOf(there, id, "echo", 2);
            there.call("lifecycle.stop", at(id, ""));
            Awaitility.await().untilAsserted(() -> assertThat(one.gauge("chitchat.agents.running"))
                    .isEqualTo(before));
        }
    }

    @Test
    void anAgentGoesOnElsewhereWhenItsServerEnds() throws Exception {
        try (RpcClient there = new RpcClient(other.webSocket())) {
            long id;
            try (TestServer third = start("third", url);
                    RpcClient client = new RpcClient(third.webSocket())) {
                id = withEcho(client);
                client.call("lifecycle.ensure", at(id, ",\"agentIds\":[\"echo\"]"));
            }
            there.call("subscribe", at(id, ""));
            there.call("sendMessage", RpcClient.message(id, "alpha", "Hello", "turn"));
            awaitTurnOf(there, id, "echo", 2);
        }
    }

    private static long closedByWatchdogs() {
        return one.counter("chitchat.watchdog.closed") + other.counter("chitchat.watchdog.closed");
    }

    @Test
    void oneOfTwoWatchdogsEndsASilentConversation() {
        try (RpcClient here = new RpcClient(one.webSocket())) {
            long before = closedByWatchdogs();
            List<Long> ids = new ArrayList<>();
            for (int i = 0; i < 30; i++) {
                ids.add(here.conversation(",\"watchdog\":{\"stalledThresholdMs\":100}"));
            }
            Awaitility.await()
                    .untilAsserted(() -> assertThat(closedByWatchdogs()).isEqualTo(before + ids.size()));
            for (long id : ids) {
                assertThat(here.call("getConversation", at(id, "")).get("events"))
                        .extracting(event -> event.at("/payload/kind").asText()
                                + event.at("/payload/outcome/reason").asText())
                        .containsExactly("meta_created", "idle_timeout", "idle_timeout");
            }
            assertThat(closedByWatchdogs()).isEqualTo(before + ids.size());
        }
    }

    /** As an agent over HTTP comes with a code that nobody has. */
    private static int withWrongCode(TestServer server) {
        return server.send(
                        HttpRequest.newBuilder(server.http("/s/ABCD-EFGH-JKMN")).build())
                .statusCode();
    }

    @Test
    void wrongCodesAreCountedByAllServersTogether() {
        try (RpcClient here = new RpcClient(one.webSocket());
                RpcClient there = new RpcClient(other.webSocket())) {
            long id = here.conversation("");
            there.call("subscribe", at(id, ""));
            for (int i = 0; i < 30; i++) {
                assertThat(withWrongCode(one)).isEqualTo(404);
            }
            // What is told later arrives later.
            here.call("sendMessage", RpcClient.message(id, "alpha", "Hello", "none"));
            there.await(frame -> "Hello".equals(frame.at("/params/payload/text").asText()));
            assertThat(withWrongCode(other)).isEqualTo(429);
            assertThat(withWrongCode(one)).isEqualTo(429);
        }
    }

    private static JsonNode tool(TestServer server, String bridge, String name, String arguments) throws Exception {
        JsonNode answer = post(
                server,
                bridge,
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"" + name
                        + "\",\"arguments\":" + arguments + "}}");
        return JSON.readTree(
                answer.path("result").path("content").path(0).path("text").asText("{}"));
    }
}
