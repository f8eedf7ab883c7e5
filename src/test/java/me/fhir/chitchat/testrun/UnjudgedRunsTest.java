package me.fhir.chitchat.testrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.Statement;
import java.time.Duration;
import me.fhir.chitchat.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs of a scenario on a server whose verdicts cannot be read. */
class UnjudgedRunsTest {
    private static final ObjectMapper JSON = new ObjectMapper();

    @TempDir
    private Path folder;

    @Test
    void endWithAReasonInsteadOfAVerdict() throws Exception {
        Path data = folder.resolve("data.db");
        try (TestServer server = TestServer.start(data, TestServer.quiet())) {
            try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + data);
                    Statement statement = connection.createStatement()) {
                statement.execute("PRAGMA busy_timeout = 10000");
                statement.execute("DROP TABLE verdicts");
            }
            JsonNode begun = JSON.readTree(server.send(HttpRequest.newBuilder(server.http("/api/test-runs"))
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString(
                                    "{\"scenarioId\":\"scen_vision_screen_01\",\"runs\":2,\"concurrency\":1}"))
                            .build())
                    .body());
            HttpRequest state = HttpRequest.newBuilder(
                            server.http("/api/test-runs/" + begun.get("id").asText()))
                    .build();
            await().atMost(Duration.ofMinutes(1))
                    .until(() -> server.send(state).body(), body -> body.contains("\"state\":\"finished\""));
            JsonNode done = JSON.readTree(server.send(state).body());
            assertThat(done.get("rows")).hasSize(2).allSatisfy(row -> {
                assertThat(row.get("outcome").asText()).isEqualTo("not-judged");
                assertThat(row.get("conversationId").asLong()).isPositive();
                assertThat(row.toString()).contains("The server failed while it judged the conversation.");
            });
        }
    }
}
