package me.fhir.chitchat.plainhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.bridge.ConcurrentClients;
import me.fhir.chitchat.bridge.WaitingCeiling;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@Timeout(120)
class WaitingSeatsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final int TOO_MANY = 100;
    private static final String SEATS = """
            {"meta":{"agents":[{"id":"pa"},{"id":"ib"}]},
             "seats":[{"agentId":"pa","kind":"open"},{"agentId":"ib","kind":"open"}]}""";

    @TempDir
    private static Path folder;

    private static HttpResponse<String> post(int port, String path, String type, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + port + path))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    @Test
    void holdAsManyAsTheCeilingSaysWithoutAThreadAndTellTheRestWhenToComeAgain() throws Exception {
        try (TestServer server = TestServer.start(folder.resolve("data.db"), TestServer.quiet())) {
            JsonNode seats = new ObjectMapper()
                    .readTree(post(server.port(), "/api/seated-conversations", "application/json", SEATS)
                            .body())
                    .get("seats");
            String waiting = "/s/" + seats.get(0).get("code").asText();
            String speaking = "/s/" + seats.get(1).get("code").asText();
            assertThat(post(server.port(), waiting + "/say", "text/plain", "Hello")
                            .statusCode())
                    .isEqualTo(200);
            byte[] poll = ("GET " + waiting + "/wait?after=50&seconds=45 HTTP/1.0\r\nHost: localhost\r\n\r\n")
                    .getBytes(StandardCharsets.UTF_8);
            try (ConcurrentClients polls =
                    new ConcurrentClients(server.port(), WaitingCeiling.OF_WAITER + TOO_MANY, poll)) {
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> {
                    HttpResponse<String> beyond = HTTP.send(
                            HttpRequest.newBuilder(URI.create(
                                            "http://localhost:" + server.port() + waiting + "/wait?seconds=0&after=50"))
                                    .build(),
                            BodyHandlers.ofString());
                    assertThat(beyond.statusCode()).isEqualTo(503);
                    assertThat(beyond.headers().firstValue("Retry-After")).isPresent();
                    assertThat(beyond.body()).contains("Too many of your requests wait");
                });
                await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(
                                ConcurrentClients.threadsIn("me.fhir.chitchat.plainhttp", "me.fhir.chitchat.bridge"))
                        .isEmpty());
                assertThat(post(server.port(), speaking + "/say", "text/plain", "World")
                                .statusCode())
                        .isEqualTo(200);
                long held = polls.answers().stream()
                        .filter(answer -> answer.startsWith("HTTP/1.1 200"))
                        .count();
                // The requests above may have taken a place of one of them for a moment.
                assertThat(held).isBetween(WaitingCeiling.OF_WAITER - 20L, (long) WaitingCeiling.OF_WAITER);
            }
        }
    }
}
