package me.fhir.chitchat.seat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;

/** A conversation of alpha and beta, both open seats, on a running server. */
public record SeatedConversation(TestServer server, JsonNode created) {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    /**
     * Creates one; {@code more} are further members of the Meta and {@code options} of the request, each with a comma
     * in front.
     */
    public static SeatedConversation create(TestServer server, String more, String options) {
        String body = "{\"meta\":{\"agents\":[{\"id\":\"alpha\"},{\"id\":\"beta\"}]" + more
                + "},\"seats\":[{\"agentId\":\"alpha\",\"kind\":\"open\"},{\"agentId\":\"beta\",\"kind\":\"open\"}]"
                + options + "}";
        HttpResponse<String> answer = send(server, "POST", "/api/seated-conversations", body);
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return new SeatedConversation(server, json(answer.body()));
    }

    public static SeatedConversation create(TestServer server) {
        return create(server, "", "");
    }

    public long id() {
        return created.get("conversationId").longValue();
    }

    public String host() {
        return created.at("/host/code").asText();
    }

    public String watch() {
        return created.at("/watch/code").asText();
    }

    /** The seat of an agent as its creator got it. */
    public JsonNode seat(String agentId) {
        for (JsonNode seat : created.get("seats")) {
            if (seat.get("agentId").asText().equals(agentId)) {
                return seat;
            }
        }
        throw new AssertionError("no seat for " + agentId);
    }

    public String code(String agentId) {
        return seat(agentId).get("code").asText();
    }

    /** A WebSocket client that has shown a code. */
    public RpcClient connect(String code) {
        return new RpcClient(URI.create(server.webSocket() + "?seat=" + code));
    }

    /** A REST request with a code, if one is given. */
    public HttpResponse<String> rest(String method, String path, String body, String code) {
        return send(server, method, path, body, "Authorization", "Bearer " + code);
    }

    /** A request to a server; an empty body is none, and a zip file is answered as the text that is in it. */
    public static HttpResponse<String> send(
            TestServer server, String method, String path, String body, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(server.http(path))
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body))
                .header("Content-Type", "application/json");
        if (headers.length > 0) {
            request.headers(headers);
        }
        try {
            return HTTP.send(request.build(), new UnpackedBody());
        } catch (IOException e) {
            throw new AssertionError(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    public static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new AssertionError(text, e);
        }
    }
}
