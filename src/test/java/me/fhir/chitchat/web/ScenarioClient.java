package me.fhir.chitchat.web;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;

/** The scenarios of a running service, put there and looked at past the page. */
final class ScenarioClient {
    private static final ObjectMapper JSON = new ObjectMapper();

    private final HttpClient client = HttpClient.newHttpClient();
    private final String address;

    ScenarioClient(PageFixture fixture) {
        this.address = fixture.address("/api/scenarios");
    }

    /** Stores a scenario of two agents. */
    void put(String id, String title, String... tags) {
        put(Map.of(
                "name",
                title,
                "config",
                Map.of(
                        "metadata",
                        Map.of("id", id, "title", title, "description", "About " + title, "tags", tags),
                        "agents",
                        List.of(
                                Map.of("agentId", "clinic", "principal", Map.of("name", "Hôpital Saint-Éloi")),
                                Map.of("agentId", "payer", "principal", Map.of("name", "Aurélia Assurance"))))));
    }

    void put(Map<String, ?> item) {
        try {
            put(JSON.writeValueAsString(item));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    void put(String item) {
        HttpResponse<String> answer = send(HttpRequest.newBuilder(URI.create(address))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(item)));
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
    }

    boolean has(String id) {
        return send(get(id)).statusCode() == 200;
    }

    /** What is stored, as text, so that digits can be compared. */
    String text(String id) {
        HttpResponse<String> answer = send(get(id));
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return answer.body();
    }

    JsonNode item(String id) {
        try {
            return JSON.readTree(text(id));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private HttpRequest.Builder get(String id) {
        String segment = URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        return HttpRequest.newBuilder(URI.create(address + "/" + segment));
    }

    private HttpResponse<String> send(HttpRequest.Builder request) {
        try {
            return client.send(request.build(), BodyHandlers.ofString(StandardCharsets.UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
