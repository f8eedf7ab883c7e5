package me.fhir.chitchat.a2a.dial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.seat.SeatedConversation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** A seat of an agent that is called goes to a person and comes back to the agent's URL. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HandedBackSeatTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = TestServer.start(folder.resolve("data.db"), TestServer.quiet("outbound.allow", "local"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private HttpResponse<String> hand(DialedConversation talk, String agentId, String to) {
        return SeatedConversation.send(
                server,
                "POST",
                "/api/seated-conversations/" + talk.id() + "/seats/" + agentId + "/hand",
                "{\"to\":\"" + to + "\"}",
                "Authorization",
                "Bearer " + talk.host());
    }

    private JsonNode beta(DialedConversation talk) throws Exception {
        String seats = SeatedConversation.send(
                        server,
                        "GET",
                        "/api/seated-conversations/" + talk.id() + "/seats",
                        "",
                        "Authorization",
                        "Bearer " + talk.host())
                .body();
        for (JsonNode seat : JSON.readTree(seats).get("seats")) {
            if (seat.get("agentId").asText().equals("beta")) {
                return seat;
            }
        }
        throw new AssertionError(seats);
    }

    private static StubAgent counting() throws Exception {
        AtomicInteger answers = new AtomicInteger();
        return new StubAgent("1.0", false, (request, exchange) -> {
            int n = answers.incrementAndGet();
            exchange.result("{\"task\":{\"id\":\"t\",\"contextId\":\"c\",\"status\":{\"state\":"
                    + "\"TASK_STATE_INPUT_REQUIRED\",\"message\":{\"messageId\":\"a" + n
                    + "\",\"role\":\"ROLE_AGENT\",\"parts\":[{\"text\":\"Answer " + n + "\"}]}}}}");
        });
    }

    @Test
    void theAgentIsCalledAgainAndHearsWhatWasSaidMeanwhile() throws Exception {
        try (StubAgent agent = counting()) {
            DialedConversation talk = DialedConversation.create(server, agent.url(), "");
            talk.say("{\"text\":\"one\"}");
            talk.awaitSaid(1);
            String code = JSON.readTree(hand(talk, "beta", "person").body())
                    .get("code")
                    .asText();
            assertThat(beta(talk).get("kind").asText()).isEqualTo("open");
            assertThat(beta(talk).get("url").asText()).isEqualTo(agent.url());
            talk.say("{\"text\":\"two\"}");
            SeatedConversation.send(server, "POST", "/s/" + code + "/say", "{\"text\":\"by a person\"}");
            talk.awaitSaid(2);
            talk.say("{\"text\":\"three\"}");

            HttpResponse<String> back = hand(talk, "beta", "dial");
            assertThat(back.statusCode()).as(back.body()).isEqualTo(200);
            assertThat(JSON.readTree(back.body()).get("kind").asText()).isEqualTo("dial");
            assertThat(JSON.readTree(back.body()).has("code")).isFalse();
            List<JsonNode> said = talk.awaitSaid(3);
            assertThat(said.get(2).at("/payload/text").asText()).isEqualTo("Answer 2");
            JsonNode heard = agent.calls().get(agent.calls().size() - 1).at("/params/message");
            assertThat(heard.path("parts").findValuesAsText("text"))
                    .containsExactly("two", UnsentMessages.IN_YOUR_NAME + "by a person", "three");
            assertThat(heard.path("taskId").asText()).isEqualTo("t");
            assertThat(beta(talk).get("kind").asText()).isEqualTo("dial");
            assertThat(SeatedConversation.send(server, "POST", "/s/" + code + "/say", "{\"text\":\"still here\"}")
                            .statusCode())
                    .isNotEqualTo(200);
            assertThat(hand(talk, "beta", "dial").statusCode()).isEqualTo(200);
        }
    }

    @Test
    void aSeatWithoutAUrlIsRefusedWithASentence() throws Exception {
        try (StubAgent agent = counting()) {
            DialedConversation talk = DialedConversation.create(server, agent.url(), "");
            HttpResponse<String> refused = hand(talk, "alpha", "dial");
            assertThat(refused.statusCode()).isEqualTo(400);
            assertThat(refused.body()).contains("without a URL to call");
            assertThat(hand(talk, "beta", "nobody").body()).contains("\\\"dial\\\"");
        }
    }
}
