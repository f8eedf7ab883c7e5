package me.fhir.chitchat.seat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Whatever is shown as a code and opens nothing counts as a guess, wherever it is shown and whatever form it has. */
@TestInstance(Lifecycle.PER_CLASS)
class WrongCodesTest {
    private static final int GUESSES = 30;
    private static final String PING = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"ping\"}";

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = TestServer.start(
                folder.resolve("data.db"), Map.of("logging.level", "WARN", "trustedProxies", "127.0.0.0/8"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "GET, /s/CODE, 1",
        "POST, /s/CODE/messages, 2",
        "GET, /api/seats/CODE/brief, 3",
        "POST, /api/seats/CODE/tools/look_up, 4",
        "POST, /api/seats/CODE/a2a, 5",
        "POST, /api/seats/CODE/mcp, 6",
        "GET, /api/attachments/none?seat=CODE, 7",
    })
    void isAGuessAtEveryAddress(String method, String path, int host) {
        String address = "198.51.100." + host;
        for (int i = 0; i < GUESSES; i++) {
            assertThat(show(method, path, i % 2 == 0 ? "guess" : "0000-0000-0000", address))
                    .as("guess %d", i)
                    .isEqualTo(404);
        }
        assertThat(show(method, path, "guess", address)).isEqualTo(429);
        assertThat(show(method, path, "guess", "203.0.113." + host)).isEqualTo(404);
    }

    private int show(String method, String path, String code, String address) {
        String body = method.equals("GET") ? "" : PING;
        return SeatedConversation.send(server, method, path.replace("CODE", code), body, "X-Forwarded-For", address)
                .statusCode();
    }

    @Test
    void isAGuessInACallOfAConnection(@TempDir Path folder) throws Exception {
        try (TestServer own = TestServer.start(folder.resolve("calls.db"), TestServer.quiet());
                RpcClient client = new RpcClient(own.webSocket())) {
            for (int i = 0; i < GUESSES; i++) {
                assertThat(client.error("authenticate", "{\"code\":\"guess\"}")).isEqualTo(404);
            }
            assertThat(client.error("authenticate", "{\"code\":\"guess\"}")).isEqualTo(429);
        }
    }

    /** Such as that of a proxy in front of the server, which sends one with each request. */
    @Test
    void bearerTokenOfSomethingElseIsNoGuess() {
        for (int i = 0; i <= GUESSES; i++) {
            assertThat(SeatedConversation.send(
                                    server,
                                    "GET",
                                    "/api/scenarios",
                                    "",
                                    "Authorization",
                                    "Bearer opaque-token-of-a-proxy",
                                    "X-Forwarded-For",
                                    "198.51.100.99")
                            .statusCode())
                    .isEqualTo(200);
        }
    }
}
