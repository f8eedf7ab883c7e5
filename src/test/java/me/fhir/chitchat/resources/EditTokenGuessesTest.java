package me.fhir.chitchat.resources;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.Map;
import me.fhir.chitchat.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Guesses of the edit token are counted for each client, also behind a proxy. */
class EditTokenGuessesTest {
    private static final String PUBLISHED =
            "{\"name\":\"p\",\"config\":{\"metadata\":{\"id\":\"p\",\"title\":\"p\",\"tags\":[\"published\"]},\"agents\":[]}}";

    @TempDir
    private Path folder;

    @Test
    void oneGuesserBehindAProxyShutsOutNoOtherClient() throws Exception {
        Map<String, String> settings = Map.of(
                "logging.level",
                "WARN",
                "trustedProxies",
                "127.0.0.0/8",
                "publishedEditToken",
                "the-right-one-of-thirty-two-letters");
        try (TestServer server = TestServer.start(folder.resolve("data.db"), settings)) {
            assertThat(send(server, "POST", "/api/scenarios", "2001:db8:1:1::1", "none")
                            .statusCode())
                    .isEqualTo(201);
            for (int i = 0; i < 10; i++) {
                // Addresses of one site.
                assertThat(change(server, "2001:db8:1:1::" + i, "wrong").statusCode())
                        .isEqualTo(423);
            }
            HttpResponse<String> refused = change(server, "2001:db8:1:1::99", "the-right-one-of-thirty-two-letters");
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(change(server, "2001:db8:2:2::1", "the-right-one-of-thirty-two-letters")
                            .statusCode())
                    .isEqualTo(200);
        }
    }

    @Test
    void theArchiveIsNoOtherDoorForGuesses() throws Exception {
        String right = "the-right-one-of-thirty-two-letters";
        try (TestServer server =
                TestServer.start(folder.resolve("data.db"), TestServer.quiet("publishedEditToken", right))) {
            assertThat(send(server, "POST", "/api/scenarios", "none", "none").statusCode())
                    .isEqualTo(201);
            String archive = send(server, "GET", "/api/scenario-archive", "none", "none", "")
                    .body()
                    .replace("\"title\":\"p\"", "\"title\":\"planted\"");
            String door = "/api/scenario-archive?conflicts=replace";
            for (int i = 0; i < 10; i++) {
                assertThat(send(server, "POST", door, "none", "wrong", archive).statusCode())
                        .isEqualTo(423);
            }
            HttpResponse<String> refused = send(server, "POST", door, "none", right, archive);
            assertThat(refused.statusCode()).isEqualTo(429);
            assertThat(refused.headers().firstValue("Retry-After")).isPresent();
            assertThat(send(server, "POST", "/api/scenarios/p/unlock", "none", right, "{}")
                            .statusCode())
                    .as("both doors count together")
                    .isEqualTo(429);
            assertThat(send(server, "GET", "/api/scenarios/p", "none", "none", "")
                            .body())
                    .doesNotContain("planted");
        }
    }

    private static HttpResponse<String> change(TestServer server, String client, String token) throws Exception {
        return send(server, "PUT", "/api/scenarios/p", client, token);
    }

    private static HttpResponse<String> send(TestServer server, String method, String path, String client, String token)
            throws Exception {
        return send(server, method, path, client, token, PUBLISHED);
    }

    private static HttpResponse<String> send(
            TestServer server, String method, String path, String client, String token, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.http(path))
                .header("Content-Type", "application/json")
                .header("X-Forwarded-For", client)
                .header("X-Edit-Token", token)
                .method(method, BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
