package me.fhir.chitchat.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.seat.SeatedConversation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Seats let the same clients in as bridges do: requests as real clients send them, each in its own dialect. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeatTolerancesTest {
    private TestServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = TestServer.start(folder.resolve("data.db"), Map.of("logging.level", "WARN"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private HttpResponse<String> post(SeatedConversation talk, String below, String body, String... headers) {
        return SeatedConversation.send(
                server, "POST", "/api/seats/" + talk.code("alpha") + "/a2a" + below, body, headers);
    }

    private static List<String> log(SeatedConversation talk) {
        List<String> log = new ArrayList<>();
        try (RpcClient host = talk.connect(talk.host())) {
            for (JsonNode event : host.call("getEventsPage", "{\"conversationId\":" + talk.id() + "}")
                    .get("events")) {
                if (event.get("type").asText().equals("message")) {
                    log.add(event.get("agentId").asText() + ": "
                            + event.at("/payload/text").asText());
                } else if (event.at("/payload/kind").asText().equals("note")) {
                    log.add(event.at("/payload/data/tolerance").asText());
                }
            }
        }
        return log;
    }

    /** Method, declared version, what follows the id in the request, and the tolerance that it needs. */
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '`', textBlock = """
        SendMessage  |     | "role":"ROLE_USER","messageId":"m","parts":[{"text":"Hello"}]              | version-of-method
        message/send | 1.0 | "kind":"message","role":"user","messageId":"m","parts":[{"kind":"text","text":"Hello"}] | version-of-method
        SendMessage  | 1.0 | "role":"user","messageId":"m","parts":[{"kind":"text","text":"Hello"}]     | message-shape
        message/send |     | "role":"ROLE_USER","messageId":"m","parts":[{"text":"Hello"}]              | message-shape
        message/send |     | "kind":"message","role":"user","messageId":"m","parts":[{"type":"text","text":"Hello"}] | message-shape
        message/send |     | "messageId":"m","parts":[{"text":"Hello"}],"metadata":null,"more":{"unknown":[1]} | message-shape
        """)
    void aMessageInAnotherDialectIsSaid(String method, String version, String message, String tolerance) {
        SeatedConversation talk = SeatedConversation.create(server);
        List<String> headers = version == null ? List.of("Accept", "*/*") : List.of("A2A-Version", version);
        HttpResponse<String> answer = post(
                talk,
                "",
                "{\"jsonrpc\":\"2.0\",\"id\":true,\"method\":\"" + method + "\",\"params\":{\"message\":{" + message
                        + "},\"configuration\":{\"returnImmediately\":true,\"historyLength\":\"1\"},\"metadata\":null}}",
                headers.toArray(String[]::new));
        assertThat(SeatedConversation.json(answer.body()).has("result"))
                .as(answer.body())
                .isTrue();
        assertThat(log(talk)).contains("alpha: Hello", tolerance, "number-as-string", "id-type");
    }

    @Test
    void theHttpBindingOfBothVersionsSendsAndReturnsTheTask() {
        SeatedConversation talk = SeatedConversation.create(server);
        String body = "{\"message\":{\"role\":\"ROLE_USER\",\"messageId\":\"%s\",\"parts\":[{\"text\":\"%s\"}]},"
                + "\"configuration\":{\"returnImmediately\":true}}";
        HttpResponse<String> sent =
                post(talk, "/message:send", body.formatted("m1", "by path"), "Accept", "application/a2a+json");
        assertThat(sent.statusCode()).as(sent.body()).isEqualTo(200);
        String task = SeatedConversation.json(sent.body()).at("/task/id").asText();
        HttpResponse<String> seen =
                SeatedConversation.send(server, "GET", "/api/seats/" + talk.code("alpha") + "/a2a/tasks/" + task, "");
        assertThat(SeatedConversation.json(seen.body())
                        .at("/history/0/parts/0/text")
                        .asText())
                .isEqualTo("by path");
        HttpResponse<String> listed = SeatedConversation.send(
                server, "GET", "/api/seats/" + talk.code("alpha") + "/a2a/tasks?pageSize=1", "");
        assertThat(SeatedConversation.json(listed.body()).at("/tasks/0/id").asText())
                .isEqualTo(task);
        HttpResponse<String> earlier = post(
                talk,
                "/v1/message:send",
                "{\"message\":{\"role\":\"ROLE_USER\",\"messageId\":\"m2\",\"content\":[{\"text\":\"earlier path\"}]},"
                        + "\"configuration\":{\"blocking\":false}}");
        assertThat(earlier.statusCode()).as(earlier.body()).isEqualTo(200);
        assertThat(log(talk)).contains("alpha: by path", "alpha: earlier path", "earlier-path");
        HttpResponse<String> refused = post(talk, "/tasks/" + task + ":cancel", "{}");
        assertThat(refused.statusCode()).isEqualTo(400);
        assertThat(SeatedConversation.json(refused.body()).at("/error/message").asText())
                .contains("only the host");
    }

    @Test
    void theCardHasBothNamesAtBothPlaces() {
        SeatedConversation talk = SeatedConversation.create(server);
        for (String path : List.of(
                "/a2a/.well-known/agent-card.json",
                "/a2a/.well-known/agent.json",
                "/.well-known/agent-card.json",
                "/.well-known/agent.json")) {
            HttpResponse<String> card =
                    SeatedConversation.send(server, "GET", "/api/seats/" + talk.code("alpha") + path, "");
            assertThat(card.statusCode()).as(path).isEqualTo(200);
            assertThat(card.body()).contains("HTTP+JSON", "JSONRPC");
        }
    }

    @Test
    void paramsMayBeNullWhereAMethodTakesNone() {
        SeatedConversation talk = SeatedConversation.create(server);
        HttpResponse<String> answer = post(
                talk,
                "",
                "{\"jsonrpc\":\"2.0\",\"id\":1.5,\"method\":\"ListTasks\",\"params\":null}",
                "A2A-Version",
                "1.0");
        assertThat(SeatedConversation.json(answer.body())
                        .at("/result/totalSize")
                        .asInt())
                .as(answer.body())
                .isEqualTo(1);
    }
}
