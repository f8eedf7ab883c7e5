package me.fhir.chitchat.a2a;

import static me.fhir.chitchat.a2a.A2aServer.SILENT;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.function.Supplier;
import me.fhir.chitchat.json.JsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Anything at all comes back as the protocol's own error, in both versions: never a page, never a 500. */
class A2aHostilityTest {
    @RegisterExtension
    static final A2aServer SERVER = new A2aServer();

    private static final Set<Integer> OWN =
            Set.of(-32700, -32600, -32601, -32602, -32001, -32002, -32003, -32004, -32005, -32007);
    private static final List<String> METHODS = List.of(
            "message/send",
            "message/stream",
            "tasks/get",
            "tasks/cancel",
            "tasks/resubscribe",
            "SendMessage",
            "SendStreamingMessage",
            "GetTask",
            "ListTasks",
            "CancelTask",
            "SubscribeToTask",
            "GetExtendedAgentCard",
            "tasks/pushNotificationConfig/get",
            "nope",
            "");
    private static final List<String> MEMBERS = List.of(
            "message",
            "id",
            "configuration",
            "historyLength",
            "metadata",
            "messageId",
            "role",
            "parts",
            "taskId",
            "contextId",
            "kind",
            "text",
            "file",
            "bytes",
            "uri",
            "raw",
            "url",
            "data",
            "filename",
            "mediaType",
            "pageSize",
            "pageToken",
            "status",
            "acceptedOutputModes",
            "blocking",
            "returnImmediately");
    private static final List<String> ATOMS = List.of(
            "null",
            "true",
            "0",
            "-1",
            "1e400",
            "1e-7",
            "99999999999999999999",
            "\"\"",
            "\"x\"",
            "\"\\ud800\"",
            "[]",
            "{}",
            "\"ROLE_USER\"",
            "\"user\"",
            "\"text\"",
            "\"file\"",
            "\"AAAA\"",
            "[[[[]]]]");

    private final Random random = new Random(20261125);

    private String any(int depth) {
        int kind = depth == 0 ? 0 : random.nextInt(3);
        if (kind == 0) {
            return pick(ATOMS);
        }
        Supplier<String> element =
                kind == 1 ? () -> any(depth - 1) : () -> JsonWriter.quoted(pick(MEMBERS)) + ":" + any(depth - 1);
        StringBuilder out = new StringBuilder();
        for (int i = random.nextInt(5); i >= 0; i--) {
            out.append(out.isEmpty() ? "" : ",").append(element.get());
        }
        return kind == 1 ? "[" + out + "]" : "{" + out + "}";
    }

    private String pick(List<String> from) {
        return from.get(random.nextInt(from.size()));
    }

    private static JsonNode answer(String version, String body) {
        HttpResponse<String> answer = SERVER.post(
                SERVER.uri(SILENT, "/a2a"), body, "Content-Type", "application/json", "A2A-Version", version);
        assertThat(answer.statusCode()).as(body).isEqualTo(200);
        JsonNode said = A2aServer.json(answer.body().replaceFirst("^data: ", ""));
        assertThat(said.get("jsonrpc").asText()).isEqualTo("2.0");
        assertThat(said.has("id")).as(body).isTrue();
        return said;
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "1.0"})
    void answersAnythingAtRandom(String version) {
        for (int i = 0; i < 400; i++) {
            String params = random.nextInt(8) == 0 ? any(1) : object(any(4));
            String body = "{\"jsonrpc\":\"2.0\",\"id\":" + i + ",\"method\":" + JsonWriter.quoted(pick(METHODS))
                    + ",\"params\":" + params + "}";
            JsonNode said = answer(version, body);
            assertThat(said.get("id").asInt()).isEqualTo(i);
            if (said.has("error")) {
                assertThat(said.at("/error/code").asInt()).as("%s", body).isIn(OWN);
            }
        }
    }

    private static String object(String any) {
        return any.startsWith("{") ? any : "{\"message\":" + any + "}";
    }

    @ParameterizedTest
    @ValueSource(strings = {"0.3", "1.0"})
    void answersWhatIsNoRequestAtAll(String version) {
        for (int i = 0; i < 200; i++) {
            String text = any(3);
            String cut = text.substring(0, random.nextInt(text.length() + 1));
            assertThat(answer(version, cut).at("/error/code").asInt()).as(cut).isIn(-32700, -32600, -32602);
        }
        assertThat(answer(version, "\u0000\u0001").at("/error/code").asInt()).isEqualTo(-32700);
        assertThat(answer(version, "[".repeat(200_000)).at("/error/code").asInt())
                .isEqualTo(-32700);
    }

    @Test
    void answersPartsOfTwentyMegabytesAndDeepOnes() {
        String message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessage\",\"params\":{\"message\":{"
                + "\"role\":\"ROLE_USER\",\"messageId\":\"m\",\"parts\":[%s]}}}";
        String large = message.formatted("{\"raw\":\"" + "A".repeat(20 << 20) + "\"}");
        assertThat(answer("1.0", large).at("/error/code").asInt()).isEqualTo(-32600);
        String deep = message.formatted("{\"data\":" + "[".repeat(900) + "]".repeat(900) + "}")
                .replace("]}}}", "]},\"configuration\":{\"returnImmediately\":true}}}");
        assertThat(answer("1.0", deep).has("result")).isTrue();
        String tooDeep = message.formatted("{\"data\":" + "[".repeat(50_000) + "]".repeat(50_000) + "}");
        assertThat(answer("1.0", tooDeep).at("/error/code").asInt()).isEqualTo(-32700);
    }
}
