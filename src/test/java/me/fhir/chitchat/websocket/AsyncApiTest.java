package me.fhir.chitchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The description of the WebSocket API says what the server does. */
class AsyncApiTest {
    @TempDir
    private Path folder;

    private TestServer server;
    private HttpResponse<String> answer;
    private JsonNode document;

    @BeforeEach
    void read() throws Exception {
        server = TestServer.start(folder.resolve("data.db"), Map.of("logging.level", "WARN"));
        answer = HttpClient.newHttpClient()
                .send(HttpRequest.newBuilder(server.http("/api/asyncapi.json")).build(), BodyHandlers.ofString());
        document = new ObjectMapper().readTree(answer.body());
    }

    @AfterEach
    void stop() {
        server.close();
    }

    @Test
    void documentIsServed() {
        assertThat(answer.statusCode()).isEqualTo(200);
        assertThat(answer.headers().firstValue("Content-Type")).contains("application/json");
        assertThat(document.path("asyncapi").asText()).startsWith("3.0");
    }

    @Test
    void theServerIsTheOneThatWasAsked() throws Exception {
        assertThat(document.at("/servers/this/host").asText())
                .isEqualTo(server.http("/").getAuthority());
        assertThat(document.at("/servers/this/protocol").asText()).isEqualTo("ws");
        HttpRequest behindProxy = HttpRequest.newBuilder(server.http("/api/asyncapi.json"))
                .header("X-Forwarded-Proto", "https")
                .build();
        JsonNode secure = new ObjectMapper()
                .readTree(HttpClient.newHttpClient()
                        .send(behindProxy, BodyHandlers.ofString())
                        .body());
        assertThat(secure.at("/servers/this/protocol").asText()).isEqualTo("wss");
    }

    @Test
    void everyMethodIsDocumentedAndEveryDocumentedOneExists() {
        Set<String> documented = new TreeSet<>();
        requests().forEach(request -> documented.add(request.path("method").asText()));
        assertThat(documented).isEqualTo(new TreeSet<>(registered().keySet()));
    }

    @Test
    void everyRequestExampleSucceedsInTheOrderOfTheDocument() {
        try (RpcClient client = new RpcClient(server.webSocket())) {
            Map<String, String> codes = new HashMap<>();
            for (JsonNode request : requests()) {
                client.sendRaw(withCodes(request, codes));
                JsonNode response =
                        client.await(frame -> frame.has("id") && frame.get("id").equals(request.get("id")));
                assertThat(response.has("result"))
                        .as("%s: %s", request, response)
                        .isTrue();
                JsonNode result = response.get("result");
                if (result.has("host")) {
                    codes.putIfAbsent("7F3K-9QWD-2MXA", result.at("/host/code").asText());
                    codes.put("2MXA-7F3K-9QWD", result.at("/seats/0/code").asText());
                }
            }
        }
    }

    /** A request with the codes that the server gave out in place of the document's: the first host's, the last seat's. */
    private static String withCodes(JsonNode request, Map<String, String> codes) {
        String text = request.toString();
        for (Map.Entry<String, String> code : codes.entrySet()) {
            text = text.replace(code.getKey(), code.getValue());
        }
        return text;
    }

    @Test
    void everyReferenceLeadsSomewhere() {
        List<String> references = document.findValuesAsText("$ref");
        assertThat(references).isNotEmpty().allSatisfy(reference -> assertThat(
                        document.at(reference.substring(1)).isMissingNode())
                .as(reference)
                .isFalse());
    }

    private List<JsonNode> requests() {
        List<JsonNode> requests = new ArrayList<>();
        document.at("/components/messages")
                .forEach(message -> message.path("examples").forEach(example -> requests.add(example.get("payload"))));
        return requests;
    }

    /** Registering calls nothing, so the methods need nothing to work on here. */
    @SuppressWarnings("NullAway")
    static Map<String, RpcMethod> registered() {
        SeatServices seats = new SeatServices(null, null, null, null);
        return new WebSocketEndpoint.WebSocketServices(seats, null, null, null, Clock.systemUTC()).methods();
    }
}
