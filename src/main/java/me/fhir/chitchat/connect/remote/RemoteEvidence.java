package me.fhir.chitchat.connect.remote;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Set;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.runtime.settings.SettingException;

/** Sends evidence to a running server. What goes wrong is a {@link SettingException} with a sentence. */
public final class RemoteEvidence {
    private RemoteEvidence() {}

    /**
     * Sends a file.
     *
     * @return the server's answer: {@code conversationId}, and {@code error} when it was imported before
     */
    public static Json.Object send(String server, Path file) throws InterruptedException {
        URI address = ServerAnswers.address(server, "/evidence");
        try {
            HttpRequest request = HttpRequest.newBuilder(address)
                    .header("Content-Type", "application/zip")
                    .timeout(Duration.ofMinutes(2))
                    .POST(BodyPublishers.ofFile(file))
                    .build();
            HttpResponse<String> response = HttpClient.newBuilder()
                    .connectTimeout(Duration.ofSeconds(10))
                    .build()
                    .send(request, BodyHandlers.ofString());
            Json.Object answer = Json.objectOrNull(response.body());
            if (Set.of(201, 409).contains(response.statusCode()) && answer != null && answer.has("conversationId")) {
                return answer;
            }
            throw new SettingException(address.getAuthority() + " answered with status " + response.statusCode()
                    + ServerAnswers.reason(response.body()));
        } catch (ConnectException e) {
            throw new SettingException("No server answers at " + address.getAuthority() + "; check --server.");
        } catch (IOException e) {
            throw new SettingException(
                    "The exchange with " + address.getAuthority() + " failed: " + e.getMessage() + ".");
        }
    }
}
