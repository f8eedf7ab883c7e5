package me.fhir.chitchat.plainhttp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.bridge.ConcurrentClients;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Whoever waits and leaves makes room at once, at whatever address; and who reads slowly holds up nobody who waits. */
@Timeout(120)
class DepartedClientsTest {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final Duration LONG_BEFORE_THE_TIME_IS_OVER = Duration.ofSeconds(15);
    private static final int CALLERS = 20;
    private static final String SEATS = """
            {"meta":{"agents":[{"id":"pa"},{"id":"ib"}]},
             "seats":[{"agentId":"pa","kind":"open"},{"agentId":"ib","kind":"open"}]}""";

    @TempDir
    private static Path folder;

    @SuppressWarnings("NullAway.Init") // Started before the first test.
    private static TestServer server;

    private String waiting = "";
    private String speaking = "";

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(folder.resolve("data.db"), TestServer.quiet());
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @BeforeEach
    void seats() throws Exception {
        seats(SEATS);
    }

    private void seats(String request) throws Exception {
        JsonNode seats = new ObjectMapper()
                .readTree(post("/api/seated-conversations", "application/json", request)
                        .body())
                .get("seats");
        waiting = seats.get(0).get("code").asText();
        speaking = seats.get(1).get("code").asText();
        assertThat(post("/s/" + waiting + "/say", "text/plain", "Hello").statusCode())
                .isEqualTo(200);
    }

    private static HttpResponse<String> post(String path, String type, String body) throws Exception {
        return HTTP.send(
                HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + path))
                        .header("Content-Type", type)
                        .POST(BodyPublishers.ofString(body))
                        .build(),
                BodyHandlers.ofString());
    }

    private static byte[] posted(String path, String body) {
        return ("POST " + path + " HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\nContent-Length: "
                        + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.UTF_8);
    }

    private byte[] poll(int seconds) {
        return ("GET /s/" + waiting + "/wait?after=50&seconds=" + seconds + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                .getBytes(StandardCharsets.UTF_8);
    }

    private static void leavesNothingBehind(String gauge, byte[] request) throws IOException {
        try (ConcurrentClients clients = new ConcurrentClients(server.port(), CALLERS, request)) {
            await().atMost(Duration.ofSeconds(30)).until(() -> server.gauge(gauge) == CALLERS);
            clients.kill(CALLERS / 2);
            await().atMost(LONG_BEFORE_THE_TIME_IS_OVER).until(() -> server.gauge(gauge) == CALLERS / 2);
        }
        await().atMost(LONG_BEFORE_THE_TIME_IS_OVER).until(() -> server.gauge(gauge) == 0);
    }

    @Test
    void freeThePlacesOfTheirPollsAtASeat() throws IOException {
        leavesNothingBehind("chitchat.bridge.waiting", poll(45));
    }

    @Test
    void freeThePlacesOfTheirChecksOverMcp() throws IOException {
        String check = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"check_replies\","
                + "\"arguments\":{\"waitMs\":45000}}}";
        leavesNothingBehind("chitchat.bridge.waiting", posted("/api/seats/" + waiting + "/mcp", check));
    }

    @Test
    void freeThePlacesOfTheirStreamsOverA2a() throws Exception {
        String id = new ObjectMapper()
                .readTree(post(
                                "/api/seats/" + speaking + "/a2a",
                                "application/json",
                                "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"message/send\",\"params\":{\"message\":{"
                                        + "\"role\":\"user\",\"messageId\":\"m\",\"parts\":[{\"kind\":\"text\",\"text\":\"x\"}]}}}")
                        .body())
                .at("/result/id")
                .asText();
        leavesNothingBehind(
                "chitchat.a2a.streams",
                posted(
                        "/api/seats/" + speaking + "/a2a",
                        "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tasks/resubscribe\",\"params\":{\"id\":\"" + id
                                + "\"}}"));
    }

    @Test
    void getAnAnswerStillWhenTheyHaveOnlyNothingMoreToSend() throws IOException {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.getOutputStream().write(poll(45));
            socket.shutdownOutput();
            assertThat(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 200");
        }
    }

    @Test
    void areServedRequestsThatTheySentWhileTheyWaited() throws Exception {
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), server.port())) {
            socket.setSoTimeout(30_000);
            socket.getOutputStream().write(poll(45));
            await().until(() -> server.gauge("chitchat.bridge.waiting") == 1);
            socket.getOutputStream()
                    .write("GET /api/live HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n"
                            .getBytes(StandardCharsets.UTF_8));
            // Longer than between two looks at the connection.
            await().pollDelay(Duration.ofMillis(2_500)).until(() -> server.gauge("chitchat.bridge.waiting") == 1);
            assertThat(post("/s/" + speaking + "/say", "text/plain", "World").statusCode())
                    .isEqualTo(200);
            for (int i = 0; i < 52; i++) {
                post("/s/" + (i % 2 == 0 ? waiting : speaking) + "/say", "text/plain", "World");
            }
            String answers = new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
            assertThat(answers.split("HTTP/1.1 200", -1)).hasSize(3);
        }
    }

    @Test
    void doNotHoldUpOthersWhenTheyReadNothing() throws Exception {
        for (int i = 0; i < 4; i++) {
            post("/s/" + (i % 2 == 0 ? speaking : waiting) + "/say", "text/plain", "x".repeat(900_000));
        }
        holdUpNobody("/s/" + waiting);
    }

    @Test
    void doNotHoldUpOthersWhenTheyReadNoneOfTheirBriefs() throws Exception {
        String scenario = """
                {"name":"Long","config":{"metadata":{"id":"long","title":"Long","background":"%s"},
                 "agents":[{"agentId":"pa","principal":{"type":"individual","name":"Dana"}},{"agentId":"ib"}]}}""".formatted("x".repeat(900_000));
        assertThat(post("/api/scenarios", "application/json", scenario).statusCode())
                .isEqualTo(201);
        seats(SEATS.replace("{\"agents\"", "{\"scenarioId\":\"long\",\"agents\""));
        String brief = "/api/seats/" + waiting + "/brief";
        assertThat(HTTP.send(
                                HttpRequest.newBuilder(URI.create("http://localhost:" + server.port() + brief))
                                        .build(),
                                BodyHandlers.ofString())
                        .body())
                .hasSizeGreaterThan(900_000);
        holdUpNobody(brief);
    }

    private void holdUpNobody(String address) throws Exception {
        byte[] page = ("GET " + address + " HTTP/1.1\r\nHost: localhost\r\n\r\n").getBytes(StandardCharsets.UTF_8);
        List<Socket> unread = new ArrayList<>();
        try {
            // More than there are threads for it.
            for (int i = 0; i < CALLERS; i++) {
                Socket socket = new Socket();
                socket.setReceiveBufferSize(4_096);
                socket.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), server.port()));
                socket.getOutputStream().write(page);
                unread.add(socket);
            }
            seats();
            HttpRequest neighbour = HttpRequest.newBuilder(
                            URI.create("http://localhost:" + server.port() + "/s/" + waiting))
                    .timeout(Duration.ofSeconds(10))
                    .build();
            // The connections of those that read nothing end after half a minute.
            await().atMost(Duration.ofSeconds(25))
                    .ignoreExceptions()
                    .until(() -> HTTP.send(neighbour, BodyHandlers.ofString()).statusCode() == 200);
        } finally {
            for (Socket socket : unread) {
                socket.close();
            }
        }
    }
}
