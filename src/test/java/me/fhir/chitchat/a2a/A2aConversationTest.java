package me.fhir.chitchat.a2a;

import static me.fhir.chitchat.a2a.A2aServer.ASK_THEN_APPROVE;
import static me.fhir.chitchat.a2a.A2aServer.SILENT;
import static me.fhir.chitchat.a2a.A2aServer.json;
import static me.fhir.chitchat.a2a.A2aServer.say03;
import static me.fhir.chitchat.a2a.A2aServer.say10;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Tasks from their first message to their last, over a real socket. */
class A2aConversationTest {
    @RegisterExtension
    static final A2aServer SERVER = new A2aServer();

    private static String named(JsonNode task) {
        return ",\"taskId\":\"" + task.get("id").asText() + "\"";
    }

    private static String id(JsonNode task) {
        return "{\"id\":\"" + task.get("id").asText() + "\"}";
    }

    private static List<String> texts(JsonNode messages) {
        List<String> texts = new ArrayList<>();
        messages.forEach(message -> texts.add(message.at("/parts/0/text").asText()));
        return texts;
    }

    @Test
    void waitsForTheOtherSideAndEndsWithAnOutcomeAndADocument() {
        A2aServer.Caller old = SERVER.caller(ASK_THEN_APPROVE, "");
        JsonNode asked = old.result("message/send", say03("May I?", ""));
        assertThat(asked.at("/status/state").asText()).isEqualTo("input-required");
        assertThat(texts(asked.get("history"))).containsExactly("May I?", "Looking it up.", "Please send the notes.");
        assertThat(asked.at("/history/2/messageId").asText())
                .isEqualTo("msg:v1.conversation-" + asked.at("/metadata/conversationId") + ".turn-2.event-2"
                        + ".kind-message.from-payer");

        JsonNode done = old.result("message/send", say03("Here.", named(asked)));
        assertThat(done.at("/status/state").asText()).isEqualTo("completed");
        assertThat(done.at("/metadata/outcome").toString())
                .isEqualTo("{\"status\":\"success\",\"reason\":\"complete\"}");
        assertThat(done.at("/artifacts/0/parts/0/file/bytes").asText()).isEqualTo("AP8Q");
        assertThat(done.at("/artifacts/0/description").asText()).isEqualTo("The approval");

        assertThat(old.errorCode("message/send", say03("More.", named(asked)))).isEqualTo(-32002);
        assertThat(old.errorCode("tasks/cancel", id(asked))).isEqualTo(-32002);
        A2aServer.Caller current = SERVER.caller(ASK_THEN_APPROVE, "1.0");
        assertThat(current.errorCode("SendMessage", say10("More.", named(asked))))
                .isEqualTo(-32004);
        assertThat(current.errorCode("CancelTask", id(asked))).isEqualTo(-32002);
        assertThat(current.errorCode("SubscribeToTask", id(asked))).isEqualTo(-32004);
        assertThat(old.frames("tasks/subscribe", id(asked)))
                .singleElement()
                .satisfies(frame -> assertThat(frame.get("kind").asText()).isEqualTo("task"));
    }

    @Test
    void answersAtOnceWhenAskedTo() {
        JsonNode old = SERVER.caller(SILENT, "0.3")
                .result("message/send", say03("Hi", "").replace("true", "false"));
        assertThat(old.at("/status/state").asText()).isEqualTo("working");
        String now = say10("Hi", "").replaceFirst("}$", ",\"configuration\":{\"returnImmediately\":true}}");
        JsonNode current = SERVER.caller(SILENT, "1.0").result("SendMessage", now);
        assertThat(current.at("/task/status/state").asText()).isEqualTo("TASK_STATE_WORKING");
    }

