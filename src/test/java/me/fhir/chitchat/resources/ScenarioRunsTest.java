package me.fhir.chitchat.resources;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.seat.SeatedConversation;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a scenario's runs amount to, over the whole server. */
class ScenarioRunsTest {
    private static final String SCENARIO = "scen_knee_mri_01";
    private static final String AGENTS = "[{\"id\":\"patient-agent\"},{\"id\":\"insurance-auth-specialist\"}]";

    private TestServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server = TestServer.start(folder.resolve("data.db"), TestServer.quiet());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String scenario) {
        return server.send(HttpRequest.newBuilder(server.http("/api/scenarios/" + scenario + "/runs"))
                .build());
    }

    private JsonNode runs() throws IOException {
        return new ObjectMapper().readTree(get(SCENARIO).body());
    }

    private static long begin(RpcClient client) {
        return client.call(
                        "createConversation",
                        "{\"meta\":{\"title\":\"T\",\"scenarioId\":\"" + SCENARIO + "\",\"agents\":" + AGENTS + "}}")
                .get("conversationId")
                .asLong();
    }

    private static void end(RpcClient client, long conversation, String status) {
        client.call(
                "sendMessage",
                "{\"conversationId\":" + conversation + ",\"agentId\":\"patient-agent\",\"finality\":\"conversation\","
                        + "\"messagePayload\":{\"text\":\"Bye\",\"outcome\":{\"status\":\"" + status + "\"}}}");
    }

    @Test
    void countsOutcomesAndShowsTheLatestFailures() throws Exception {
        try (RpcClient client = new RpcClient(server.webSocket())) {
            end(client, begin(client), "approved");
            long denied = begin(client);
            end(client, denied, "denied");
            begin(client);
            JsonNode runs = runs();
            assertThat(runs.get("runs").asInt()).isEqualTo(3);
            assertThat(runs.get("active").asInt()).isEqualTo(1);
            assertThat(runs.at("/outcomes/success").asInt()).isEqualTo(1);
            assertThat(runs.at("/outcomes/failure").asInt()).isEqualTo(1);
            assertThat(runs.get("medianTurns").asInt()).isEqualTo(1);
            assertThat(runs.get("medianMs").asLong()).isNotNegative();
            assertThat(runs.get("more").asBoolean()).isFalse();
            assertThat(runs.get("failures")).singleElement().satisfies(row -> {
                assertThat(row.get("conversation").asLong()).isEqualTo(denied);
                assertThat(row.at("/outcome/status").asText()).isEqualTo("denied");
            });
        }
    }

    private JsonNode counts() throws IOException {
        return new ObjectMapper()
                .readTree(server.send(HttpRequest.newBuilder(server.http("/api/run-counts"))
                                .build())
                        .body());
    }

    @Test
    void countsTheRunsOfEachScenario() throws Exception {
        assertThat(counts().get("runs")).isEmpty();
        try (RpcClient client = new RpcClient(server.webSocket())) {
            begin(client);
            end(client, begin(client), "approved");
        }
        assertThat(counts().at("/runs/" + SCENARIO).asInt()).isEqualTo(2);
        assertThat(counts().get("runs")).hasSize(1);
    }

    @Test
    void conversationsWithSeatsAreNotAmongThem() throws Exception {
        String meta = "{\"meta\":{\"scenarioId\":\"" + SCENARIO + "\",\"agents\":" + AGENTS + "},\"listed\":true,"
                + "\"seats\":[{\"agentId\":\"patient-agent\",\"kind\":\"open\"},"
                + "{\"agentId\":\"insurance-auth-specialist\",\"kind\":\"open\"}]}";
        assertThat(SeatedConversation.send(server, "POST", "/api/seated-conversations", meta)
                        .statusCode())
                .isEqualTo(201);
        JsonNode runs = runs();
        assertThat(runs.get("runs").asInt()).isZero();
        assertThat(runs.has("medianTurns")).isFalse();
        assertThat(counts().get("runs")).isEmpty();
    }

    @Test
    void saysThatThereIsNoSuchScenario() {
        assertThat(get("nowhere").statusCode()).isEqualTo(404);
        assertThat(get("nowhere").body()).contains("There is no scenario \\\"nowhere\\\".");
    }
}
