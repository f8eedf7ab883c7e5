package me.fhir.chitchat.connect.remote;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.runtime.settings.SettingException;
import me.fhir.chitchat.scenario.ScenarioImport;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.wire.ScenarioArchive;
import me.fhir.chitchat.wire.ScenarioJson;
import org.jspecify.annotations.Nullable;

/** The scenarios of a running server. What goes wrong is a {@link SettingException} with a sentence. For one thread. */
public final class RemoteScenarios {
    /** Characters of one request; the server takes sixteen times as much. */
    private static final int MAX_PER_REQUEST = 1 << 20;

    private final HttpClient http = HttpClient.newBuilder()
            .connectTimeout(Duration.ofSeconds(10))
            .followRedirects(HttpClient.Redirect.NORMAL)
            .build();
    private final URI archive;
    private final @Nullable String editToken;

    /**
     * Of the server at this address; nothing is connected yet.
     *
     * @param server the address of its page or of its API, such as {@code https://host} or {@code https://host/api}
     * @param editToken sent along for scenarios that are published, or null
     */
    public RemoteScenarios(String server, @Nullable String editToken) {
        this.archive = ServerAnswers.address(server, "/scenario-archive");
        this.editToken = editToken;
    }

    /** All scenarios as the text of an archive. */
    public String export() throws InterruptedException {
        return answer(HttpRequest.newBuilder(archive).GET());
    }

    /** Imports in as few requests as the server takes; each of them stores all its scenarios or none. */
    public ScenarioImport.Report load(List<ScenarioItem> items, ScenarioImport.Conflicts conflicts)
            throws InterruptedException {
        ScenarioImport.Report all =
                new ScenarioImport.Report(new ArrayList<>(), new ArrayList<>(), new ArrayList<>(), new ArrayList<>());
        for (List<ScenarioItem> part : parts(items)) {
            HttpRequest.Builder request = HttpRequest.newBuilder(
                            URI.create(archive + "?conflicts=" + conflicts.wireName()))
                    .header("Content-Type", "application/json")
                    .POST(BodyPublishers.ofString(ScenarioArchive.of(part)));
            if (editToken != null && !editToken.isBlank()) {
                request.header("X-Edit-Token", sendable(editToken));
            }
            Json.Object report = object(answer(request));
            add(report, "added", all.added());
            add(report, "replaced", all.replaced());
            add(report, "kept", all.kept());
            add(report, "unchanged", all.unchanged());
        }
        return all;
    }

    /** Java's client writes headers in ASCII, and any other character as a question mark. */
    private static String sendable(String token) {
        if (!US_ASCII.newEncoder().canEncode(token)) {
            throw new SettingException(
                    "PUBLISHED_EDIT_TOKEN has characters beyond ASCII, which this command cannot send;"
                            + " import the archive on the page of the server instead.");
        }
        return token;
    }

    private static List<List<ScenarioItem>> parts(List<ScenarioItem> items) {
        List<List<ScenarioItem>> parts = new ArrayList<>();
        int length = MAX_PER_REQUEST;
        for (ScenarioItem item : items) {
            int more = ScenarioJson.item(item).length();
            if (length + more > MAX_PER_REQUEST) {
                parts.add(new ArrayList<>());
                length = 0;
            }
            parts.get(parts.size() - 1).add(item);
            length += more;
        }
        return parts;
    }

    private static void add(Json.Object report, String name, List<String> ids) {
        for (Json id : report.elements(name)) {
            if (id instanceof Json.Text text) {
                ids.add(text.value());
            }
        }
    }

    private String answer(HttpRequest.Builder request) throws InterruptedException {
        try {
            HttpResponse<String> response =
                    http.send(request.timeout(Duration.ofMinutes(2)).build(), BodyHandlers.ofString());
            if (response.statusCode() != 200) {
                throw new SettingException(archive.getAuthority() + " answered with status " + response.statusCode()
                        + ServerAnswers.reason(response.body()));
            }
            return response.body();
        } catch (ConnectException e) {
            throw new SettingException("No server answers at " + archive.getAuthority() + "; check --server.");
        } catch (IOException e) {
            throw new SettingException(
                    "The exchange with " + archive.getAuthority() + " failed: " + e.getMessage() + ".");
        }
    }

    private Json.Object object(String body) {
        try {
            return Json.parseObject(body);
        } catch (JsonSyntaxException e) {
            throw new SettingException(archive.getAuthority() + " did not answer with JSON: " + e.sentence() + ".");
        }
    }
}
