package me.fhir.chitchat.seat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of open connections and streams of a seat, and what its host may do with agents that the server runs. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class SeatPresenceTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private TestServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = TestServer.start(folder.resolve("data.db"), Map.of("logging.level", "WARN"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void anOpenStreamEndsWhenItsCodeIsReplaced() throws Exception {
        SeatedConversation talk = SeatedConversation.create(server);
        HttpRequest request = HttpRequest.newBuilder(
                        URI.create(talk.seat("alpha").get("a2a").asText()))
                .header("Content-Type", "application/json")
                .header("A2A-Version", "1.0")
                .POST(BodyPublishers.ofString("{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendStreamingMessage\","
                        + "\"params\":{\"message\":{\"role\":\"ROLE_USER\",\"messageId\":\"m\",\"parts\":"
                        + "[{\"text\":\"hello\"}]}}}"))
                .build();
        InputStream stream = HTTP.send(request, BodyHandlers.ofInputStream()).body();
        byte[] first = new byte[5];
        assertThat(stream.readNBytes(first, 0, 5)).isEqualTo(5);
        CompletableFuture<String> rest = CompletableFuture.supplyAsync(() -> {
            try (stream) {
                return new String(stream.readAllBytes(), StandardCharsets.UTF_8);
            } catch (IOException e) {
                throw new AssertionError(e);
            }
        });
        talk.rest("POST", "/api/seated-conversations/" + talk.id() + "/seats/alpha/code", "", talk.host());
        assertThat(rest.get(10, TimeUnit.SECONDS)).doesNotContain("statusUpdate");
    }

    @Test
    void aHostSpeaksOnlyForAnAgentOfTheServerThatItHasTakenOver() {
        String body = "{\"meta\":{\"agents\":[{\"id\":\"alpha\"},{\"id\":\"beta\",\"agentClass\":\"script\",\"config\":"
                + "{\"script\":{\"name\":\"s\",\"turns\":[]}}}]},\"seats\":[{\"agentId\":\"alpha\",\"kind\":\"open\"}]}";
        SeatedConversation talk = new SeatedConversation(
                server,
                SeatedConversation.json(SeatedConversation.send(server, "POST", "/api/seated-conversations", body)
                        .body()));
        String agent = "{\"conversationId\":" + talk.id() + ",\"agentId\":\"%s\"}";
        try (RpcClient host = talk.connect(talk.host())) {
            assertThat(host.error("sendMessage", RpcClient.message(talk.id(), "beta", "too early", "turn")))
                    .isEqualTo(403);
            assertThat(host.error("lifecycle.takeOver", agent.formatted("alpha")))
                    .isEqualTo(-32602);
            assertThat(host.error(
                            "lifecycle.ensure", "{\"conversationId\":" + talk.id() + ",\"agentIds\":[\"alpha\"]}"))
                    .isEqualTo(-32602);
            host.call("lifecycle.takeOver", agent.formatted("beta"));
            host.call("sendMessage", RpcClient.message(talk.id(), "beta", "as the host", "turn"));
            assertThat(host.error("sendMessage", RpcClient.message(talk.id(), "alpha", "not mine", "turn")))
                    .isEqualTo(403);
        }
        try (RpcClient again = talk.connect(talk.host())) {
            again.call("sendMessage", RpcClient.message(talk.id(), "beta", "once more", "turn"));
            again.call("lifecycle.handBack", agent.formatted("beta"));
            assertThat(again.error("sendMessage", RpcClient.message(talk.id(), "beta", "no longer", "turn")))
                    .isEqualTo(403);
        }
    }

    @Test
    void aKindThatIsUnknownIsRefusedWithThoseThatThereAre() {
        var answer = SeatedConversation.send(
                server,
                "POST",
                "/api/seated-conversations",
                "{\"meta\":{\"agents\":[{\"id\":\"a\"},{\"id\":\"b\"}]},\"seats\":[{\"agentId\":\"a\",\"kind\":\"phone\"}]}");
        assertThat(answer.statusCode()).isEqualTo(400);
        assertThat(SeatedConversation.json(answer.body())
                        .at("/details/fieldErrors")
                        .get("seats.0.kind")
                        .get(0)
                        .asText())
                .contains("open", "server", "dial");
    }

    @Test
    void theToolsOfASeatDoNotAskForTheConversation() throws Exception {
        SeatedConversation talk = SeatedConversation.create(server);
        JsonNode tools = SeatedConversation.json(SeatedConversation.send(
                                server,
                                "POST",
                                "/api/seats/" + talk.code("alpha") + "/mcp",
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/list\",\"params\":{}}",
                                "Accept",
                                "application/json, text/event-stream")
                        .body())
                .at("/result/tools");
        List<List<String>> required = IntStream.range(0, tools.size())
                .mapToObj(i -> tools.get(i).at("/inputSchema/required"))
                .map(names -> IntStream.range(0, names.size())
                        .mapToObj(i -> names.get(i).asText())
                        .toList())
                .toList();
        assertThat(required).containsExactly(List.of(), List.of("message"), List.of());
        assertThat(tools.at("/1/inputSchema/properties").has("conversationId")).isTrue();
    }
}
