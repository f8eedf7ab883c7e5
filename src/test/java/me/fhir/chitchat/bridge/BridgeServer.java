package me.fhir.chitchat.bridge;

import com.codahale.metrics.Gauge;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import me.fhir.chitchat.ChitchatApplication;
import me.fhir.chitchat.ChitchatConfiguration;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The whole service on a real socket with a data file of its own, for tests of the bridges. */
public final class BridgeServer implements BeforeAllCallback, AfterAllCallback {
    private final HttpClient client = HttpClient.newHttpClient();
    private final Path folder;
    private final DropwizardTestSupport<ChitchatConfiguration> service;

    /**
     * A server that is not started yet.
     *
     * @param overrides fields of the configuration and their values, one after the other
     */
    public BridgeServer(String... overrides) {
        this(newFolder(), overrides);
    }

    /** A server over what another left in this folder. */
    public BridgeServer(Path folder, String... overrides) {
        this.folder = folder;
        List<ConfigOverride> all = new ArrayList<>(List.of(
                ConfigOverride.config("server.applicationConnectors[0].port", "0"),
                ConfigOverride.config("server.adminConnectors[0].port", "0"),
                ConfigOverride.config("storage.path", folder.resolve("test.db").toString()),
                ConfigOverride.config("logging.level", "WARN")));
        for (int i = 0; i < overrides.length; i += 2) {
            all.add(ConfigOverride.config(overrides[i], overrides[i + 1]));
        }
        this.service = new DropwizardTestSupport<>(
                ChitchatApplication.class, "config.yml", all.toArray(ConfigOverride[]::new));
    }

    private static Path newFolder() {
        try {
            return Files.createTempDirectory("chitchat-bridge");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    public Path folder() {
        return folder;
    }

    public void start() throws Exception {
        service.before();
    }

    public void stop() {
        service.after();
    }

    @Override
    public void beforeAll(ExtensionContext context) throws Exception {
        start();
    }

    @Override
    public void afterAll(ExtensionContext context) {
        stop();
    }

    /** How many callers are kept waiting now. */
    public int waiting() {
        Gauge<?> waiting = service.getEnvironment().metrics().getGauges().get("chitchat.bridge.waiting");
        return waiting == null ? -1 : (Integer) waiting.getValue();
    }

    public int port() {
        return service.getLocalPort();
    }

    /** The address of a path below the API. */
    public URI api(String path) {
        return URI.create("http://127.0.0.1:" + port() + "/api" + path);
    }

    public HttpResponse<String> get(String path, String... headers) {
        return send(request(path, headers).GET().build());
    }

    public HttpResponse<String> post(String path, String body, String... headers) {
        HttpRequest.Builder request = request(path, headers);
        if (List.of(headers).stream().noneMatch("Content-Type"::equalsIgnoreCase)) {
            request.header("Content-Type", "application/json");
        }
        return send(request.POST(BodyPublishers.ofString(body)).build());
    }

    private HttpRequest.Builder request(String path, String... headers) {
        HttpRequest.Builder request = HttpRequest.newBuilder(api(path));
        return headers.length == 0 ? request : request.headers(headers);
    }

    public HttpResponse<String> send(HttpRequest request) {
        try {
            return client.send(request, BodyHandlers.ofString());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new AssertionError(e);
        }
    }

    /** The JSON text as it stands in a bridge's address. */
    public static String config64(String meta) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(meta.getBytes(StandardCharsets.UTF_8));
    }
}
