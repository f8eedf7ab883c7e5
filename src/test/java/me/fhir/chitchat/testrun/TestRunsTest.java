package me.fhir.chitchat.testrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import me.fhir.chitchat.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** Many runs of a scenario that a running server makes. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class TestRunsTest {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final String VISION = "scen_vision_screen_01";

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = TestServer.start(folder.resolve("data.db"), TestServer.quiet());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private HttpResponse<String> get(String path) {
        return server.send(HttpRequest.newBuilder(server.http("/api" + path)).build());
    }

    private HttpResponse<String> post(String path, String body) {
        return server.send(HttpRequest.newBuilder(server.http("/api" + path))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build());
    }

    private String begin(int runs, int concurrency) throws Exception {
        HttpResponse<String> answer = post(
                "/test-runs",
                "{\"scenarioId\":\"" + VISION + "\",\"runs\":" + runs + ",\"concurrency\":" + concurrency + "}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return JSON.readTree(answer.body()).get("id").asText();
    }

    private JsonNode state(String id) throws Exception {
        return JSON.readTree(get("/test-runs/" + id).body());
    }

    private JsonNode over(String id) throws Exception {
        await().atMost(LONG).until(() -> !state(id).get("state").asText().equals("running"));
        return state(id);
    }

    @Test
    void playsJudgesAndSumsUp() throws Exception {
        String id = begin(4, 2);
        JsonNode done = over(id);
        assertThat(done.get("state").asText()).isEqualTo("finished");
        assertThat(done.get("rows")).hasSize(4).allSatisfy(row -> {
            assertThat(row.get("outcome").asText()).as(row.toString()).isEqualTo("passed");
            assertThat(row.get("turns").asInt()).isGreaterThan(1);
            assertThat(row.get("calls").asInt()).isPositive();
            JsonNode listed = JSON.readTree(get("/conversations/" + row.get("conversationId") + "/verdict")
                    .body());
            assertThat(listed.get("overall").asText()).isEqualTo("pass");
        });
        PassRate rate = new PassRate(4, 4);
        assertThat(done.at("/summary/rate").asDouble()).isEqualTo(1);
        assertThat(done.at("/summary/interval95/0").asDouble())
                .isEqualTo(rate.interval().low());
        assertThat(done.at("/summary/passHat/2").asDouble()).isEqualTo(1);
        assertThat(get("/test-runs/" + id + "/junit.xml").body()).contains("<testsuites", "tests=\"4\"");
        assertThat(get("/test-runs/" + id + "/report.html").body()).contains("4 of 4");
        assertThat(JSON.readTree(get("/test-runs/" + id + "/report.json").body())
                        .at("/scenarios/0/results"))
                .hasSize(4);
    }

    @Test
    void stopsAtOnceAndBeginsNoMore() throws Exception {
        String id = begin(50, 2);
        assertThat(post("/test-runs/" + id + "/stop", "").statusCode()).isEqualTo(204);
        JsonNode done = over(id);
        assertThat(done.get("state").asText()).isEqualTo("stopped");
        assertThat(done.get("rows")).hasSize(50);
        assertThat(done.at("/rows/49/outcome").asText()).isEqualTo("skipped");
        assertThat(done.at("/summary/runs/failed").asInt()).isZero();
    }

    @Test
    void neverHasMoreGoingThanAskedFor() throws Exception {
        String id = begin(6, 2);
        await().atMost(LONG).until(() -> {
            JsonNode now = state(id);
            long running = now.get("rows").findValuesAsText("outcome").stream()
                    .filter("running"::equals)
                    .count();
            assertThat(running).isLessThanOrEqualTo(2);
            return now.get("state").asText().equals("finished");
        });
    }

    @Test
    void refusesWhatItCannotPlayWithThePathOfTheMistake() {
        String start = "{\"scenarioId\":\"" + VISION + "\",";
        assertThat(post("/test-runs", start + "\"runs\":51}").body()).contains("runs", "from 1 to 50");
        assertThat(post("/test-runs", start + "\"concurrency\":9}").body()).contains("from 1 to 8");
        assertThat(post("/test-runs", start + "\"seats\":{\"nobody\":\"server\"}}")
                        .body())
                .contains("seats.nobody", "is not a role");
        assertThat(post("/test-runs", start + "\"seats\":{\"nobody\":\"exec:rm\"}}")
                        .statusCode())
                .isEqualTo(400);
        assertThat(post("/test-runs", start + "\"concurency\":1}").body())
                .contains("concurency", "is not known here; known are scenarioId, seats, runs, concurrency");
        assertThat(post("/test-runs", "{\"scenarioId\":\"none\"}").statusCode()).isEqualTo(404);
        for (String path : new String[] {"", "/junit.xml", "/report.html", "/report.json"}) {
            assertThat(get("/test-runs/unknown" + path).statusCode()).isEqualTo(404);
        }
    }
}
