package me.fhir.chitchat.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.dropwizard.jetty.MutableServletContextHandler;
import java.io.BufferedReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.seat.SeatCode;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestFilterTest {
    private static final String UPGRADE = String.join(
            "\r\n",
            "Connection: Upgrade",
            "Upgrade: websocket",
            "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==",
            "");
    private static final String ACTIVE_REQUESTS = MutableServletContextHandler.class.getName() + ".active-requests";
    private static final String JSON = "Content-Type: application/json\r\n";

    @TempDir
    static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder.resolve("data.db"), Map.of("corsAllowedOrigins", "https://good.example"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @ParameterizedTest
    @CsvSource({
        "https://evil.example, 403",
        "null, 403",
        "http://localhost:4397, 403",
        "https://good.example.evil.example, 403",
        "https://good.example, 101",
        "http://127.0.0.1, 101"
    })
    void upgradesOnlyForPagesThatAreAllowed(String origin, int status) throws IOException {
        String host = origin.startsWith("http://127.0.0.1") ? "127.0.0.1" : "localhost";
        assertThat(status("GET /api/ws", host, UPGRADE + "Origin: " + origin + "\r\n", ""))
                .isEqualTo(status);
    }

    @Test
    void refusesASecondOriginBehindOneThatIsAllowed() throws IOException {
        String origins = "Origin: https://good.example\r\nOrigin: https://evil.example\r\n";
        assertThat(status("GET /api/ws", "localhost", UPGRADE + origins, "")).isEqualTo(400);
        assertThat(status("POST /api/scenarios", "localhost", JSON + origins, "{}"))
                .isEqualTo(400);
    }

    @ParameterizedTest
    @CsvSource({
        "POST /api/scenarios, https://evil.example, 403",
        "POST /api/bridge/e30/mcp, https://evil.example, 403",
        "POST /api/nothing, https://good.example, 404",
        "DELETE /api/health, https://good.example, 405"
    })
    void keepsTheConnectionWhenAShortBodyOfARefusedRequestComesLater(String request, String origin, int status)
            throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            send(
                    socket,
                    request + " HTTP/1.1\r\nHost: localhost\r\nOrigin: " + origin + "\r\n" + JSON
                            + "Content-Length: 2\r\n\r\n");
            // As a network may do it: the server has begun with the request, and waits for its body.
            Awaitility.await().until(() -> server.counter(ACTIVE_REQUESTS) == 1);
            send(socket, "{}");
            BufferedReader answers =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.ISO_8859_1));
            assertThat(answers.readLine()).startsWith("HTTP/1.1 " + status);
            send(socket, "GET /api/health HTTP/1.1\r\nHost: localhost\r\n\r\n");
            // The first answer's body has no line end.
            assertThat(answers.lines().anyMatch(line -> line.endsWith("HTTP/1.1 200 OK")))
                    .isTrue();
        }
    }

    @Test
    void saysThatTheConnectionEndsWhenALongBodyIsRefused() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            send(
                    socket,
                    "POST /api/scenarios HTTP/1.1\r\nHost: evil.example\r\n" + JSON
                            + "Content-Length: 1000000\r\n\r\n");
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 403 ")
                    .contains("\r\nConnection: close\r\n");
        }
    }

    private static void send(Socket socket, String text) throws IOException {
        socket.getOutputStream().write(text.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
    }

    @Test
    void upgradesWithoutAnOrigin() throws IOException {
        assertThat(status("GET /api/ws", "localhost", UPGRADE, "")).isEqualTo(101);
        assertThat(status("GET /api/ws/", "localhost", UPGRADE, "")).isEqualTo(101);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/scenarios",
                "PUT /api/scenarios/x",
                "DELETE /api/scenarios/x",
                "POST /api/conversations/1/cancel",
                "POST /api/llm/complete",
                "POST /api/bridge/e30/a2a",
                "POST /api/bridge/e30/mcp",
                "PATCH /api/nothing"
            })
    void refusesWritesFromForeignPagesAtEveryAddress(String request) throws IOException {
        String answer = exchange(request, "localhost", JSON + "Origin: https://evil.example\r\n", "{}");
        assertThat(answer)
                .startsWith("HTTP/1.1 403")
                .contains("CORS_ALLOWED_ORIGINS", "\"reason\":\"origin_not_allowed\"");
        assertThat(exchange(request, "localhost", JSON + "Origin: https://good.example\r\n", "{}"))
                .doesNotStartWith("HTTP/1.1 403");
    }

    @Test
    void letsForeignPagesReadWhatTheirBrowserThenWithholds() throws IOException {
        assertThat(exchange("GET /api/health", "localhost", "Origin: https://evil.example\r\n", ""))
                .startsWith("HTTP/1.1 200")
                .doesNotContain("Access-Control-Allow-Origin");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"GET /api/health", "GET /api/conversations", "POST /api/llm/complete", "POST /api/bridge/e30/a2a"
            })
    void refusesForeignHosts(String request) throws IOException {
        assertThat(exchange(request, "evil.example", JSON, ""))
                .startsWith("HTTP/1.1 403")
                .contains("ALLOWED_HOSTS", "\"reason\":\"host_not_allowed\"");
    }

    @Test
    void refusesUpgradesWithTheReasonThatRequestsAreRefusedWith() throws IOException {
        assertThat(exchange("GET /api/ws", "evil.example", UPGRADE, ""))
                .startsWith("HTTP/1.1 403")
                .contains("add it to ALLOWED_HOSTS", "\"reason\":\"host_not_allowed\"}");
        assertThat(exchange("GET /api/ws", "localhost", UPGRADE + "Origin: https://evil.example\r\n", ""))
                .startsWith("HTTP/1.1 403")
                .contains("CORS_ALLOWED_ORIGINS", "\"reason\":\"origin_not_allowed\"}");
        assertThat(exchange("GET /api/ws?seat=x", "localhost", UPGRADE, ""))
                .startsWith("HTTP/1.1 404")
                .contains("{\"error\":\"" + SeatCode.REFUSAL + "\"}");
    }

    @Test
    void takesBodiesOnlyAsJsonAndUncompressed() throws IOException {
        assertThat(status("POST /api/scenarios", "localhost", "", "{}")).isEqualTo(415);
        assertThat(status("POST /api/scenarios", "localhost", "Content-Type: text/plain\r\n", "{}"))
                .isEqualTo(415);
        assertThat(status("POST /api/scenarios", "localhost", JSON, "{}")).isEqualTo(400);
        assertThat(status("POST /api/conversations/1/cancel", "localhost", "Content-Length: 0\r\n", ""))
                .isEqualTo(404);
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(bytes)) {
            gzip.write("{}".getBytes(StandardCharsets.UTF_8));
        }
        assertThat(exchange(
                        "POST /api/scenarios",
                        "localhost",
                        JSON + "Content-Encoding: gzip\r\n",
                        bytes.toString(StandardCharsets.ISO_8859_1)))
                .startsWith("HTTP/1.1 415")
                .contains("uncompressed");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "POST /api/scenarios",
                "POST /api/llm/complete",
                "POST /api/bridge/eyJ9/mcp",
                "POST /api/bridge/eyJ9/a2a/message:send"
            })
    void aBodyThatIsFramedWronglyIsTheClientsFault(String request) throws IOException {
        try (Socket socket =
                new Socket(InetAddress.getLoopbackAddress(), server.http("/").getPort())) {
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: localhost\r\n" + JSON
                                    + "Transfer-Encoding: chunked\r\nConnection: close\r\n\r\n1\r\n{\r\nzz\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1))
                    .startsWith("HTTP/1.1 400");
        }
    }

    @Test
    void theAdminConnectorOnlyShows() throws IOException {
        int port = server.adminPort();
        assertThat(exchange(port, "GET /ping", "localhost", "", "")).startsWith("HTTP/1.1 200");
        assertThat(exchange(port, "GET /metrics", "localhost", "", "")).startsWith("HTTP/1.1 200");
        assertThat(exchange(port, "GET /ping", "evil.example", "", ""))
                .startsWith("HTTP/1.1 403")
                .contains("\"reason\":\"host_not_allowed\"");
        assertThat(exchange(port, "GET /metrics", "localhost", "Origin: https://evil.example\r\n", ""))
                .startsWith("HTTP/1.1 403");
        assertThat(exchange(port, "GET /pprof", "localhost", "", "")).startsWith("HTTP/1.1 404");
        assertThat(exchange(port, "POST /tasks/log-level?logger=ROOT&level=OFF", "localhost", "", ""))
                .startsWith("HTTP/1.1 404");
        assertThat(exchange(port, "POST /ping", "localhost", "", "")).startsWith("HTTP/1.1 405");
    }

    private static int status(String request, String host, String headers, String body) throws IOException {
        return Integer.parseInt(exchange(request, host, headers, body).substring(9, 12));
    }

    private static String exchange(String request, String host, String headers, String body) throws IOException {
        return exchange(server.http("/").getPort(), request, host, headers, body);
    }

    /** The answer to one request; of a connection that is upgraded the first bytes. */
    private static String exchange(int port, String request, String host, String headers, String body)
            throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), port)) {
            byte[] content = body.getBytes(StandardCharsets.ISO_8859_1);
            String length = content.length == 0 ? "" : "Content-Length: " + content.length + "\r\n";
            String close = headers.contains("Upgrade:") ? "" : "Connection: close\r\n";
            socket.getOutputStream()
                    .write((request + " HTTP/1.1\r\nHost: " + host + "\r\n" + headers + length + close + "\r\n")
                            .getBytes(StandardCharsets.ISO_8859_1));
            socket.getOutputStream().write(content);
            if (close.isEmpty()) {
                String status = new String(socket.getInputStream().readNBytes(12), StandardCharsets.ISO_8859_1);
                if (status.endsWith("101")) {
                    return status;
                }
                socket.shutdownOutput();
                return status + new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.ISO_8859_1);
        }
    }
}
