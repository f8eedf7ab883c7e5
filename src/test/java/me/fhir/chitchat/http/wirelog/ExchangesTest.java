package me.fhir.chitchat.http.wirelog;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.seat.SeatedConversation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What the people of a conversation are told of the requests to its bridge and its seats. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class ExchangesTest {
    private static final int MAX_BYTES = 65_536;
    private static final String ASK =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"message/send\",\"params\":{\"message\":"
                    + "{\"role\":\"user\",\"messageId\":\"m1\",\"parts\":[{\"kind\":\"text\",\"text\":\"Hello.\"}]}}}";

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = TestServer.start(
                folder.resolve("data.db"), Map.of("logging.level", "WARN", "webSocket.maxFrameBytes", "" + MAX_BYTES));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private HttpResponse<String> send(String method, String path, String body, String... headers) {
        return SeatedConversation.send(server, method, path, body, headers);
    }

    /** What is told once every exchange has ended. */
    private List<JsonNode> exchanges(long conversation, String code) {
        String path = "/api/conversations/" + conversation + "/exchanges?seat=" + code;
        Awaitility.await().until(() -> list(path).stream().allMatch(each -> each.has("ms")));
        return list(path);
    }

    private List<JsonNode> list(String path) {
        HttpResponse<String> answer = send("GET", path, "");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return SeatedConversation.json(answer.body()).get("exchanges").findParents("number");
    }

    @Test
    void theHostSeesWhatASeatWasAskedAndAnsweredWithoutItsCode() {
        SeatedConversation talk = SeatedConversation.create(server);
        String code = talk.code("alpha");
        send(
                "POST",
                "/s/" + code.toLowerCase(Locale.ROOT) + "/say",
                "{\"text\":\"Hello, " + code + ".\"}",
                "X-My-Key",
                "tops3cret");
        send("POST", "/s/" + code + "/say", "{\"text\":7}");
        send("POST", "/api/seats/" + code + "/a2a", "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"none\"}");
        send("GET", "/api/seats/" + code + "/a2a/.well-known/agent-card.json", "");
        send("GET", "/s/0000-0000-0000", "");
        List<JsonNode> seen = exchanges(talk.id(), talk.host());
        assertThat(seen)
                .extracting(each -> each.get("method").asText() + " "
                        + each.get("path").asText() + " " + each.get("status").asInt())
                .containsExactly(
                        "POST /s/{code}/say 200",
                        "POST /s/{code}/say 400",
                        "POST /api/seats/{code}/a2a 200",
                        "GET /api/seats/{code}/a2a/.well-known/agent-card.json 200");
        assertThat(seen.get(0).at("/request/body").asText()).isEqualTo("{\"text\":\"Hello, {code}.\"}");
        assertThat(seen.get(0).at("/request/headers").toString()).contains("[\"X-My-Key\",\"(removed)\"]");
        assertThat(seen.get(1).at("/response/body").asText()).contains("text");
        assertThat(seen.get(2).at("/response/body").asText()).contains("-32601");
        assertThat(seen.toString().replace("-", "").toUpperCase(Locale.ROOT)).doesNotContain(code.replace("-", ""));
        assertThat(seen.toString()).doesNotContain("tops3cret");
    }

    @Test
    void theHostSeesTheFramesOfASeatOverWebSocketWithoutItsCode() {
        SeatedConversation talk = SeatedConversation.create(server);
        SeatedConversation other = SeatedConversation.create(server);
        String code = talk.code("alpha");
        try (RpcClient alpha = new RpcClient(server.webSocket())) {
            alpha.call("ping", "{}");
            alpha.call("authenticate", "{\"code\":\"" + code.toLowerCase(Locale.ROOT) + "\"}");
            alpha.call("subscribe", "{\"conversationId\":" + talk.id() + ",\"includeGuidance\":true}");
            alpha.error("say", "{}");
            alpha.error("getConversation", "{\"conversationId\":" + other.id() + "}");
            alpha.call("sendMessage", RpcClient.message(talk.id(), "alpha", "I am " + code + ".", "turn"));
            alpha.await(frame -> frame.path("method").asText().equals("guidance")
                    && frame.at("/params/nextAgentId").asText().equals("beta"));
            alpha.await(frame -> frame.path("method").asText().equals("event"));
        }
        List<JsonNode> seen = exchanges(talk.id(), talk.host());
        assertThat(seen).allMatch(each -> each.get("method").asText().equals("WEBSOCKET") && !each.has("status"));
        assertThat(seen)
                .extracting(each -> each.at("/request/body").asText().replaceAll(".*\"method\":\"(\\w+)\".*", "$1"))
                .filteredOn(method -> !method.isEmpty())
                .containsExactly("authenticate", "subscribe", "say", "sendMessage");
        assertThat(seen.get(2).at("/response/body").asText()).contains("There is no method say.");
        assertThat(seen)
                .filteredOn(each -> each.at("/request/bytes").asInt() == 0)
                .extracting(each -> each.at("/response/body").asText())
                .anyMatch(frame -> frame.contains("\"method\":\"event\"") && frame.contains("I am {code}."))
                .anyMatch(frame -> frame.contains("\"method\":\"guidance\""));
        assertThat(seen.toString().replace("-", "").toUpperCase(Locale.ROOT)).doesNotContain(code.replace("-", ""));
        assertThat(list("/api/conversations/" + other.id() + "/exchanges?seat=" + other.host()))
                .isEmpty();
    }

    @Test
    void theHostSeesWhatWasRefusedWithoutBeingRead() {
        SeatedConversation talk = SeatedConversation.create(server);
        WebSocket alpha = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .buildAsync(URI.create(server.webSocket() + "?seat=" + talk.code("alpha")), new WebSocket.Listener() {})
                .join();
        alpha.sendBinary(ByteBuffer.wrap(new byte[] {1, 2, 3}), true).join();
        alpha.sendText("x".repeat(MAX_BYTES + 1), true).join();
        Awaitility.await().until(() -> exchanges(talk.id(), talk.host()).size() == 2);
        List<JsonNode> seen = exchanges(talk.id(), talk.host());
        assertThat(seen)
                .extracting(each -> each.at("/request/body").asText())
                .containsExactly("(a binary message)", "(a message of more than " + MAX_BYTES + " bytes)");
        assertThat(seen.get(0).has("status")).isFalse();
        assertThat(seen.get(0).at("/response/body").asText()).contains("-32600", "this one was binary");
        assertThat(seen.get(1).get("status").asInt()).isEqualTo(1009);
        assertThat(seen.get(1).at("/response/body").asText()).isEqualTo("A message may have " + MAX_BYTES + " bytes.");
    }

    @Test
    void aSocketTellsNobodyTheCodesThatItTriedBesides() {
        SeatedConversation talk = SeatedConversation.create(server);
        SeatedConversation other = SeatedConversation.create(server);
        String wrong = "ZZZZ-7777-ZZZZ";
        try (RpcClient alpha = new RpcClient(server.webSocket())) {
            alpha.call("authenticate", "{\"code\":\"" + talk.code("alpha") + "\"}");
            alpha.error("authenticate", "{\"code\":\"" + wrong + "\"}");
            alpha.call("authenticate", "{\"code\":\"" + other.host() + "\"}");
            alpha.call("subscribe", "{\"conversationId\":" + talk.id() + "}");
        }
        String seen = exchanges(talk.id(), talk.host()).toString()
                + list("/api/conversations/" + other.id() + "/exchanges?seat=" + other.host());
        assertThat(seen.replace("-", "").toUpperCase(Locale.ROOT))
                .contains("AUTHENTICATE")
                .doesNotContain(
                        wrong.replace("-", ""),
                        other.host().replace("-", "").toUpperCase(Locale.ROOT),
                        talk.code("alpha").replace("-", "").toUpperCase(Locale.ROOT));
    }

    @Test
    void framesOfThePageItselfAreNotKept() throws Exception {
        SeatedConversation talk = SeatedConversation.create(server);
        URI address = server.webSocket();
        WebSocket page = HttpClient.newHttpClient()
                .newWebSocketBuilder()
                .header("Origin", "http://" + address.getAuthority())
                .buildAsync(URI.create(address + "?seat=" + talk.code("alpha")), new WebSocket.Listener() {})
                .join();
        page.sendText("{\"id\":1,\"method\":\"ping\"}", true).join();
        page.sendClose(WebSocket.NORMAL_CLOSURE, "").join();
        try (RpcClient alpha = new RpcClient(URI.create(address + "?seat=" + talk.code("alpha")))) {
            alpha.call("getConversation", "{\"conversationId\":" + talk.id() + "}");
        }
        assertThat(exchanges(talk.id(), talk.host()))
                .singleElement()
                .satisfies(each -> assertThat(each.at("/request/body").asText()).contains("getConversation"));
    }

    @Test
    void nobodyButTheHostSeesThem() {
        SeatedConversation talk = SeatedConversation.create(server);
        String path = "/api/conversations/" + talk.id() + "/exchanges?seat=";
        assertThat(send("GET", path + talk.code("alpha"), "").statusCode()).isEqualTo(403);
        assertThat(send("GET", path + talk.watch(), "").statusCode()).isEqualTo(403);
        assertThat(send("GET", path, "").statusCode()).isEqualTo(404);
        assertThat(send("GET", path + talk.host() + "&after=x", "").statusCode())
                .isEqualTo(400);
    }

    @Test
    void aConversationOverABridgeHasTheRequestsToItsAddressAndTheFramesOfStreams() {
        String meta =
                "{\"title\":\"Bridge\",\"agents\":[{\"id\":\"ext\"},{\"id\":\"echo\",\"agentClass\":\"EchoAgent\"}],"
                        + "\"startingAgentId\":\"ext\"}";
        String config64 = Base64.getUrlEncoder().withoutPadding().encodeToString(meta.getBytes(StandardCharsets.UTF_8));
        String address = "/api/bridge/" + config64 + "/a2a";
        HttpResponse<String> stream = send("POST", address, ASK.replace("message/send", "message/stream"));
        long conversation = Long.parseLong(stream.body().replaceAll("(?s).*?\"conversationId\":\"?(\\d+).*", "$1"));
        send("POST", address, "no JSON");
        List<JsonNode> seen = exchanges(conversation, "");
        assertThat(seen).hasSize(2);
        assertThat(seen.get(0).get("path").asText()).isEqualTo("/api/bridge/{config64}/a2a");
        assertThat(seen.get(0).at("/request/body").asText()).contains("\"message/stream\"");
        assertThat(seen.get(0).at("/response/body").asText())
                .isEqualTo(stream.body().replace(config64, "{config64}"))
                .contains("data: ");
        assertThat(seen.get(1).at("/response/body").asText()).contains("-32700");
        long first = seen.get(0).get("revision").longValue();
        assertThat(list("/api/conversations/" + conversation + "/exchanges?after=" + first))
                .hasSize(1);
    }

    @Test
    void anImportedConversationDoesNotShowTheRequestsToTheAddressThatItNames() throws Exception {
        String meta =
                "{\"title\":\"Import\",\"agents\":[{\"id\":\"ext\"},{\"id\":\"echo\",\"agentClass\":\"EchoAgent\"}],"
                        + "\"startingAgentId\":\"ext\"}";
        String config64 = Base64.getUrlEncoder().withoutPadding().encodeToString(meta.getBytes(StandardCharsets.UTF_8));
        HttpResponse<String> stream =
                send("POST", "/api/bridge/" + config64 + "/a2a", ASK.replace("message/send", "message/stream"));
        long conversation = Long.parseLong(stream.body().replaceAll("(?s).*?\"conversationId\":\"?(\\d+).*", "$1"));
        send("POST", "/api/conversations/" + conversation + "/cancel", "{}");
        byte[] evidence = server.client()
                .send(
                        HttpRequest.newBuilder(server.http("/api/conversations/" + conversation + "/evidence.zip"))
                                .build(),
                        HttpResponse.BodyHandlers.ofByteArray())
                .body();
        HttpResponse<String> imported = server.send(HttpRequest.newBuilder(server.http("/api/evidence"))
                .header("Content-Type", "application/zip")
                .POST(HttpRequest.BodyPublishers.ofByteArray(evidence))
                .build());
        assertThat(imported.statusCode()).as(imported.body()).isEqualTo(201);

        long copy =
                SeatedConversation.json(imported.body()).get("conversationId").asLong();
        assertThat(exchanges(copy, "")).isEmpty();
        assertThat(exchanges(conversation, "")).isNotEmpty();
    }
}
