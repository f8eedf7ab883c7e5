package me.fhir.chitchat.a2a.dial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.seat.SeatedConversation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two installations that meet: one calls a seat of the other, and both keep the same record. */
class TwoServersTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String META = "{\"meta\":{\"title\":\"Knee\",\"scenarioId\":\"scen_knee_mri_01\","
            + "\"startingAgentId\":\"patient-agent\",\"agents\":[{\"id\":\"patient-agent\"},"
            + "{\"id\":\"insurance-auth-specialist\"}]},\"seats\":[";

    @Test
    void bothRecordsOfARehearsedCaseSayTheSame(@TempDir Path clinicData, @TempDir Path payerData) throws Exception {
        try (TestServer clinic =
                        TestServer.start(clinicData.resolve("data.db"), TestServer.quiet("outbound.allow", "local"));
                TestServer payer = TestServer.start(payerData.resolve("data.db"), TestServer.quiet())) {
            JsonNode theirs = create(payer, "{\"agentId\":\"patient-agent\",\"kind\":\"open\"}");
            String seat = theirs.at("/seats/0/a2a").asText();
            JsonNode ours = create(
                    clinic, "{\"agentId\":\"insurance-auth-specialist\",\"kind\":\"dial\",\"url\":\"" + seat + "\"}");
            List<JsonNode> here = Awaitility.await()
                    .atMost(Duration.ofSeconds(60))
                    .until(() -> messages(clinic, ours), TwoServersTest::isOver);
            List<JsonNode> there = messages(payer, theirs);
            assertThat(here).hasSizeGreaterThan(2);
            assertThat(said(here, clinic, ours)).isEqualTo(said(there, payer, theirs));
        }
    }

    private static JsonNode create(TestServer server, String seat) throws Exception {
        var answer = SeatedConversation.send(server, "POST", "/api/seated-conversations", META + seat + "]}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body());
    }

    private static List<JsonNode> messages(TestServer server, JsonNode created) {
        List<JsonNode> messages = new ArrayList<>();
        try (RpcClient client = new RpcClient(URI.create(
                server.webSocket() + "?seat=" + created.at("/host/code").asText()))) {
            client.call("getConversation", "{\"conversationId\":" + created.get("conversationId") + "}")
                    .get("events")
                    .forEach(event -> {
                        if (event.get("type").asText().equals("message")) {
                            messages.add(event);
                        }
                    });
        }
        return messages;
    }

    private static boolean isOver(List<JsonNode> messages) {
        return !messages.isEmpty()
                && messages.get(messages.size() - 1).get("finality").asText().equals("conversation");
    }

    /** Who said what, with which documents, and how it ended. */
    private static List<String> said(List<JsonNode> messages, TestServer server, JsonNode created) {
        List<String> said = new ArrayList<>();
        for (JsonNode message : messages) {
            JsonNode payload = message.get("payload");
            StringBuilder line = new StringBuilder(message.get("agentId").asText())
                    .append(" (")
                    .append(message.get("finality").asText())
                    .append("): ")
                    .append(payload.get("text").asText())
                    .append(payload.path("outcome").path("status").asText());
            for (JsonNode document : payload.path("attachments")) {
                line.append(" + ")
                        .append(document.get("name").asText())
                        .append(' ')
                        .append(document.get("contentType").asText())
                        .append(' ')
                        .append(SeatedConversation.send(
                                        server,
                                        "GET",
                                        "/api/attachments/" + document.get("id").asText() + "/content",
                                        "",
                                        "Authorization",
                                        "Bearer " + created.at("/host/code").asText())
                                .body());
            }
            said.add(line.toString());
        }
        return said;
    }
}
