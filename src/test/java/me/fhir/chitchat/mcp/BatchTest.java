package me.fhir.chitchat.mcp;

import static me.fhir.chitchat.mcp.RawMcpClient.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.bridge.BridgeServer;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Batches, which version 2025-03-26 has and no other. */
class BatchTest {
    @RegisterExtension
    static final BridgeServer SERVER = new BridgeServer();

    private final RawMcpClient talk = RawMcpClient.scripted(SERVER);

    private static String ping(Object id) {
        return "{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}";
    }

    private static List<Map<?, ?>> answers(HttpResponse<String> response) throws JsonSyntaxException {
        assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
        assertThat(response.headers().firstValue("Content-Type")).hasValue("application/json");
        List<Map<?, ?>> answers = new ArrayList<>();
        for (Json answer : ((Json.Array) Json.parse(response.body())).elements()) {
            answers.add(RawMcpClient.parse(answer.raw()));
        }
        return answers;
    }

    @Test
    void answersEveryRequestUnderItsIdAndNoNotification() throws JsonSyntaxException {
        List<Map<?, ?>> answers =
                answers(talk.post("[" + ping(1) + ",{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"},"
                        + "{\"jsonrpc\":\"2.0\",\"id\":\"b\",\"method\":\"tools/list\"},"
                        + "{\"jsonrpc\":\"2.0\",\"id\":3,\"method\":\"nope\"}]"));
        assertThat(answers).hasSize(3);
        assertThat(answers.get(0)).isEqualTo(Map.of("jsonrpc", "2.0", "id", 1, "result", Map.of()));
        Map<?, ?> listed = answers.get(1);
        assertThat(listed.get("id")).isEqualTo("b");
        assertThat(RawMcpClient.list(RawMcpClient.at(listed, "result"), "tools"))
                .hasSize(3);
        assertThat(RawMcpClient.at(answers.get(2), "error").get("code")).isEqualTo(-32601);
    }

    @Test
    void callsToolsSideBySide() throws JsonSyntaxException {
        String begin =
                "{\"jsonrpc\":\"2.0\",\"id\":%d,\"method\":\"tools/call\",\"params\":{\"name\":\"begin_chat_thread\"}}";
        List<Map<?, ?>> answers = answers(talk.post(
                "[" + begin.formatted(1) + "," + begin.formatted(2) + "]", "MCP-Protocol-Version", "2025-03-26"));
        assertThat(answers)
                .extracting(answer -> (Object) RawMcpClient.at(RawMcpClient.at(answer, "result"), "structuredContent")
                        .get("conversationId"))
                .hasSize(2)
                .doesNotHaveDuplicates();
    }

    @Test
    void receivesABatchOfNotifications() {
        HttpResponse<String> answer =
                talk.post("[{\"jsonrpc\":\"2.0\",\"method\":\"a\"},{\"jsonrpc\":\"2.0\",\"method\":\"b\"}]");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"2025-06-18", "2025-11-25", "2026-07-28", "x"})
    void noOtherVersionHasThem(String version) {
        assertError(talk.post("[" + ping(1) + "]", "MCP-Protocol-Version", version), 400, -32600);
    }

    @Test
    void takesNoEndlessBatchAndNoBrokenOne() {
        assertError(talk.post("[" + (ping(1) + ",").repeat(100) + ping(2) + "]"), 400, -32600);
        assertError(talk.post("[" + ping(1) + ","), 400, -32700);
        assertError(talk.post("[".repeat(100_000)), 400, -32700);
        RawMcpClient wrong = new RawMcpClient(SERVER, "e30");
        assertError(wrong.post("[" + ping(1) + "]"), 400, -32602);
    }
}
