package me.fhir.chitchat.a2a;

import static me.fhir.chitchat.a2a.A2aServer.returnAtOnce;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * What a compatibility kit asks of an A2A 1.0 endpoint. Such a kit steers the other side by the beginning of its message
 * ids; a script agent plays that side.
 */
class A2aKitTest {
    @RegisterExtension
    static final A2aServer SERVER = new A2aServer();

    private static final String KIT = A2aServer.meta("""
            {"name":"kit","steps":[{"kind":"switch","on":"clientRequestId","cases":[
              {"startsWith":"tck-input-required","do":[{"kind":"post","text":"What exactly?"}]},
              {"startsWith":"tck-reject-task","do":[{"kind":"post","text":"No.","finality":"conversation",
                "outcome":{"status":"rejected"}}]},
              {"startsWith":"tck-delayed-complete","do":[{"kind":"post","text":"Working.","finality":"none"},
                {"kind":"post","text":"Done.","delayMs":1500,"finality":"conversation","outcome":{"status":"success"}}]},
              {"startsWith":"tck-artifact-file-url","do":[{"kind":"post","text":"","finality":"conversation","attachments":[
                {"name":"output.txt","contentType":"text/uri-list","content":"https://example.com/output.txt",
                 "url":"https://example.com/output.txt","mediaType":"text/plain","artifact":true}]}]},
              {"startsWith":"tck-artifact-file","do":[{"kind":"post","text":"","finality":"conversation","attachments":[
                {"name":"output.txt","contentType":"text/plain","content":"tck","artifact":true}]}]},
              {"startsWith":"tck-artifact-text","do":[{"kind":"post","text":"","finality":"conversation","attachments":[
                {"name":"text","contentType":"text/plain","content":"Generated text content","artifact":true,
                 "part":"text"}]}]},
              {"startsWith":"tck-artifact-data","do":[{"kind":"post","text":"","finality":"conversation","attachments":[
                {"name":"data.json","contentType":"application/json","content":"{\\\"key\\\":\\\"value\\\",\\\"count\\\":42}",
                 "artifact":true,"part":"data"}]}]}],
              "otherwise":[{"kind":"post","text":"Hello.","finality":"conversation","outcome":{"status":"success"}}]}]}""");

    private final A2aServer.Caller kit = SERVER.caller(KIT, "1.0");

    /** Params of a message whose id steers; {@code more} are further members, comma first. */
    private static String steer(String behaviour, String more) {
        return "{\"message\":{\"role\":\"ROLE_USER\",\"messageId\":\"tck-" + behaviour + "-" + UUID.randomUUID()
                + "\",\"parts\":[{\"text\":\"Hello from a kit\"}]" + more + "}}";
    }

    private JsonNode send(String params) {
        JsonNode sent = kit.result("SendMessage", params);
        StrictShapes.frame(sent);
        return sent.get("task");
    }

    private static String state(JsonNode task) {
        return task.at("/status/state").asText();
    }

    private static String on(JsonNode task) {
        return ",\"taskId\":" + task.get("id");
    }

    private static String id(JsonNode task) {
        return "{\"id\":" + task.get("id") + "}";
    }

    @ParameterizedTest
    @CsvSource({
        "complete-task, TASK_STATE_COMPLETED",
        "input-required, TASK_STATE_INPUT_REQUIRED",
        "reject-task, TASK_STATE_REJECTED",
        "delayed-complete, TASK_STATE_COMPLETED",
        "anything, TASK_STATE_COMPLETED"
    })
    void waitsForTheStateThatItIsSteeredTo(String behaviour, String state) {
        JsonNode task = send(steer(behaviour, ""));
        assertThat(state(task)).isEqualTo(state);
        assertThat(task.get("contextId").asText()).isNotEmpty();
        JsonNode again = kit.result("GetTask", id(task));
        StrictShapes.task(again);
        assertThat(again).isEqualTo(task);
    }

    @Test
    void answersAtOnceWhenAskedTo() {
        JsonNode task = send(returnAtOnce(steer("delayed-complete", "")));
        assertThat(state(task)).isIn("TASK_STATE_SUBMITTED", "TASK_STATE_WORKING");
    }

    @Test
    void goesOnWithATaskThatAskedForInput() {
        JsonNode asked = send(steer("input-required", ""));
        JsonNode done = send(steer("complete-task", on(asked)));
        assertThat(done.get("id")).isEqualTo(asked.get("id"));
        assertThat(done.get("contextId")).isEqualTo(asked.get("contextId"));
        assertThat(state(done)).isEqualTo("TASK_STATE_COMPLETED");
        List<String> said = new ArrayList<>();
        done.get("history")
                .forEach(message -> said.add(message.at("/parts/0/text").asText()));
        assertThat(said).containsExactly("Hello from a kit", "What exactly?", "Hello from a kit", "Hello.");
    }

