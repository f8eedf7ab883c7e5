package me.fhir.chitchat.fuzz;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import me.fhir.chitchat.TestServer;

/** A server in this process with a conversation: alpha's seat is spoken to, beta answers at once. For one thread. */
final class FuzzedServer implements AutoCloseable {
    static final ObjectMapper JSON = new ObjectMapper();
    private static final String SEATED = """
            {"meta":{"agents":[{"id":"alpha"},{"id":"beta","agentClass":"EchoAgent"}],"config":{"maxTurns":1000000}},
             "seats":[{"agentId":"alpha","kind":"open"},{"agentId":"beta","kind":"server"}]}""";

    /** What came back; a stream has no body here. */
    record Answer(int status, String body) {}

    private final HttpClient http = HttpClient.newHttpClient();
    private final TestServer server;
    private final Duration longest;
    private final JsonNode seats;

    private FuzzedServer(TestServer server, Duration longest) throws IOException, InterruptedException {
        this.server = server;
        this.longest = longest;
        seats = JSON.readTree(post("/api/seated-conversations", SEATED).body());
    }

    /**
     * Starts it.
     *
     * @param longest how long an answer may take
     */
    static FuzzedServer start(Path folder, Duration longest) throws Exception {
        TestServer server = TestServer.start(folder.resolve("fuzz.db"), TestServer.quiet("logging.level", "OFF"));
        return new FuzzedServer(server, longest);
    }

    /** The path of alpha's address: {@code url}, {@code a2a} or {@code mcp}. */
    String seat(String protocol) {
        return URI.create(seats.at("/seats/0/" + protocol).asText()).getPath();
    }

    URI webSocket() {
        return server.webSocket();
    }

    Duration longest() {
        return longest;
    }

    HttpClient client() {
        return http;
    }

    Answer post(String path, String body) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.http(path))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json, text/event-stream")
                .POST(BodyPublishers.ofString(body)));
    }

    Answer get(String path) throws IOException, InterruptedException {
        return send(HttpRequest.newBuilder(server.http(path)).GET());
    }

    private Answer send(HttpRequest.Builder request) throws IOException, InterruptedException {
        try {
            HttpResponse<InputStream> answer =
                    http.send(request.timeout(longest).build(), BodyHandlers.ofInputStream());
            try (InputStream body = answer.body()) {
                String type = answer.headers().firstValue("Content-Type").orElse("");
                // A stream stays open for as long as the conversation goes on.
                boolean stream = type.startsWith("text/event-stream");
                String text = stream ? "" : new String(body.readAllBytes(), StandardCharsets.UTF_8);
                return new Answer(answer.statusCode(), text);
            }
        } catch (HttpTimeoutException e) {
            throw new AssertionError("no answer within " + longest, e);
        }
    }

    @Override
    public void close() {
        server.close();
    }
}
