package me.fhir.chitchat.a2a;

import static me.fhir.chitchat.a2a.A2aServer.ASK_THEN_APPROVE;
import static me.fhir.chitchat.a2a.A2aServer.SILENT;
import static me.fhir.chitchat.a2a.A2aServer.json;
import static me.fhir.chitchat.a2a.A2aServer.say03;
import static me.fhir.chitchat.a2a.A2aServer.say10;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Requests as real clients send them although the protocol does not have them, and what is noted of each. */
class A2aTolerancesTest {
    @RegisterExtension
    static final A2aServer SERVER = new A2aServer();

    /** As the predecessor's own client sends it: neither role nor kind, in the message or in its parts. */
    private static final String BARE = "{\"message\":{\"messageId\":\"%s\",\"parts\":[{\"text\":\"May I?\"}]},"
            + "\"configuration\":{\"blocking\":true},\"metadata\":null,\"unknown\":{\"field\":[1]}}";

    private static HttpResponse<String> post(String id, String method, String params, String... headers) {
        List<String> all = new ArrayList<>(List.of("Content-Type", "application/json"));
        all.addAll(List.of(headers));
        return SERVER.post(
                SERVER.uri(ASK_THEN_APPROVE, "/a2a"),
                "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"" + method + "\",\"params\":" + params + "}",
                all.toArray(String[]::new));
    }

    private static JsonNode result(String method, String params, String... headers) {
        JsonNode answer = json(post("1", method, params, headers).body());
        assertThat(answer.has("result")).as(answer.toString()).isTrue();
        return answer.get("result");
    }

    /** The tolerances noted in the log of a task's conversation, in order. */
    private static List<String> noted(JsonNode task) {
        return notes(task).map(data -> data.get("tolerance").asText()).toList();
    }

    private static Stream<JsonNode> notes(JsonNode task) {
        URI events = URI.create("http://127.0.0.1:" + SERVER.port() + "/api/debug/conversations/"
                + task.at("/metadata/conversationId").asText() + "/events");
        JsonNode log = json(SERVER.get(events).body()).get("events");
        return IntStream.range(0, log.size())
                .mapToObj(log::get)
                .filter(event -> event.at("/payload/kind").asText().equals("note"))
                .peek(event -> assertThat(event.get("type").asText()).isEqualTo("system"))
                .map(event -> event.at("/payload/data"));
    }

    @Test
    void noteNothingOfClientsThatFollowTheProtocol() {
        assertThat(noted(result("message/send", say03("May I?", "")))).isEmpty();
        assertThat(noted(result("message/send", say03("May I?", ""), "A2A-Version", "0.3")))
                .isEmpty();
        assertThat(noted(result("SendMessage", say10("May I?", ""), "A2A-Version", "1.0.1")
                        .get("task")))
                .isEmpty();
    }

    @Test
    void theMethodDecidesWhereTheHeaderIsMissingOrNamesTheOtherVersion() {
        JsonNode current = result("SendMessage", say10("May I?", "")).get("task");
        assertThat(current.at("/status/state").asText()).isEqualTo("TASK_STATE_INPUT_REQUIRED");
        assertThat(notes(current).toList())
                .containsExactly(
                        json("{\"tolerance\":\"version-of-method\",\"detail\":\"SendMessage without A2A-Version\"}"));

        JsonNode old = result("message/send", say03("May I?", ""), "A2A-Version", "1.0");
        assertThat(old.get("kind").asText()).isEqualTo("task");
        assertThat(old.at("/status/state").asText()).isEqualTo("input-required");
        assertThat(notes(old).toList())
                .containsExactly(
                        json("{\"tolerance\":\"version-of-method\",\"detail\":\"message/send with A2A-Version 1.0\"}"));
        assertThat(result("GetTask", "{\"id\":" + old.get("id") + "}", "A2A-Version", "0.3")
                        .get("status")
                        .get("state")
                        .asText())
                .isEqualTo("TASK_STATE_INPUT_REQUIRED");
    }

    @Test
    void notesEachOncePerConversationAndClient() {
        JsonNode task = result("SendMessage", say10("May I?", ""), "User-Agent", "one/1.0")
                .get("task");
        String get = "{\"id\":" + task.get("id") + ",\"historyLength\":\"1\"}";
        for (int i = 0; i < 3; i++) {
            assertThat(result("GetTask", get, "User-Agent", "one/1.0").get("history"))
                    .hasSize(1);
        }
        result("GetTask", get, "User-Agent", "two/1.0");
        // What follows a message of the protocol stands behind all of these.
        result("SendMessage", say10("Here.", ",\"taskId\":" + task.get("id")), "A2A-Version", "1.0");
        assertThat(noted(task))
                .containsExactlyInAnyOrder(
                        "version-of-method", "number-as-string", "version-of-method", "number-as-string");
    }

