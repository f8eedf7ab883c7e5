package me.fhir.chitchat.seat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Two external agents meet in one conversation, each over any protocol. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeatProtocolsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final String NEVER_KNOWN = "00000000-0000-0000-0000-000000000000";

    private TestServer server;

    /** How an external agent sends a message through its seat. */
    enum Speaker {
        A2A_03("a2a-0.3") {
            @Override
            void say(SeatedConversation talk, String agentId, String text) throws Exception {
                JsonNode answer = rpc(
                        a2a(talk, agentId),
                        "message/send",
                        "{\"message\":{\"kind\":\"message\",\"role\":\"user\",\"messageId\":\"" + text
                                + "\",\"parts\":[{\"kind\":\"text\",\"text\":\"" + text + "\"}]}}");
                assertThat(answer.at("/result/kind").asText())
                        .as(answer.toString())
                        .isEqualTo("task");
            }
        },
        A2A_10("a2a-1.0") {
            @Override
            void say(SeatedConversation talk, String agentId, String text) throws Exception {
                JsonNode answer = rpc(
                        a2a(talk, agentId),
                        "SendMessage",
                        "{\"configuration\":{\"returnImmediately\":true},\"message\":{\"role\":\"ROLE_USER\","
                                + "\"messageId\":\"" + text + "\",\"parts\":[{\"text\":\"" + text + "\"}]}}",
                        "A2A-Version",
                        "1.0");
                assertThat(answer.at("/result/task/id").asText())
                        .as(answer.toString())
                        .isNotEmpty();
            }
        },
        MCP_LEGACY("mcp-legacy") {
            @Override
            void say(SeatedConversation talk, String agentId, String text) throws Exception {
                JsonNode answer = rpc(
                        mcp(talk, agentId),
                        "tools/call",
                        "{\"name\":\"send_message_to_chat_thread\",\"arguments\":{\"message\":\"" + text + "\"}}");
                assertThat(answer.at("/result/structuredContent/ok").asBoolean())
                        .as(answer.toString())
                        .isTrue();
            }
        },
        MCP_2026("mcp-2026") {
            @Override
            void say(SeatedConversation talk, String agentId, String text) throws Exception {
                JsonNode answer = rpc(
                        mcp(talk, agentId),
                        "tools/call",
                        "{\"name\":\"send_message_to_chat_thread\",\"arguments\":{\"message\":\"" + text
                                + "\"},\"_meta\":{\"io.modelcontextprotocol/protocolVersion\":\"2026-07-28\","
                                + "\"io.modelcontextprotocol/clientInfo\":{\"name\":\"tester\",\"version\":\"1\"},"
                                + "\"io.modelcontextprotocol/clientCapabilities\":{}}}",
                        "MCP-Protocol-Version",
                        "2026-07-28",
                        "Mcp-Method",
                        "tools/call",
                        "Mcp-Name",
                        "send_message_to_chat_thread");
                assertThat(answer.at("/result/structuredContent/ok").asBoolean())
                        .as(answer.toString())
                        .isTrue();
            }
        },
        WEB_SOCKET("ws") {
            @Override
            void say(SeatedConversation talk, String agentId, String text) {
                try (RpcClient client = talk.connect(talk.code(agentId))) {
                    client.call("sendMessage", RpcClient.message(talk.id(), agentId, text, "turn"));
                }
            }
        },
        PLAIN_HTTP("http") {
            @Override
            void say(SeatedConversation talk, String agentId, String text) throws Exception {
                HttpRequest request = HttpRequest.newBuilder(
                                URI.create(talk.seat(agentId).get("url").asText() + "/say"))
                        .POST(BodyPublishers.ofString(text))
                        .build();
                assertThat(HTTP.send(request, BodyHandlers.ofString()).statusCode())
                        .isEqualTo(200);
            }
        };

        private final String via;

        Speaker(String via) {
            this.via = via;
        }

        abstract void say(SeatedConversation talk, String agentId, String text) throws Exception;
    }

    private static String a2a(SeatedConversation talk, String agentId) {
        return talk.seat(agentId).get("a2a").asText();
    }

    private static String mcp(SeatedConversation talk, String agentId) {
        return talk.seat(agentId).get("mcp").asText();
    }

    private static JsonNode rpc(String address, String method, String params, String... headers) throws Exception {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"" + method + "\",\"params\":" + params + "}"));
        if (headers.length > 0) {
            request.headers(headers);
        }
        HttpResponse<String> answer = HTTP.send(request.build(), BodyHandlers.ofString());
        return SeatedConversation.json(answer.body());
    }

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = TestServer.start(folder.resolve("data.db"), Map.of("logging.level", "WARN"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    static List<Arguments> pairs() {
        List<Arguments> pairs = new ArrayList<>();
        for (Speaker first : Speaker.values()) {
            for (Speaker second : Speaker.values()) {
                pairs.add(Arguments.of(first, second));
            }
        }
        return pairs;
    }

    @ParameterizedTest
    @MethodSource("pairs")
    void meetInOneRecord(Speaker first, Speaker second) throws Exception {
        SeatedConversation talk = SeatedConversation.create(server);
        first.say(talk, "alpha", "one");
        second.say(talk, "beta", "two");
        first.say(talk, "alpha", "three");
        second.say(talk, "beta", "four");
        try (RpcClient host = talk.connect(talk.host())) {
            List<String> said = new ArrayList<>();
            host.call("getEventsPage", "{\"conversationId\":" + talk.id() + "}")
                    .get("events")
                    .forEach(event -> {
                        if (event.get("type").asText().equals("message")) {
                            said.add(event.get("agentId").asText() + " "
                                    + event.at("/payload/text").asText());
                        }
                    });
            assertThat(said).containsExactly("alpha one", "beta two", "alpha three", "beta four");
            JsonNode seats = host.call("getSeats", "{\"conversationId\":" + talk.id() + "}");
            assertThat(seats.at("/seats/0/via").asText()).isEqualTo(first.via);
            assertThat(seats.at("/seats/1/via").asText()).isEqualTo(second.via);
        }
    }

    @Test
    void aSeatHasOneTaskOverA2a() throws Exception {
        SeatedConversation talk = SeatedConversation.create(server, ",\"title\":\"Meeting\"", "");
        String address = a2a(talk, "alpha");
        Speaker.A2A_10.say(talk, "alpha", "first");
        JsonNode tasks = rpc(address, "ListTasks", "{}", "A2A-Version", "1.0").get("result");
        assertThat(tasks.get("totalSize").asInt()).isEqualTo(1);
        String task = tasks.at("/tasks/0/id").asText();
        Speaker.PLAIN_HTTP.say(talk, "beta", "answer");
        JsonNode seen = rpc(address, "GetTask", "{\"id\":\"" + task + "\"}", "A2A-Version", "1.0");
        assertThat(seen.at("/result/status/state").asText()).isEqualTo("TASK_STATE_INPUT_REQUIRED");
        assertThat(seen.at("/result/history").size()).isEqualTo(2);
        JsonNode foreign = rpc(address, "GetTask", "{\"id\":\"" + NEVER_KNOWN + "\"}", "A2A-Version", "1.0");
        assertThat(foreign.at("/error/code").asInt()).isEqualTo(-32001);
        // The other side's task is unknown here.
        String others = rpc(a2a(talk, "beta"), "ListTasks", "{}", "A2A-Version", "1.0")
                .at("/result/tasks/0/id")
                .asText();
        assertThat(others).isNotEqualTo(task);
        assertThat(rpc(address, "GetTask", "{\"id\":\"" + others + "\"}", "A2A-Version", "1.0")
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32001);
        // Only the host ends it.
        assertThat(rpc(address, "CancelTask", "{\"id\":\"" + task + "\"}", "A2A-Version", "1.0")
                        .at("/error/code")
                        .asInt())
                .isEqualTo(-32002);
        HttpResponse<String> card = SeatedConversation.send(
                server, "GET", "/api/seats/" + talk.code("alpha") + "/a2a/.well-known/agent-card.json", "");
        assertThat(SeatedConversation.json(card.body()).get("url").asText()).isEqualTo(address);
        assertThat(card.body()).contains("Meeting", "You speak as alpha with beta");
    }

    @Test
    void aSeatHasOneThreadOverMcp() throws Exception {
        SeatedConversation talk = SeatedConversation.create(server);
        String begin = "{\"name\":\"begin_chat_thread\",\"arguments\":{}}";
        String thread = rpc(mcp(talk, "alpha"), "tools/call", begin)
                .at("/result/structuredContent/conversationId")
                .asText();
        assertThat(rpc(mcp(talk, "alpha"), "tools/call", begin)
                        .at("/result/structuredContent/conversationId")
                        .asText())
                .isEqualTo(thread);
        Speaker.WEB_SOCKET.say(talk, "beta", "hello there");
        JsonNode replies = rpc(
                        mcp(talk, "alpha"),
                        "tools/call",
                        "{\"name\":\"check_replies\",\"arguments\":{\"conversationId\":\"" + thread + "\"}}")
                .at("/result/structuredContent");
        assertThat(replies.at("/messages/0/text").asText()).isEqualTo("hello there");
        assertThat(replies.get("status").asText()).isEqualTo("input-required");
        JsonNode foreign = rpc(
                mcp(talk, "beta"),
                "tools/call",
                "{\"name\":\"check_replies\",\"arguments\":{\"conversationId\":\"" + thread + "\"}}");
        assertThat(foreign.at("/result/isError").asBoolean()).isTrue();
    }

    @Test
    void wrongCodesOpenNothing() {
        SeatedConversation talk = SeatedConversation.create(server);
        for (String code : List.of("0000-0000-0000", talk.host(), talk.watch())) {
            for (String path : List.of("/a2a", "/mcp", "/a2a/.well-known/agent-card.json")) {
                HttpResponse<String> answer = SeatedConversation.send(
                        server,
                        path.endsWith("json") ? "GET" : "POST",
                        "/api/seats/" + code + path,
                        path.endsWith("json") ? "" : "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}");
                assertThat(answer.statusCode()).as(path).isEqualTo(404);
            }
        }
    }

    @Test
    void promptKeepsOnlyTheNewestOfVeryLongMessages() throws Exception {
        SeatedConversation talk = SeatedConversation.create(server);
        try (RpcClient client = talk.connect(talk.code("beta"))) {
            for (int i = 0; i < 8; i++) {
                client.call("sendMessage", RpcClient.message(talk.id(), "beta", i + "x".repeat(900_000), "none"));
            }
        }
        HttpResponse<String> page =
                SeatedConversation.send(server, "GET", "/s/" + talk.code("alpha"), "", "Accept", "application/json");
        assertThat(firstLetters(SeatedConversation.json(page.body()).get("messages")))
                .isEqualTo("4567");
        String begin = "{\"name\":\"begin_chat_thread\",\"arguments\":{}}";
        String thread = rpc(mcp(talk, "alpha"), "tools/call", begin)
                .at("/result/structuredContent/conversationId")
                .asText();
        JsonNode replies = rpc(
                        mcp(talk, "alpha"),
                        "tools/call",
                        "{\"name\":\"check_replies\",\"arguments\":{\"waitMs\":1,\"max\":100,\"conversationId\":\""
                                + thread + "\"}}")
                .at("/result/structuredContent");
        assertThat(firstLetters(replies.get("messages"))).endsWith("4567").doesNotContain("0");
        assertThat(replies.get("guidance").asText()).contains("more messages");
    }

    private static String firstLetters(JsonNode messages) {
        StringBuilder letters = new StringBuilder();
        messages.forEach(message -> letters.append(message.get("text").asText().charAt(0)));
        return letters.toString();
    }
}
