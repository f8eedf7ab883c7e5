package me.fhir.chitchat.mcp;

import static me.fhir.chitchat.mcp.RawMcpClient.assertError;
import static me.fhir.chitchat.mcp.RawMcpClient.at;
import static me.fhir.chitchat.mcp.RawMcpClient.json;
import static me.fhir.chitchat.mcp.RawMcpClient.list;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.bridge.BridgeServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class McpGenerationsTest {
    private static final String META = "\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
            + "\"io.modelcontextprotocol/clientCapabilities\":{}}";

    @RegisterExtension
    static final BridgeServer SERVER = new BridgeServer();

    private final RawMcpClient talk = RawMcpClient.scripted(SERVER);

    private HttpResponse<String> modern(String method, String params) {
        return talk.request(
                method, "{" + params + META + "}", "MCP-Protocol-Version", "2026-07-28", "Mcp-Method", method);
    }

    @ParameterizedTest
    @ValueSource(strings = {"2024-11-05", "2025-03-26", "2025-06-18", "2025-11-25"})
    void echoesAKnownVersionOnInitialize(String version) {
        Map<?, ?> result = at(
                json(talk.request("initialize", "{\"protocolVersion\":\"" + version + "\",\"capabilities\":{}}")),
                "result");
        assertThat(result.get("protocolVersion")).isEqualTo(version);
        assertThat(at(result, "capabilities")).isEqualTo(Map.of("tools", Map.of()));
        assertThat(at(result, "serverInfo").get("name")).isEqualTo("chitchat");
        assertThat(String.valueOf(result.get("instructions")))
                .contains("Knee MRI")
                .contains("You play clinic")
                .contains("payer");
    }

    @Test
    void offersItsLatestVersionToAClientOfAnother() {
        HttpResponse<String> answer = talk.request("initialize", "{\"protocolVersion\":\"1999-01-01\"}");
        assertThat(at(json(answer), "result").get("protocolVersion")).isEqualTo("2025-11-25");
        assertThat(answer.headers().firstValue("Mcp-Session-Id")).isEmpty();
    }

    @ParameterizedTest
    @CsvSource({
        "2024-12-01, 2024-11-05",
        "2025-05-01, 2025-03-26",
        "2025-07-01, 2025-06-18",
        "2026-01-31, 2025-11-25",
        "2026-07-28, 2025-11-25",
        "DRAFT-2026-v1, 2025-11-25",
        "2025, 2025-11-25"
    })
    void answersAnUnknownVersionWithTheNewestThatIsNotNewer(String asked, String answered) {
        HttpResponse<String> answer = talk.request("initialize", "{\"protocolVersion\":\"" + asked + "\"}");
        assertThat(at(json(answer), "result").get("protocolVersion")).isEqualTo(answered);
    }

    @Test
    void servesAClientOf2024AfterItsInitialize() {
        assertThat(talk.request("tools/list", "{}", "MCP-Protocol-Version", "2024-11-05")
                        .statusCode())
                .isEqualTo(200);
        assertThat(talk.post(
                                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}]",
                                "MCP-Protocol-Version",
                                "2024-11-05")
                        .body())
                .isEqualTo("[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}]");
    }

    @Test
    void takesNotificationsWithoutAnswer() {
        HttpResponse<String> answer = talk.post(
                "{\"jsonrpc\":\"2.0\",\"method\":\"notifications/initialized\"}", "MCP-Protocol-Version", "2025-06-18");
        assertThat(answer.statusCode()).isEqualTo(202);
        assertThat(answer.body()).isEmpty();
    }

    @Test
    void answersPingOfTheOldEraAndKeepsTheTypeOfIds() {
        assertThat(talk.post("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"method\":\"ping\"}")
                        .body())
                .isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":\"x\",\"result\":{}}");
        assertThat(talk.request("ping", "{}").body()).contains("\"id\":7,");
    }

    @Test
    void hasNeitherStreamsNorSessions() {
        for (String method : List.of("GET", "DELETE")) {
            HttpResponse<String> answer = SERVER.send(HttpRequest.newBuilder(SERVER.api(talk.path()))
                    .method(method, BodyPublishers.noBody())
                    .build());
            assertThat(answer.statusCode()).isEqualTo(405);
            assertThat(answer.headers().firstValue("Allow")).hasValue("POST");
        }
    }

    @Test
    void refusesAVersionHeaderItDoesNotKnow() {
        assertThat(talk.request("ping", "{}", "MCP-Protocol-Version", "2020-01-01")
                        .statusCode())
                .isEqualTo(400);
        assertThat(talk.request("ping", "{}", "MCP-Protocol-Version", "2025-11-25")
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void discoversInTheNewEra() {
        HttpResponse<String> answer = modern("server/discover", "");
        assertThat(answer.statusCode()).isEqualTo(200);
        Map<?, ?> result = at(json(answer), "result");
        assertThat(result.get("resultType")).isEqualTo("complete");
        assertThat(result.get("supportedVersions")).isEqualTo(List.of("2026-07-28"));
        assertThat(result.get("ttlMs")).isInstanceOf(Integer.class);
        assertThat(result.get("cacheScope")).isEqualTo("public");
        assertThat(at(result, "capabilities")).isEqualTo(Map.of("tools", Map.of()));
        assertThat(String.valueOf(result.get("instructions"))).contains("You play clinic");
        assertThat(at(at(result, "_meta"), "io.modelcontextprotocol/serverInfo").get("name"))
                .isEqualTo("chitchat");
    }

    @Test
    void listsTheSameToolsInBothErasInOrder() {
        Map<?, ?> old = at(json(talk.request("tools/list", "{}")), "result");
        Map<?, ?> modern = at(json(modern("tools/list", "")), "result");
        assertThat(old.get("tools")).isEqualTo(modern.get("tools"));
        assertThat(old.containsKey("resultType")).isFalse();
        assertThat(modern.get("resultType")).isEqualTo("complete");
        assertThat(modern.get("ttlMs")).isInstanceOf(Integer.class);
        assertThat(modern.get("cacheScope")).isEqualTo("public");
        List<?> tools = list(old, "tools");
        assertThat(tools)
                .extracting(tool -> (Object) ((Map<?, ?>) tool).get("name"))
                .isEqualTo(List.of("begin_chat_thread", "send_message_to_chat_thread", "check_replies"));
        for (Object tool : tools) {
            Map<?, ?> fields = (Map<?, ?>) tool;
            assertThat(at(fields, "inputSchema").get("type")).isEqualTo("object");
            assertThat(at(fields, "outputSchema").get("type")).isEqualTo("object");
            assertThat(String.valueOf(fields.get("description")))
                    .contains("Knee MRI")
                    .contains("clinic")
                    .contains("payer");
        }
    }

    @Test
    void callsToolsOfTheNewEraWithAPlainAndAnEncodedName() {
        for (String name : List.of("begin_chat_thread", "=?base64?YmVnaW5fY2hhdF90aHJlYWQ=?=")) {
            HttpResponse<String> answer = talk.request(
                    "tools/call",
                    "{\"name\":\"begin_chat_thread\"," + META + "}",
                    "MCP-Protocol-Version",
                    "2026-07-28",
                    "Mcp-Method",
                    "tools/call",
                    "Mcp-Name",
                    name);
            assertThat(answer.statusCode()).isEqualTo(200);
            assertThat(at(json(answer), "result").get("resultType")).isEqualTo("complete");
            assertThat(at(json(answer), "result").get("isError")).isEqualTo(false);
        }
    }

    @Test
    void refusesHeadersThatDoNotSayWhatTheBodySays() {
        String params = "{\"name\":\"begin_chat_thread\"," + META + "}";
        String version = "MCP-Protocol-Version";
        assertError(talk.request("tools/list", "{" + META + "}", "Mcp-Method", "tools/list"), 400, -32020);
        assertError(talk.request("tools/list", "{" + META + "}", version, "2026-07-28"), 400, -32020);
        assertError(
                talk.request("tools/list", "{" + META + "}", version, "2025-11-25", "Mcp-Method", "tools/list"),
                400,
                -32020);
        assertError(
                talk.request("tools/list", "{" + META + "}", version, "2026-07-28", "Mcp-Method", "TOOLS/LIST"),
                400,
                -32020);
        assertError(talk.request("tools/call", params, version, "2026-07-28", "Mcp-Method", "tools/call"), 400, -32020);
        assertError(
                talk.request(
                        "tools/call",
                        params,
                        version,
                        "2026-07-28",
                        "Mcp-Method",
                        "tools/call",
                        "Mcp-Name",
                        "check_replies"),
                400,
                -32020);
    }

    @Test
    void refusesAnUnknownVersionAndNamesTheKnownOne() {
        String meta = META.replace("2026-07-28", "2031-01-01");
        HttpResponse<String> answer = talk.request(
                "tools/list", "{" + meta + "}", "MCP-Protocol-Version", "2031-01-01", "Mcp-Method", "tools/list");
        assertError(answer, 400, -32022);
        assertThat(at(at(json(answer), "error"), "data"))
                .isEqualTo(Map.of("supported", List.of("2026-07-28"), "requested", "2031-01-01"));
    }

    @Test
    void requiresTheWholeEnvelopeOfTheModernGeneration() {
        assertError(talk.request("tools/list", "{}", "MCP-Protocol-Version", "2026-07-28"), 400, -32602);
        assertError(
                talk.request(
                        "tools/list",
                        "{\"_meta\":{\"io.modelcontextprotocol/clientCapabilities\":{}}}",
                        "MCP-Protocol-Version",
                        "2026-07-28"),
                400,
                -32602);
        assertError(
                talk.request(
                        "tools/list",
                        "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\"}}",
                        "MCP-Protocol-Version",
                        "2026-07-28",
                        "Mcp-Method",
                        "tools/list"),
                400,
                -32602);
        assertError(
                talk.request("tools/list", "{\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":7}}"), 400, -32602);
    }

    @ParameterizedTest
    @ValueSource(strings = {"initialize", "ping", "logging/setLevel", "resources/list", "nope"})
    void hasNoOtherMethodInTheNewEra(String method) {
        HttpResponse<String> answer = modern(method, "");
        assertError(answer, 404, -32601);
        assertThat(json(answer).get("id")).isEqualTo(7);
    }

    @Test
    void reportsUnknownMethodsAndToolsToLegacyClientsInBand() {
        assertError(talk.request("resources/list", "{}"), 200, -32601);
        assertError(talk.request("tools/call", "{\"name\":\"nope\"}"), 200, -32602);
        assertError(talk.request("tools/call", "{}"), 200, -32602);
    }

    @Test
    void servesTheAddressWithASlashAtItsEnd() {
        HttpResponse<String> answer =
                SERVER.post(talk.path() + "/", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
        assertThat(answer.body()).isEqualTo("{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}");
    }
}