    @Test
    void repeatsOfAMessageChangeNothingAndOtherPartsMakeANewOne() {
        A2aServer.Caller old = SERVER.caller(SILENT, "0.3");
        JsonNode task = old.result("message/send", say03("Hi", "").replace("true", "false"));
        String again = say03("Again", named(task)).replace("true", "false");
        old.result("message/send", again);
        assertThat(old.result("message/send", again).get("history")).hasSize(2);
        assertThat(old.result("message/send", again.replace("Again", "Anew")).get("history"))
                .hasSize(3);
    }

    @Test
    void showsAsMuchHistoryAsWanted() {
        A2aServer.Caller old = SERVER.caller(ASK_THEN_APPROVE, "0.3");
        JsonNode task = old.result("message/send", say03("May I?", ""));
        String get = "{\"id\":\"" + task.get("id").asText() + "\",\"historyLength\":%d}";
        assertThat(old.result("tasks/get", get.formatted(0)).has("history")).isFalse();
        assertThat(texts(old.result("tasks/get", get.formatted(2)).get("history")))
                .containsExactly("Looking it up.", "Please send the notes.");
        assertThat(old.result("tasks/get", get.formatted(99)).get("history")).hasSize(3);
        assertThat(old.errorCode("tasks/get", get.formatted(-1))).isEqualTo(-32602);
    }

    @Test
    void emptyIdsCountAsLeftOut() {
        JsonNode task = SERVER.caller(ASK_THEN_APPROVE, "1.0")
                .result("SendMessage", say10("May I?", ",\"taskId\":\"\",\"contextId\":\"\""));
        assertThat(task.at("/task/history")).hasSize(3);
    }

    @Test
    void cancelsATask() {
        A2aServer.Caller current = SERVER.caller(SILENT, "1.0");
        JsonNode task = current.result(
                        "SendMessage",
                        say10("Hi", "").replaceFirst("}$", ",\"configuration\":{\"returnImmediately\":true}}"))
                .get("task");
        JsonNode canceled = current.result("CancelTask", id(task));
        assertThat(canceled.at("/status/state").asText()).isEqualTo("TASK_STATE_CANCELED");
        assertThat(canceled.at("/metadata/outcome/status").asText()).isEqualTo("canceled");
    }

    @Test
    void handlesAreUnknownAtAnotherAddress() {
        JsonNode task = SERVER.caller(ASK_THEN_APPROVE, "0.3").result("message/send", say03("May I?", ""));
        A2aServer.Caller stranger = SERVER.caller(SILENT, "0.3");
        assertThat(stranger.errorCode("tasks/get", id(task))).isEqualTo(-32001);
        assertThat(stranger.errorCode("tasks/cancel", id(task))).isEqualTo(-32001);
        assertThat(stranger.errorCode("message/send", say03("Hi", named(task)))).isEqualTo(-32001);
        assertThat(stranger.errorCode("tasks/get", "{\"id\":\"" + task.at("/metadata/conversationId") + "\"}"))
                .isEqualTo(-32001);
    }

    @Test
    void contextsLastBeyondATaskAndMustFitIt() {
        A2aServer.Caller current = SERVER.caller(ASK_THEN_APPROVE, "1.0");
        JsonNode first = current.result("SendMessage", say10("May I?", "")).get("task");
        String context = ",\"contextId\":\"" + first.get("contextId").asText() + "\"";
        current.result("SendMessage", say10("Here are the notes.", named(first)));
        JsonNode second =
                current.result("SendMessage", say10("And that?", context)).get("task");
        assertThat(second.get("id")).isNotEqualTo(first.get("id"));
        assertThat(second.get("contextId")).isEqualTo(first.get("contextId"));
        JsonNode third = current.result("SendMessage", say10("Else?", "")).get("task");
        assertThat(third.get("contextId")).isNotEqualTo(first.get("contextId"));
        assertThat(current.errorCode("SendMessage", say10("x", context + named(third))))
                .isEqualTo(-32602);
        JsonNode listed = current.result("ListTasks", "{\"contextId\":" + first.get("contextId") + "}");
        assertThat(listed.get("totalSize").asInt()).isEqualTo(2);
    }

