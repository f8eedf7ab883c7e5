package me.fhir.chitchat.verdict.live;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.seat.SeatedConversation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A conversation is judged while it runs and when it ends, and the verdict is served. */
class VerdictsOverHttpTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder.resolve("data.db"), TestServer.quiet());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    private static String scenario(String id, String word) {
        return """
                {"metadata":{"id":"%s","title":"Freight"},"agents":[
                  {"agentId":"alpha","knowledgeBase":{"limit":"4711-88"},"disclosure":[{"path":"/limit","policy":"never"}]},
                  {"agentId":"beta"}],
                 "contract":{"parties":{"beta":{"success":[{"id":"w","title":"Hears the word","contains":["%s"],"by":"alpha"}]}}}}""".formatted(id, word);
    }

    private static void store(String id, String word) {
        String body = JsonWriter.object(json -> json.text("name", id).raw("config", scenario(id, word)));
        assertThat(SeatedConversation.send(server, "POST", "/api/scenarios", body)
                        .statusCode())
                .isEqualTo(201);
    }

    private static JsonNode json(HttpResponse<String> answer) throws IOException {
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return JSON.readTree(answer.body());
    }

    private static long create(RpcClient client, String scenario, String more) {
        return client.call(
                        "createConversation",
                        "{\"meta\":{\"scenarioId\":\"" + scenario
                                + "\",\"agents\":[{\"id\":\"alpha\"},{\"id\":\"beta\"}]" + more + "}}")
                .get("conversationId")
                .longValue();
    }

    private static void say(RpcClient client, long conversation, String agent, String text, String finality) {
        String payload = JsonWriter.object(json -> {
            json.text("text", text);
            if (finality.equals("conversation")) {
                json.object("outcome", outcome -> outcome.text("status", "success"));
            }
        });
        client.call("sendMessage", JsonWriter.object(json -> json.number("conversationId", conversation)
                .text("agentId", agent)
                .raw("messagePayload", payload)
                .text("finality", finality)));
    }

    @Test
    void judgesAtTheEndAndKeepsTheVerdict() throws IOException {
        store("freight-end", "pallet");
        try (RpcClient client = new RpcClient(server.webSocket())) {
            long id = create(client, "freight-end", "");
            String path = "/api/conversations/" + id + "/verdict";
            say(client, id, "alpha", "One pallet of 12 boxes.", "turn");
            assertThat(json(SeatedConversation.send(server, "GET", path, ""))
                            .get("overall")
                            .asText())
                    .isEqualTo("inconclusive");
            say(client, id, "beta", "Agreed.", "conversation");
            JsonNode verdict = json(SeatedConversation.send(server, "GET", path, ""));
            assertThat(verdict.get("overall").asText()).isEqualTo("pass");
            assertThat(verdict.at("/parties/beta/checks/0/seqs/0").asInt()).isEqualTo(2);
            assertThat(client.call("getVerdict", "{\"conversationId\":" + id + "}"))
                    .isEqualTo(verdict);
            assertThat(SeatedConversation.send(server, "GET", path, "", "Accept", "text/markdown")
                            .body())
                    .startsWith("# Verdict on conversation " + id + ": pass")
                    .contains("Hears the word: holds (event 2).");
            Awaitility.await().untilAsserted(() -> assertThat(
                            json(SeatedConversation.send(server, "GET", "/api/conversations?summary=true&q=Agreed", ""))
                                    .at("/conversations/0/verdict")
                                    .asText())
                    .isEqualTo("pass"));

            String changed = JsonWriter.object(json -> json.raw("config", scenario("freight-end", "container")));
            assertThat(SeatedConversation.send(server, "PUT", "/api/scenarios/freight-end", changed)
                            .statusCode())
                    .isEqualTo(200);
            assertThat(json(SeatedConversation.send(server, "GET", path, ""))).isEqualTo(verdict);
            assertThat(json(SeatedConversation.send(server, "GET", path + "?contract=current", ""))
                            .get("overall")
                            .asText())
                    .isEqualTo("fail");
            assertThat(SeatedConversation.send(server, "GET", path + "?contract=old", "")
                            .statusCode())
                    .isEqualTo(400);
        }
    }

    @Test
    void notesWhatItNoticesWhileTheConversationRuns() {
        store("freight-live", "pallet");
        try (RpcClient client = new RpcClient(server.webSocket())) {
            long id = create(client, "freight-live", ",\"config\":{\"onStall\":\"end\"}");
            client.call("subscribe", "{\"conversationId\":" + id + ",\"sinceSeq\":0}");
            say(client, id, "alpha", "Between us: 4711 88.", "turn");
            JsonNode told = client.await(
                    frame -> frame.at("/params/payload/data/noticed").asText().equals("disclosure"));
            assertThat(told.at("/params/payload/data/fact").asText()).isEqualTo("/limit");
            assertThat(told.at("/params/payload/data/seq").asInt()).isEqualTo(2);
            say(client, id, "beta", "What else?", "turn");
            say(client, id, "alpha", "Nothing else.", "turn");
            say(client, id, "beta", "what  else", "turn");
            client.await(
                    frame -> frame.at("/params/payload/data/stall").asText().equals("repeat"));
            JsonNode end =
                    client.await(frame -> frame.at("/params/finality").asText().equals("conversation"));
            assertThat(end.at("/params/payload/outcome/reason").asText()).isEqualTo("stalled");
        }
    }

    @Test
    void hidesTheVerdictWithoutACodeAndShowsASeatItsOwnReasons() throws IOException {
        store("freight-seats", "pallet");
        SeatedConversation talk = SeatedConversation.create(server, ",\"scenarioId\":\"freight-seats\"", "");
        String path = "/api/conversations/" + talk.id() + "/verdict";
        try (RpcClient alpha = talk.connect(talk.code("alpha"))) {
            say(alpha, talk.id(), "alpha", "Our limit is 4711-88.", "conversation");
        }
        HttpResponse<String> anybody = SeatedConversation.send(server, "GET", path, "");
        HttpResponse<String> unknown = SeatedConversation.send(server, "GET", "/api/conversations/987654/verdict", "");
        assertThat(anybody.statusCode()).isEqualTo(404);
        assertThat(anybody.body().replace(String.valueOf(talk.id()), "987654")).isEqualTo(unknown.body());
        JsonNode host = json(talk.rest("GET", path, "", talk.host()));
        assertThat(host.at("/disclosure/0/fact").asText()).isEqualTo("/limit");
        assertThat(host.at("/parties/beta/checks")).hasSize(1);
        JsonNode beta = json(talk.rest("GET", path, "", talk.code("beta")));
        assertThat(beta.get("disclosure")).isEmpty();
        assertThat(beta.get("faults")).isEmpty();
        assertThat(beta.at("/parties/beta/checks")).hasSize(1);
        JsonNode alpha = json(talk.rest("GET", path, "", talk.code("alpha")));
        assertThat(alpha.at("/parties/beta/checks").isMissingNode()).isTrue();
        assertThat(alpha.get("disclosure")).hasSize(1);
    }

    @Test
    void lintsAScenarioWithoutStoringIt() throws IOException {
        String body = JsonWriter.object(json -> json.raw("config", scenario("freight-lint", "pallet")));
        JsonNode answer = json(SeatedConversation.send(server, "POST", "/api/scenarios/lint", body));
        assertThat(answer.get("ok").asBoolean()).as("it may be stored").isTrue();
        assertThat(answer.get("errors")).isEmpty();
        assertThat(answer.at("/warnings/0/path").asText()).isEqualTo("config.agents");
        assertThat(SeatedConversation.send(server, "GET", "/api/scenarios/freight-lint", "")
                        .statusCode())
                .isEqualTo(404);
        String wrong = body.replace("\"by\":\"alpha\"", "\"by\":\"gamma\"");
        JsonNode refused = json(SeatedConversation.send(server, "POST", "/api/scenarios/lint", wrong));
        assertThat(refused.get("ok").asBoolean()).isFalse();
        assertThat(refused.at("/errors/0/path").asText()).isEqualTo("config.contract.parties.beta.success.0.by");
        assertThat(SeatedConversation.send(server, "POST", "/api/scenarios/lint", "{}")
                        .statusCode())
                .isEqualTo(400);
    }
}
