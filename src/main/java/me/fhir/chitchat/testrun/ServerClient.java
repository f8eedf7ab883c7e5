package me.fhir.chitchat.testrun;

import java.io.IOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Optional;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.runtime.concurrent.Backoff;
import me.fhir.chitchat.runtime.concurrent.Pause;
import me.fhir.chitchat.runtime.settings.SettingException;
import org.jspecify.annotations.Nullable;

/** Calls a server of ours. Reads are tried again for a while when the connection fails. For any thread. */
final class ServerClient {
    private static final Duration MAX_ANSWER = Duration.ofSeconds(60);
    private static final int TRIES = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(500);
    private static final Duration MAX_PAUSE = Duration.ofSeconds(10);

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final String api;

    /**
     * A client of the server at this address; nothing is connected yet.
     *
     * @param server the address of its page or of its API
     * @throws SettingException when it is not a web address
     */
    ServerClient(String server) {
        String base = server.strip().replaceFirst("/+$", "");
        this.api = base.endsWith("/api") ? base : base + "/api";
        try {
            if (URI.create(api).getHost() != null && api.matches("(?i)https?://.*")) {
                return;
            }
        } catch (IllegalArgumentException e) {
            // Reported below.
        }
        throw new SettingException(
                "--server must be the address of a server such as https://host, not " + server + ".");
    }

    /** A scenario's config; empty when the server has none of this id. */
    Optional<Json.Object> scenario(String id) throws UnavailableException, InterruptedException {
        String path =
                "/scenarios/" + URLEncoder.encode(id, StandardCharsets.UTF_8).replace("+", "%20");
        HttpResponse<String> answer = get(api + path, null);
        return answer.statusCode() == 404
                ? Optional.empty()
                : Optional.ofNullable(object(path, answer, 200).object("config"));
    }

    /** Stores a scenario; one that is there already under its id stays. */
    void store(String id, Json.Object config) throws UnavailableException, InterruptedException {
        String body = JsonWriter.object(json ->
                json.text("id", id).text("name", "Test: " + title(config)).value("config", config));
        HttpResponse<String> answer = post(api + "/scenarios", body, null);
        if (answer.statusCode() != 409) {
            object("/scenarios", answer, 201);
        }
    }

    private static String title(Json.Object config) {
        Json.Object metadata = config.object("metadata");
        return metadata == null ? "scenario" : String.valueOf(metadata.text("title"));
    }

    /**
     * Creates a conversation with seats.
     *
     * @param plan the body of {@code POST /api/seated-conversations}
     */
    Json.Object create(String plan) throws UnavailableException, InterruptedException {
        return object("/seated-conversations", post(api + "/seated-conversations", plan, null), 201);
    }

    /** The messages after an event, once there are any or the conversation has ended; waits at most 2 s. */
    Json.Object news(String watchUrl, long after) throws UnavailableException, InterruptedException {
        return object("wait", get(watchUrl + "/wait?seconds=2&after=" + after, null), 200);
    }

    Json.Object verdict(long conversation, String code) throws UnavailableException, InterruptedException {
        String path = "/conversations/" + conversation + "/verdict";
        return object(path, get(api + path, code), 200);
    }

    /** The model usage of a conversation; empty when the server does not report it. */
    Optional<Json.Object> usage(long conversation, String code) throws UnavailableException, InterruptedException {
        HttpResponse<String> answer = get(api + "/conversations/" + conversation + "/usage", code);
        return answer.statusCode() == 200 ? Optional.ofNullable(Json.objectOrNull(answer.body())) : Optional.empty();
    }

    /** Ends a conversation whose result is no longer needed. */
    void cancel(long conversation, String code) throws UnavailableException, InterruptedException {
        String body = JsonWriter.object(json -> json.text("reason", "test_stopped"));
        object("cancel", post(api + "/conversations/" + conversation + "/cancel", body, code), 200);
    }

    private HttpResponse<String> get(String address, @Nullable String code)
            throws UnavailableException, InterruptedException {
        return send(request(address, code).GET().build(), TRIES);
    }

    /** Once: what was not answered may have been done. */
    private HttpResponse<String> post(String address, String body, @Nullable String code)
            throws UnavailableException, InterruptedException {
        HttpRequest.Builder request = request(address, code).header("Content-Type", "application/json");
        return send(request.POST(BodyPublishers.ofString(body)).build(), 1);
    }

    private static HttpRequest.Builder request(String address, @Nullable String code) {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .timeout(MAX_ANSWER)
                .header("Accept", "application/json")
                .header("User-Agent", "chitchat-test");
        return code == null ? request : request.header("Authorization", "Bearer " + code);
    }

    private HttpResponse<String> send(HttpRequest request, int tries)
            throws UnavailableException, InterruptedException {
        Backoff pauses = new Backoff(FIRST_PAUSE, MAX_PAUSE);
        for (int attempt = 1; ; attempt++) {
            try {
                HttpResponse<String> answer = http.send(request, BodyHandlers.ofString());
                if (answer.statusCode() != 503 || attempt == tries) {
                    return answer;
                }
            } catch (IOException e) {
                if (attempt == tries) {
                    throw new UnavailableException("The server at " + api + " cannot be reached: " + e + ".");
                }
            }
            Pause.SLEEP.take(pauses.next());
        }
    }

    private Json.Object object(String what, HttpResponse<String> answer, int expected) throws UnavailableException {
        Json.Object body = Json.objectOrNull(answer.body());
        if (answer.statusCode() == expected && body != null) {
            return body;
        }
        String detail = body == null || body.text("error") == null ? "" : ": " + body.raw();
        throw new UnavailableException("The server answered " + what + " with " + answer.statusCode() + detail + ".");
    }
}