    @Test
    void aPageOfLargeTasksEndsEarlyAndNothingIsLeftOut() {
        A2aServer.Caller current = SERVER.caller(A2aServer.meta("{\"name\":\"large\",\"turns\":[]}"), "1.0");
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            String large = say10("x".repeat(3_000_000), "")
                    .replaceFirst("}$", ",\"configuration\":{\"returnImmediately\":true}}");
            made.add(0, current.result("SendMessage", large).at("/task/id").asText());
        }

        JsonNode page = current.result("ListTasks", "{}");
        assertThat(page.get("tasks")).hasSize(2);
        assertThat(page.get("totalSize").asInt()).isEqualTo(3);
        JsonNode rest = current.result("ListTasks", "{\"pageToken\":" + page.get("nextPageToken") + "}");
        assertThat(rest.at("/tasks/0/id").asText()).isEqualTo(made.get(2));
        assertThat(rest.get("tasks")).hasSize(1);
        assertThat(rest.get("nextPageToken").asText()).isEmpty();
        JsonNode withoutHistory = current.result("ListTasks", "{\"historyLength\":0}");
        assertThat(withoutHistory.get("tasks")).hasSize(3);
    }

    @Test
    void listsTheTasksOfThisAddressPageByPage() {
        String own = A2aServer.meta("{\"name\":\"listed\",\"turns\":[]}");
        A2aServer.Caller current = SERVER.caller(own, "1.0");
        assertThat(current.result("ListTasks", "{}").toString())
                .isEqualTo("{\"tasks\":[],\"nextPageToken\":\"\",\"pageSize\":50,\"totalSize\":0}");
        List<String> made = new ArrayList<>();
        for (int i = 0; i < 5; i++) {
            String now = say10("Hi", "").replaceFirst("}$", ",\"configuration\":{\"returnImmediately\":true}}");
            made.add(0, current.result("SendMessage", now).at("/task/id").asText());
        }
        List<String> seen = new ArrayList<>();
        String token = "";
        do {
            JsonNode page = current.result("ListTasks", "{\"pageSize\":2,\"pageToken\":\"" + token + "\"}");
            assertThat(page.get("totalSize").asInt()).isEqualTo(5);
            page.get("tasks").forEach(task -> seen.add(task.get("id").asText()));
            token = page.get("nextPageToken").asText();
        } while (!token.isEmpty());
        assertThat(seen).containsExactlyElementsOf(made);

        current.result("CancelTask", "{\"id\":\"" + made.get(4) + "\"}");
        assertThat(current.result("ListTasks", "{}").at("/tasks/0/id").asText()).isEqualTo(made.get(4));
        JsonNode canceled = current.result("ListTasks", "{\"status\":\"TASK_STATE_CANCELED\",\"historyLength\":0}");
        assertThat(canceled.get("totalSize").asInt()).isEqualTo(1);
        assertThat(canceled.at("/tasks/0").has("artifacts")).isFalse();
        assertThat(canceled.at("/tasks/0").has("history")).isFalse();
        for (String params : List.of(
                "{\"pageSize\":0}",
                "{\"pageSize\":101}",
                "{\"pageToken\":\"x\"}",
                "{\"pageToken\":\"%%\"}",
                "{\"status\":\"working\"}",
                "{\"statusTimestampAfter\":\"yesterday\"}")) {
            assertThat(current.errorCode("ListTasks", params)).as(params).isEqualTo(-32602);
        }
    }

    @Test
    void beginsNothingAtAnAddressThatCannotBeRead() {
        HttpResponse<String> answer = SERVER.post(
                java.net.URI.create("http://127.0.0.1:" + SERVER.port() + "/api/bridge/bm90IGpzb24/a2a"),
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"message/send\",\"params\":" + say03("Hi", "") + "}",
                "Content-Type",
                "application/json");
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(json(answer.body()).at("/error/code").asInt()).isEqualTo(-32602);
    }
}