    @ParameterizedTest
    @CsvSource({
        "artifact-text, text, Generated text content",
        "artifact-file, raw, dGNr",
        "artifact-file-url, url, https://example.com/output.txt"
    })
    void showsResultsAsTheirAuthorMeantThem(String behaviour, String content, String value) {
        JsonNode part = send(steer(behaviour, "")).at("/artifacts/0/parts/0");
        assertThat(part.get(content).asText()).isEqualTo(value);
        if (!content.equals("text")) {
            assertThat(part.get("filename").asText()).isEqualTo("output.txt");
            assertThat(part.get("mediaType").asText()).isEqualTo("text/plain");
        }
    }

    @Test
    void showsDataAsData() {
        JsonNode part = send(steer("artifact-data", "")).at("/artifacts/0/parts/0");
        assertThat(part.get("data").toString()).isEqualTo("{\"key\":\"value\",\"count\":42}");
    }

    @Test
    void refusesWhatATaskThatHasEndedCannotDo() {
        for (String behaviour : List.of("complete-task", "reject-task")) {
            JsonNode task = send(steer(behaviour, ""));
            assertError("SendMessage", steer("x", on(task)), -32004, "UNSUPPORTED_OPERATION");
            assertError("SendStreamingMessage", steer("x", on(task)), -32004, "UNSUPPORTED_OPERATION");
            assertError("SubscribeToTask", id(task), -32004, "UNSUPPORTED_OPERATION");
            assertError("CancelTask", id(task), -32002, "TASK_NOT_CANCELABLE");
        }
        JsonNode canceled = kit.result("CancelTask", id(send(steer("input-required", ""))));
        assertThat(state(canceled)).isEqualTo("TASK_STATE_CANCELED");
        assertError("CancelTask", id(canceled), -32002, "TASK_NOT_CANCELABLE");
    }

    @ParameterizedTest
    @ValueSource(strings = {"GetTask", "CancelTask", "SubscribeToTask"})
    void findsNoTaskThatItDidNotMake(String method) {
        assertError(method, "{\"id\":\"tck-nonexistent\"}", -32001, "TASK_NOT_FOUND");
    }

