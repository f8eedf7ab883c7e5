package me.fhir.chitchat.a2a;

import static me.fhir.chitchat.a2a.A2aServer.ASK_THEN_APPROVE;
import static me.fhir.chitchat.a2a.A2aServer.json;
import static me.fhir.chitchat.a2a.A2aServer.say10;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpResponse;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The HTTP+JSON binding of A2A 1.0, and the paths that it had in 0.3. */
class RestBindingTest {
    @RegisterExtension
    static final A2aServer SERVER = new A2aServer();

    private static HttpResponse<String> post(String path, String body, String type) {
        return SERVER.post(SERVER.uri(ASK_THEN_APPROVE, "/a2a" + path), body, "Content-Type", type);
    }

    private static JsonNode ok(HttpResponse<String> answer) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer.body());
    }

    private static JsonNode get(String path) {
        return ok(SERVER.get(SERVER.uri(ASK_THEN_APPROVE, "/a2a" + path)));
    }

    private static void assertError(HttpResponse<String> answer, int status, String name, String reason) {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(status);
        JsonNode error = json(answer.body()).get("error");
        assertThat(error.get("code").asInt()).isEqualTo(status);
        assertThat(error.get("status").asText()).isEqualTo(name);
        assertThat(error.get("message").asText()).endsWith(".");
        assertThat(error.at("/details/0/reason").asText()).isEqualTo(reason);
        assertThat(error.at("/details/0/domain").asText()).isEqualTo("a2a-protocol.org");
    }

    private static List<JsonNode> frames(HttpResponse<String> stream) {
        assertThat(stream.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        return stream.body()
                .lines()
                .filter(line -> line.startsWith("data: "))
                .map(line -> json(line.substring(6)))
                .toList();
    }

    @Test
    void carriesAConversationToItsEnd() {
        HttpResponse<String> sent = post("/message:send", say10("May I?", ""), "application/a2a+json");
        assertThat(sent.headers().firstValue("Content-Type")).contains("application/a2a+json");
        JsonNode task = ok(sent).get("task");
        assertThat(task.at("/status/state").asText()).isEqualTo("TASK_STATE_INPUT_REQUIRED");
        String id = task.get("id").asText();
        assertThat(get("/tasks/" + id)).isEqualTo(task);
        assertThat(get("/tasks/" + id + "?historyLength=1").get("history")).hasSize(1);

        List<JsonNode> frames =
                frames(post("/message:stream", say10("The notes.", ",\"taskId\":\"" + id + "\""), "application/json"));
        assertThat(frames.get(0).has("task")).isTrue();
        assertThat(frames.get(frames.size() - 1)
                        .at("/statusUpdate/status/state")
                        .asText())
                .isEqualTo("TASK_STATE_COMPLETED");
        JsonNode listed = get("/tasks?pageSize=1&includeArtifacts=true&status=TASK_STATE_COMPLETED&contextId="
                + task.get("contextId").asText());
        assertThat(listed.get("totalSize").asInt()).isEqualTo(1);
        assertThat(listed.at("/tasks/0/artifacts")).hasSize(1);

        assertError(
                post("/tasks/" + id + ":cancel", "", "application/json"),
                400,
                "FAILED_PRECONDITION",
                "TASK_NOT_CANCELABLE");
        assertError(
                post("/tasks/" + id + ":subscribe", "{}", "application/json"),
                400,
                "FAILED_PRECONDITION",
                "UNSUPPORTED_OPERATION");
        assertError(
                post("/message:send", say10("x", ",\"taskId\":\"" + id + "\""), "application/json"),
                400,
                "FAILED_PRECONDITION",
                "UNSUPPORTED_OPERATION");
    }

    @Test
    void cancelsAndSubscribes() {
        String id = ok(post("/message:send", say10("May I?", ""), "application/json"))
                .at("/task/id")
                .asText();
        JsonNode canceled = ok(post("/tasks/" + id + ":cancel", "{}", "application/json"));
        assertThat(canceled.at("/status/state").asText()).isEqualTo("TASK_STATE_CANCELED");
        HttpResponse<String> old = SERVER.get(SERVER.uri(ASK_THEN_APPROVE, "/a2a/v1/tasks/" + id + ":subscribe"));
        assertThat(frames(old)).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "/message:send | {} | application/json | 400 | INVALID_ARGUMENT | INVALID_PARAMS",
                "/message:send | { | application/json | 400 | INVALID_ARGUMENT | PARSE_ERROR",
                "/message:send | [] | application/json | 400 | INVALID_ARGUMENT | INVALID_REQUEST",
                "/message:stream | {} | application/json | 400 | INVALID_ARGUMENT | INVALID_PARAMS",
                "/message:send | {} | text/plain | 400 | INVALID_ARGUMENT | CONTENT_TYPE_NOT_SUPPORTED",
                "/tasks/nope:cancel | {} | application/json | 404 | NOT_FOUND | TASK_NOT_FOUND",
                "/tasks/nope:subscribe | {} | application/json | 404 | NOT_FOUND | TASK_NOT_FOUND",
                "/message:send?A2A-Version=2.0 | {} | application/json | 400 | FAILED_PRECONDITION | VERSION_NOT_SUPPORTED",
                "/tasks/x/pushNotificationConfigs | {} | application/json | 400 | FAILED_PRECONDITION | PUSH_NOTIFICATION_NOT_SUPPORTED",
            })
    void answersFaultsAsTheBindingSays(String path, String body, String type, int status, String name, String reason) {
        assertError(post(path, body, type), status, name, reason);
    }

    @Test
    void answersFaultsOfQueriesAndAddresses() {
        URI uri = SERVER.uri(ASK_THEN_APPROVE, "/a2a/tasks?pageSize=0");
        assertError(SERVER.get(uri), 400, "INVALID_ARGUMENT", "INVALID_PARAMS");
        assertError(SERVER.get(SERVER.uri(ASK_THEN_APPROVE, "/a2a/tasks/nope")), 404, "NOT_FOUND", "TASK_NOT_FOUND");
        URI bad = URI.create("http://127.0.0.1:" + SERVER.port() + "/api/bridge/e30/a2a/tasks");
        assertError(SERVER.get(bad), 400, "INVALID_ARGUMENT", "INVALID_PARAMS");
        HttpResponse<String> get = SERVER.get(SERVER.uri(ASK_THEN_APPROVE, "/a2a/message:send"));
        assertThat(get.statusCode()).isEqualTo(405);
        assertThat(get.headers().firstValue("Allow")).contains("POST, OPTIONS");
        assertThat(SERVER.get(SERVER.uri(ASK_THEN_APPROVE, "/a2a/nothing")).statusCode())
                .isEqualTo(404);
    }

    @Test
    void answersThePathsOf03InTheirShapes() {
        String message = "{\"message\":{\"messageId\":\"m1\",\"role\":\"ROLE_USER\",\"content\":[{\"text\":\"May I?\"},"
                + "{\"file\":{\"fileWithBytes\":\"AP8Q\",\"mimeType\":\"application/x\",\"name\":\"a.bin\"}},"
                + "{\"data\":{\"data\":{\"n\":1.50}}}]},\"configuration\":{\"blocking\":true}}";
        JsonNode task =
                ok(post("/v1/message:send", message, "application/json")).get("task");
        assertThat(task.at("/status/state").asText()).isEqualTo("TASK_STATE_INPUT_REQUIRED");
        JsonNode own = task.at("/history/0/content");
        assertThat(own.at("/0/text").asText()).isEqualTo("May I?");
        assertThat(own.get(1))
                .isEqualTo(json(
                        "{\"file\":{\"fileWithBytes\":\"AP8Q\",\"mimeType\":\"application/x\",\"name\":\"a.bin\"}}"));
        String id = task.get("id").asText();
        assertThat(get("/v1/tasks/" + id)).isEqualTo(task);
        String second = "{\"message\":{\"messageId\":\"m2\",\"role\":\"ROLE_USER\",\"taskId\":\"" + id
                + "\",\"content\":[{\"text\":\"The notes.\"}]}}";
        List<JsonNode> frames = frames(post("/v1/message:stream", second, "application/json"));
        assertThat(frames.get(frames.size() - 1).at("/statusUpdate/final").asBoolean())
                .isTrue();
        assertError(
                post("/v1/tasks/" + id + ":cancel", "{}", "application/json"),
                400,
                "FAILED_PRECONDITION",
                "TASK_NOT_CANCELABLE");
    }
}
