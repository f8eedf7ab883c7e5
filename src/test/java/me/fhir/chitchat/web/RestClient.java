package me.fhir.chitchat.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;

/** Somebody else who changes scenarios while a browser shows them. */
final class RestClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String base;

    RestClient(String base) {
        this.base = base;
    }

    /** The stored scenario as its item; fails when there is none. */
    JsonNode scenario(String id) {
        return json(scenarioText(id));
    }

    String scenarioText(String id) {
        return send("GET", "/scenarios/" + id, "", "", 200);
    }

    int status(String id) {
        return exchange("GET", "/scenarios/" + id, "", "").statusCode();
    }

    void create(String id, String title, String config) {
        send("POST", "/scenarios", "{\"name\":\"" + title + "\",\"config\":" + config + "}", "", 201);
    }

    void change(String id, String body, String token) {
        send("PUT", "/scenarios/" + id, body, token, 200);
    }

    void delete(String id) {
        send("DELETE", "/scenarios/" + id, "", "", 200);
    }

    private String send(String method, String path, String body, String token, int expected) {
        HttpResponse<String> answer = exchange(method, path, body, token);
        if (answer.statusCode() != expected) {
            throw new AssertionError(method + " " + path + ": " + answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    private HttpResponse<String> exchange(String method, String path, String body, String token) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(base + "/api" + path))
                .header("Content-Type", "application/json")
                .method(method, body.isEmpty() ? BodyPublishers.noBody() : BodyPublishers.ofString(body));
        if (!token.isEmpty()) {
            request.header("X-Edit-Token", token);
        }
        try {
            return client.send(request.build(), BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    static JsonNode json(String text) {
        try {
            return JSON.readTree(text);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
