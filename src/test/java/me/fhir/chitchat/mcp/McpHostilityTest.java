package me.fhir.chitchat.mcp;

import static me.fhir.chitchat.mcp.RawMcpClient.assertError;
import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.util.List;
import java.util.Random;
import java.util.Set;
import me.fhir.chitchat.bridge.BridgeServer;
import me.fhir.chitchat.json.JsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class McpHostilityTest {
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    @RegisterExtension
    static final BridgeServer SERVER =
            new BridgeServer("corsAllowedOrigins", "https://ui.example", "allowedHosts", "named.example");

    private final RawMcpClient talk = RawMcpClient.scripted(SERVER);

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nope", "\"", "{\"a\":1}x", "\u0000", "{\"id\":1,}"})
    void refusesTextThatIsNotJson(String body) {
        assertError(talk.post(body), 400, -32700);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1",
                "null",
                "\"x\"",
                "[]",
                "[1]",
                "[[]]",
                "[{}]",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"},7]",
                "[{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}]",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}]",
                "[{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"initialize\",\"params\":{}}]",
                "{}",
                "{\"jsonrpc\":\"2.0\",\"id\":1}",
                "{\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"1.0\",\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":2.0,\"id\":1,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":{},\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":null,\"method\":\"ping\"}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":7}",
                "{\"jsonrpc\":\"2.0\",\"id\":1,\"result\":{}}",
            })
    void refusesJsonThatIsNoRequest(String body) {
        assertError(talk.post(body), 400, -32600);
    }

    @Test
    void refusesParamsOfAnotherKind() {
        assertError(talk.request("ping", "[]"), 400, -32602);
        assertError(talk.request("ping", "7"), 400, -32602);
        assertThat(talk.failure("check_replies", "[]")).contains("arguments must be an object");
    }

    @Test
    void bearsDeepNesting() {
        String deep = "[".repeat(100_000) + "]".repeat(100_000);
        assertError(talk.request("ping", "{\"a\":" + deep + "}"), 400, -32700);
        String nested = "{\"a\":".repeat(900) + "1" + "}".repeat(900);
        assertThat(talk.request("ping", nested).statusCode()).isEqualTo(200);
    }

    @Test
    void takesNoBodyAboveItsLimit() {
        String arguments = "{\"conversationId\":\"x\",\"message\":" + JsonWriter.quoted("a".repeat(20 << 20)) + "}";
        HttpResponse<String> answer = talk.request(
                "tools/call", "{\"name\":\"send_message_to_chat_thread\",\"arguments\":" + arguments + "}");
        assertError(answer, 413, -32600);
        assertThat(answer.body()).contains("16 MiB");
    }

    @Test
    void deliversALargeDocumentWhole() {
        String handle = talk.begin();
        String content = "ä€𝄞".repeat(600_000);
        talk.value(
                "send_message_to_chat_thread",
                "{\"conversationId\":\"" + handle + "\",\"message\":\"\",\"attachments\":[{\"name\":\"big.txt\","
                        + "\"contentType\":\"text/plain\",\"content\":" + JsonWriter.quoted(content) + "}]}");
        assertThat(talk.settled(handle).get("status")).isEqualTo("input-required");
    }

    @Test
    void takesALongTemplateInItsAddress() {
        String meta = "{\"agents\":[{\"id\":\"me\"}],\"description\":\"" + "x".repeat(30_000) + "\"}";
        RawMcpClient wordy = new RawMcpClient(SERVER, BridgeServer.config64(meta));
        assertThat(wordy.config64()).hasSizeGreaterThan(40_000);
        assertThat(wordy.post(PING).statusCode()).isEqualTo(200);
    }

    @Test
    void requiresTheMediaTypeOfJson() {
        assertError(talk.post(PING, "Content-Type", "text/plain"), 415, -32600);
        assertThat(talk.post(PING, "Content-Type", "Application/JSON; charset=utf-8")
                        .statusCode())
                .isEqualTo(200);
    }

    @ParameterizedTest
    @ValueSource(strings = {"x", "e30", "W10", "!!", "%2F%2F", "eyJhZ2VudHMiOltdfQ", "_w"})
    void refusesAnAddressWithoutAValidTemplate(String config64) {
        RawMcpClient wrong = new RawMcpClient(SERVER, config64);
        assertError(wrong.post(PING), 400, -32602);
        HttpResponse<String> diag = SERVER.get(wrong.path() + "/diag");
        assertThat(diag.statusCode()).isEqualTo(404);
        assertThat(RawMcpClient.json(diag).keySet()).isEqualTo(Set.of("error"));
    }

    @Test
    void answersAnythingAtRandomInItsOwnWords() {
        Random random = new Random(20261125);
        List<String> atoms = List.of(
                "1", "-1", "1e400", "null", "true", "\"x\"", "{}", "[]", "\"\\ud800\"", "1e-7", "99999999999999999999");
        List<String> methods = List.of("initialize", "tools/list", "tools/call", "ping", "server/discover");
        List<String> names =
                List.of("name", "arguments", "_meta", "protocolVersion", "conversationId", "message", "attachments");
        for (int i = 0; i < 300; i++) {
            String params = "{\"name\":\""
                    + List.of("begin_chat_thread", "check_replies", "x").get(random.nextInt(3)) + "\",\""
                    + names.get(random.nextInt(names.size()))
                    + "\":{\"" + names.get(random.nextInt(names.size())) + "\":"
                    + atoms.get(random.nextInt(atoms.size())) + ",\"waitMs\":" + atoms.get(random.nextInt(atoms.size()))
                    + "}}";
            HttpResponse<String> answer = talk.request(methods.get(random.nextInt(methods.size())), params);
            assertThat(answer.statusCode()).as("%s %s", params, answer.body()).isIn(200, 400, 404);
            assertThat(RawMcpClient.json(answer).get("jsonrpc")).isEqualTo("2.0");
            assertThat(answer.body()).doesNotContain("error id");
        }
    }

    @Test
    void letsOnlyListedOriginsIn() {
        assertError(talk.post(PING, "Origin", "http://evil.example"), 403, -32000);
        assertThat(talk.post(PING, "Origin", "https://ui.example").statusCode()).isEqualTo(200);
        assertThat(talk.post(PING, "Origin", "http://127.0.0.1:" + SERVER.port())
                        .statusCode())
                .isEqualTo(200);
    }

    @Test
    void answersUnderItsOwnNamesOnly() throws Exception {
        assertThat(RawHttp.post(SERVER.port(), "evil.example", "/api" + talk.path(), PING))
                .startsWith("HTTP/1.1 403 ")
                .contains("ALLOWED_HOSTS", "\"data\":{\"reason\":\"host_not_allowed\"}");
        // A page whose name was bound anew may send any header but Host and Origin.
        assertThat(RawHttp.post(
                        SERVER.port(), "evil.example\r\nX-Forwarded-Host: localhost", "/api" + talk.path(), PING))
                .startsWith("HTTP/1.1 403 ");
        assertThat(RawHttp.post(SERVER.port(), "evil.example\r\nForwarded: host=localhost", "/api" + talk.path(), PING))
                .startsWith("HTTP/1.1 403 ");
        assertThat(RawHttp.post(SERVER.port(), "named.example:1", "/api" + talk.path(), PING))
                .startsWith("HTTP/1.1 200 ");
    }

    @Test
    void warnsOnTheDiagPageOfANameThatClientsCannotUse() throws Exception {
        assertThat(RawHttp.get(SERVER.port(), "evil.example", "/api" + talk.path() + "/diag"))
                .startsWith("HTTP/1.1 200 ")
                .contains("\"warnings\":[\"This server does not answer");
        assertThat(SERVER.get(talk.path() + "/diag").body())
                .contains("\"warnings\":[]")
                .contains("\"externalAgent\":\"clinic\"");
    }

    @Test
    void namesItsAddressAsTheProxySaysIt() {
        assertThat(SERVER.get(
                                talk.path() + "/diag",
                                "X-Forwarded-Proto",
                                "https, http",
                                "X-Forwarded-Host",
                                "chat.example:8443, inner")
                        .body())
                .contains("\"url\":\"https://chat.example:8443/api/bridge/" + talk.config64() + "/mcp\"");
        assertThat(SERVER.get(talk.path() + "/diag", "X-Forwarded-Proto", "javascript", "X-Forwarded-Host", "a\"b/c")
                        .body())
                .contains("\"url\":\"http://127.0.0.1:" + SERVER.port() + "/api/bridge/");
    }
}