    @Test
    void messagesNeedNeitherRoleNorKind() {
        JsonNode old = result("message/send", BARE.formatted("m1"));
        assertThat(old.at("/status/state").asText()).isEqualTo("input-required");
        assertThat(old.at("/history/0/role").asText()).isEqualTo("user");
        assertThat(old.at("/history/0/parts/0/kind").asText()).isEqualTo("text");
        assertThat(notes(old).toList())
                .containsExactly(json(
                        "{\"tolerance\":\"message-shape\",\"detail\":\"params.message without role in A2A 0.3\"}"));
        JsonNode current = result("SendMessage", BARE.formatted("m1"), "A2A-Version", "1.0")
                .get("task");
        assertThat(current.at("/history/0/role").asText()).isEqualTo("ROLE_USER");
        assertThat(noted(current)).containsExactly("message-shape");
        JsonNode mixed = result(
                        "SendMessage", say03("May I?", "").replace("\"blocking\"", "\"extra\""), "A2A-Version", "1.0")
                .get("task");
        assertThat(mixed.at("/history/0/parts/0/text").asText()).isEqualTo("May I?");
    }

    @Test
    void aClientsOwnContextComesBackUnchangedAndIsPrivateToItsAddress() {
        String own = ",\"contextId\":\"5d0c2f7be0a94c0f8a3f / ä\"";
        JsonNode task = result("message/send", say03("May I?", own));
        assertThat(task.get("contextId").asText()).isEqualTo("5d0c2f7be0a94c0f8a3f / ä");
        assertThat(noted(task)).isEmpty();
        assertThat(SERVER.caller(SILENT, "1.0")
                        .result("ListTasks", "{\"contextId\":\"5d0c2f7be0a94c0f8a3f / ä\"}")
                        .get("totalSize")
                        .asInt())
                .isZero();
        JsonNode elsewhere = SERVER.caller(SILENT, "1.0")
                .result("SendMessage", A2aServer.returnAtOnce(say10("Hi", own)))
                .get("task");
        assertThat(elsewhere.at("/metadata/conversationId")).isNotEqualTo(task.at("/metadata/conversationId"));
        JsonNode listed = result("ListTasks", "{\"contextId\":\"5d0c2f7be0a94c0f8a3f / ä\"}", "A2A-Version", "1.0");
        assertThat(listed.get("totalSize").asInt()).isEqualTo(1);
        JsonNode same = result("message/send", say03("Here.", own + ",\"taskId\":" + task.get("id")));
        assertThat(same.at("/status/state").asText()).isEqualTo("completed");
        assertThat(json(post("1", "message/send", say03("x", ",\"contextId\":\"" + "c".repeat(201) + "\""))
                                .body())
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
    }

    @Test
    void aContextAloneContinuesItsNewestOpenTask() {
        JsonNode first = result("message/send", say03("May I?", ""));
        String context = ",\"contextId\":" + first.get("contextId");
        JsonNode second = result("message/send", say03("Here are the notes.", context));
        assertThat(second.get("id")).isEqualTo(first.get("id"));
        assertThat(second.at("/status/state").asText()).isEqualTo("completed");
        JsonNode third = result("message/send", say03("And that?", context));
        assertThat(third.get("id")).isNotEqualTo(first.get("id"));
        assertThat(third.get("contextId")).isEqualTo(first.get("contextId"));
        assertThat(noted(third)).isEmpty();
        JsonNode fourth = result("message/send", say03("The notes.", context));
        assertThat(fourth.get("id")).isEqualTo(third.get("id"));
    }

    @Test
    void firstMessagesOfOneContextAtOnceMeetInOneTask() {
        String message =
                "{\"message\":{\"kind\":\"message\",\"role\":\"user\",\"messageId\":\"same\",\"contextId\":\"at-once\","
                        + "\"parts\":[{\"kind\":\"text\",\"text\":\"May I?\"}]}}";
        List<CompletableFuture<JsonNode>> sent = IntStream.range(0, 6)
                .mapToObj(i -> CompletableFuture.supplyAsync(() -> result("message/send", message)))
                .toList();
        assertThat(sent.stream()
                        .map(CompletableFuture::join)
                        .map(task -> task.get("id").asText())
                        .distinct())
                .hasSize(1);
    }

    @Test
    void requestIdsMayBeAnyScalar() {
        for (String id : List.of("true", "\"\"", "1.5", "null", "-9007199254740993")) {
            JsonNode answer = json(post(id, "tasks/get", "{\"id\":\"x\"}").body());
            assertThat(answer.get("id").toString()).isEqualTo(id);
            assertThat(answer.at("/error/code").asInt()).isEqualTo(-32001);
        }
    }

    @Test
    void paramsMayBeNullWhereNoneAreNeeded() {
        assertThat(json(post("1", "ListTasks", "null", "A2A-Version", "1.0").body())
                        .has("result"))
                .isTrue();
        assertThat(json(post("1", "GetExtendedAgentCard", "null").body())
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32007);
        assertThat(result("ListTasks", "{\"pageSize\":\"1\",\"historyLength\":\"0\"}")
                        .get("pageSize")
                        .asInt())
                .isEqualTo(1);
        assertThat(json(post("1", "ListTasks", "{\"pageSize\":\"one\"}").body())
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32602);
    }

    @Test
    void noLineOfAStreamHoldsASeparatorOfUnicode() {
        String params = say03("one\\u2028two\\u2029three\\u0085four", "").replace("four", "four\u2028\u0085");
        HttpResponse<String> stream = post("\"\u2029\"", "message/stream", params);
        assertThat(stream.body()).doesNotContain("\u2028", "\u2029", "\u0085");
        String first = stream.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .findFirst()
                .orElseThrow();
        assertThat(json(first.substring(6)).at("/result/history/0/parts/0/text").asText())
                .isEqualTo("one\u2028two\u2029three\u0085four\u2028\u0085");
        assertThat(post("\"\u2029\"", "message/stream", "{}").body())
                .startsWith("data: ")
                .doesNotContain("\u2029");
    }

    @Test
    void noOtherEndpointPutsAConversationIntoTheList() {
        String own = A2aServer.meta("{\"name\":\"forged\",\"turns\":[]}");
        String hash =
                me.fhir.chitchat.bridge.Config64.parse(A2aServer.config64(own)).hash();
        JsonNode mine = SERVER.caller(own, "1.0")
                .result("SendMessage", A2aServer.returnAtOnce(say10("Hi", "")))
                .get("task");
        SERVER.createConversation(own.replaceFirst(
                "\\{", "{\"custom\":{\"bridge\":\"a2a\",\"bridgeConfig64Hash\":\"" + hash + "\",\"kept\":1.50},"));
        JsonNode listed = SERVER.caller(own, "1.0").result("ListTasks", "{}");
        assertThat(listed.get("totalSize").asInt()).isEqualTo(1);
        assertThat(listed.at("/tasks/0/id")).isEqualTo(mine.get("id"));
        URI newest = URI.create("http://127.0.0.1:" + SERVER.port() + "/api/conversations?limit=1");
        assertThat(SERVER.get(newest).body())
                .contains("\"custom\":{\"kept\":1.50}")
                .doesNotContain(hash);
    }

    @Test
    void aClientOfTheWebSocketNamesTheEndpointThatListsItsConversationAndPosesAsNoTask() {
        String own = A2aServer.meta("{\"name\":\"beside\",\"turns\":[]}");
        String hash =
                me.fhir.chitchat.bridge.Config64.parse(A2aServer.config64(own)).hash();
        SERVER.createConversation(own.replaceFirst(
                "\\{",
                "{\"custom\":{\"bridge\":\"websocket\",\"bridgeConfig64Hash\":\"" + hash + "\",\"kept\":1.50},"));
        URI list = URI.create(
                "http://127.0.0.1:" + SERVER.port() + "/api/conversations?summary=true&bridgeConfig64Hash=" + hash);
        assertThat(SERVER.get(list).body())
                .containsOnlyOnce("\"conversation\":")
                .contains("\"bridge\":\"websocket\"");
        URI newest = URI.create("http://127.0.0.1:" + SERVER.port() + "/api/conversations?limit=1");
        assertThat(SERVER.get(newest).body()).contains("\"custom\":{\"bridge\":\"websocket\",\"kept\":1.50}");
        assertThat(SERVER.caller(own, "1.0")
                        .result("ListTasks", "{}")
                        .get("totalSize")
                        .asInt())
                .isZero();
    }
}
