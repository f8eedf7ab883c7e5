package me.fhir.chitchat.a2a;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestFolder;
import me.fhir.chitchat.TestServer;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The whole service on a real socket, spoken to in A2A. */
public final class A2aServer implements BeforeAllCallback, AfterAllCallback {
    static final ObjectMapper JSON = new ObjectMapper();

    /** A payer that asks once and then approves, with the approval as a document. */
    static final String ASK_THEN_APPROVE = meta("""
            {"name":"s","turns":[
              [{"kind":"post","text":"Looking it up.","finality":"none"},
               {"kind":"post","text":"Please send the notes."}],
              [{"kind":"post","text":"Approved.","finality":"conversation",
                "outcome":{"status":"success","reason":"complete"},
                "attachments":[{"name":"approval.bin","contentType":"application/x-approval",
                                "content":"AP8Q","encoding":"base64","summary":"The approval"}]}]]}""");

    /** A payer that never says anything. */
    static final String SILENT = meta("{\"name\":\"s\",\"turns\":[]}");

    private final TestFolder folder = TestFolder.create();
    private final Map<String, String> settings;

    @SuppressWarnings("NullAway.Init") // Started before the first test.
    private TestServer server;

    /**
     * A server that is not started yet.
     *
     * @param overrides fields of the configuration and their values, one after the other
     */
    public A2aServer(String... overrides) {
        this.settings = TestServer.quiet(overrides);
    }

    /** A template in which the clinic is played from outside and the payer plays a script. */
    static String meta(String script) {
        return "{\"title\":\"Prior authorization\",\"agents\":[{\"id\":\"clinic\"},{\"id\":\"payer\","
                + "\"agentClass\":\"script\",\"config\":{\"script\":" + script + "}}],\"startingAgentId\":\"clinic\"}";
    }

    static String config64(String meta) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(meta.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        server = TestServer.start(folder.path().resolve("test.db"), settings);
    }

    @Override
    public void afterAll(ExtensionContext context) {
        server.close();
        folder.close();
    }

    int port() {
        return server.port();
    }

    /** How many streams are open. */
    int streams() {
        return server.gauge("chitchat.a2a.streams");
    }

    /** How many bytes wait for clients, over every protocol. */
    int bytesHeld() {
        return server.gauge("chitchat.answers.bytes-held");
    }

    /** How many subscribers all conversations have, agents included. */
    int subscribers() {
        return server.gauge("chitchat.subscribers");
    }

    URI uri(String meta, String path) {
        return URI.create("http://127.0.0.1:" + port() + "/api/bridge/" + config64(meta) + path);
    }

    HttpResponse<String> get(URI uri, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri);
        return server.send(
                headers.length == 0 ? request.build() : request.headers(headers).build());
    }

    HttpResponse<String> post(URI uri, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(uri).POST(BodyPublishers.ofString(body));
        return server.send(
                headers.length == 0 ? request.build() : request.headers(headers).build());
    }

    /** Creates a conversation as any client of the WebSocket may. */
    void createConversation(String meta) {
        try (RpcClient webSocket = new RpcClient(server.webSocket())) {
            webSocket.call("createConversation", "{\"meta\":" + meta + "}");
        }
    }

    /** A client of one version at one address. */
    Caller caller(String meta, String version) {
        return new Caller(uri(meta, "/a2a"), version);
    }

    /** Calls methods of one version. */
    final class Caller {
        private final URI uri;
        private final String version;

        private Caller(URI uri, String version) {
            this.uri = uri;
            this.version = version;
        }

        HttpResponse<String> raw(String method, String params) {
            return post(
                    uri,
                    "{\"jsonrpc\":\"2.0\",\"id\":\"q1\",\"method\":\"" + method + "\",\"params\":" + params + "}",
                    "Content-Type",
                    "application/json",
                    "A2A-Version",
                    version);
        }

        JsonNode answer(String method, String params) {
            JsonNode answer = json(raw(method, params).body());
            if (!answer.path("id").asText().equals("q1")) {
                throw new AssertionError("the id must come back: " + answer);
            }
            return answer;
        }

        JsonNode result(String method, String params) {
            JsonNode answer = answer(method, params);
            if (!answer.has("result")) {
                throw new AssertionError("a result was expected: " + answer);
            }
            return answer.get("result");
        }

        int errorCode(String method, String params) {
            return answer(method, params).path("error").path("code").asInt();
        }

        /** The results of the frames of a stream that ends. */
        List<JsonNode> frames(String method, String params) {
            HttpResponse<String> response = raw(method, params);
            if (!response.headers().firstValue("Content-Type").orElse("").startsWith("text/event-stream")) {
                throw new AssertionError("a stream was expected: " + response.body());
            }
            return response.body()
                    .lines()
                    .filter(line -> line.startsWith("data: "))
                    .map(line -> json(line.substring(6)))
                    .map(frame -> frame.has("result") ? frame.get("result") : frame)
                    .toList();
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (JsonProcessingException e) {
            throw new AssertionError("not JSON: " + text, e);
        }
    }

    /** Params of a 0.3 message of one text; {@code more} are further members of the message, comma first. */
    static String say03(String text, String more) {
        return "{\"message\":{\"kind\":\"message\",\"role\":\"user\",\"messageId\":\"" + UUID.randomUUID()
                + "\",\"parts\":[{\"kind\":\"text\",\"text\":\"" + text + "\"}]" + more + "},"
                + "\"configuration\":{\"blocking\":true}}";
    }

    /** The same params with the wish not to wait (1.0). */
    static String returnAtOnce(String params) {
        return params.substring(0, params.length() - 1) + ",\"configuration\":{\"returnImmediately\":true}}";
    }

    /** Params of a 1.0 message of one text; {@code more} are further members of the message, comma first. */
    static String say10(String text, String more) {
        return "{\"message\":{\"role\":\"ROLE_USER\",\"messageId\":\"" + UUID.randomUUID()
                + "\",\"parts\":[{\"text\":\"" + text + "\"}]" + more + "}}";
    }
}