    @Test
    void findsNoTaskForAMessageEither() {
        assertError("SendMessage", steer("x", ",\"taskId\":\"tck-nonexistent\""), -32001, "TASK_NOT_FOUND");
        assertError("SendStreamingMessage", steer("x", ",\"taskId\":\"tck-nonexistent\""), -32001, "TASK_NOT_FOUND");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "CreateTaskPushNotificationConfig",
                "GetTaskPushNotificationConfig",
                "ListTaskPushNotificationConfigs",
                "DeleteTaskPushNotificationConfig"
            })
    void hasNoPushNotifications(String method) {
        String params = "{\"taskId\":\"t\",\"id\":\"c\",\"url\":\"https://example.com\"}";
        assertError(method, params, -32003, "PUSH_NOTIFICATION_NOT_SUPPORTED");
    }

    @Test
    void hasNoExtendedCardAndNoUnknownMethod() {
        assertError("GetExtendedAgentCard", "{}", -32007, "EXTENDED_AGENT_CARD_NOT_CONFIGURED");
        assertThat(kit.errorCode("NonExistentMethod", "{}")).isEqualTo(-32601);
        assertThat(kit.errorCode("SendMessage", "{}")).isEqualTo(-32602);
        assertThat(kit.errorCode("SendMessage", steer("x", "").replace("ROLE_USER", "ROLE_AGENT")))
                .isEqualTo(-32602);
    }

    @Test
    void negotiatesVersionsAndMediaTypes() {
        assertError(SERVER.caller(KIT, "99.0"), "SendMessage", steer("x", ""), -32009, "VERSION_NOT_SUPPORTED");
        assertThat(SERVER.caller(KIT, "")
                        .result("SendMessage", steer("complete-task", ""))
                        .has("task"))
                .as("without a version the method's name decides")
                .isTrue();
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessage\",\"params\":" + steer("x", "") + "}";
        HttpResponse<String> answer =
                SERVER.post(SERVER.uri(KIT, "/a2a/"), body, "Content-Type", "text/plain", "A2A-Version", "1.0");
        JsonNode error = A2aServer.json(answer.body()).get("error");
        assertThat(error.get("code").asInt()).isEqualTo(-32005);
        assertThat(error.at("/data/0/reason").asText()).isEqualTo("CONTENT_TYPE_NOT_SUPPORTED");
    }

    @Test
    void leavesHistoryOutAsFarAsAsked() {
        JsonNode task =
                send(steer("complete-task", "").replaceFirst("}$", ",\"configuration\":{\"historyLength\":0}}"));
        assertThat(task.has("history")).isFalse();
        String one = id(task).replace("}", ",\"historyLength\":1}");
        assertThat(kit.result("GetTask", one).get("history")).hasSize(1);
        assertThat(kit.result("GetTask", one).at("/history/0/parts/0/text").asText())
                .isEqualTo("Hello.");
        assertThat(kit.result("GetTask", one.replace(":1}", ":0}")).has("history"))
                .isFalse();
        assertThat(kit.errorCode("GetTask", one.replace(":1}", ":-1}"))).isEqualTo(-32602);
    }

    @Test
    void ignoresWhatItDoesNotKnow() {
        JsonNode task = send(steer("complete-task", ",\"tckUnknownField\":{\"a\":[1]}")
                .replaceFirst("}$", ",\"tckExtraParam\":42}"));
        assertThat(state(task)).isEqualTo("TASK_STATE_COMPLETED");
    }

    @Test
    void listsStrictlyAndNothingOfUnknownContexts() {
        JsonNode done = send(steer("artifact-file", ""));
        JsonNode listed = kit.result("ListTasks", "{\"contextId\":" + done.get("contextId") + "}");
        StrictShapes.list(listed);
        assertThat(listed.at("/tasks/0/id")).isEqualTo(done.get("id"));
        assertThat(listed.at("/tasks/0").has("artifacts")).isFalse();
        JsonNode whole =
                kit.result("ListTasks", "{\"contextId\":" + done.get("contextId") + ",\"includeArtifacts\":true}");
        StrictShapes.list(whole);
        assertThat(whole.at("/tasks/0/artifacts")).hasSize(1);
        JsonNode none = kit.result("ListTasks", "{\"contextId\":\"tck-test-context\",\"pageSize\":2}");
        StrictShapes.list(none);
        assertThat(none.get("tasks")).isEmpty();
        assertThat(none.get("nextPageToken").asText()).isEmpty();
        JsonNode all = kit.result("ListTasks", "{\"pageSize\":100}");
        List<String> times = new ArrayList<>();
        all.get("tasks").forEach(task -> times.add(task.at("/status/timestamp").asText()));
        assertThat(times).isSortedAccordingTo((one, other) -> other.compareTo(one));
    }

    @ParameterizedTest
    @ValueSource(strings = {"complete-task", "delayed-complete", "artifact-file", "reject-task", "input-required"})
    void streamsWhatAStrictClientTakes(String behaviour) {
        List<JsonNode> frames = kit.frames("SendStreamingMessage", steer(behaviour, ""));
        assertThat(frames).allSatisfy(StrictShapes::frame);
        assertThat(frames.get(0).has("task")).isTrue();
        assertThat(frames.subList(1, frames.size())).noneMatch(frame -> frame.has("task"));
        JsonNode last = frames.get(frames.size() - 1);
        String end = last.at("/statusUpdate/status/state").asText();
        assertThat(end.equals("TASK_STATE_INPUT_REQUIRED")).isEqualTo(behaviour.equals("input-required"));
        // A task never goes back.
        assertThat(Set.of("TASK_STATE_SUBMITTED", "TASK_STATE_WORKING"))
                .contains(state(frames.get(0).get("task")));
        assertThat(frames.subList(1, frames.size() - 1)).noneMatch(frame -> frame.has("statusUpdate"));
    }

    private void assertError(String method, String params, int code, String reason) {
        assertError(kit, method, params, code, reason);
    }

    private static void assertError(A2aServer.Caller caller, String method, String params, int code, String reason) {
        HttpResponse<String> answer = caller.raw(method, params);
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        JsonNode error = A2aServer.json(answer.body()).path("error");
        assertThat(error.fieldNames()).toIterable().containsExactlyInAnyOrder("code", "message", "data");
        assertThat(error.get("code").asInt()).as(answer.body()).isEqualTo(code);
        assertThat(error.get("data").toString())
                .isEqualTo("[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\",\"reason\":\"" + reason
                        + "\",\"domain\":\"a2a-protocol.org\"}]");
    }
}
