package me.fhir.chitchat.bridge;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.TestFolder;
import me.fhir.chitchat.TestServer;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.extension.AfterAllCallback;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** The whole service on a real socket with a data file of its own, for tests of the bridges. */
public final class BridgeServer implements BeforeAllCallback, AfterAllCallback {
    private final Path folder;
    private final @Nullable TestFolder own;
    private final Map<String, String> settings;

    @SuppressWarnings("NullAway.Init") // Started before the first test.
    private TestServer server;

    /**
     * A server that is not started yet.
     *
     * @param overrides fields of the configuration and their values, one after the other
     */
    public BridgeServer(String... overrides) {
        this(TestFolder.create(), overrides);
    }

    private BridgeServer(TestFolder own, String... overrides) {
        this.own = own;
        this.folder = own.path();
        this.settings = TestServer.quiet(overrides);
    }

    /** A server over what another left in this folder, which stays. */
    public BridgeServer(Path folder, String... overrides) {
        this.own = null;
        this.folder = folder;
        this.settings = TestServer.quiet(overrides);
    }

    public void start() throws Exception {
        server = TestServer.start(folder.resolve("test.db"), settings);
    }

    public void stop() {
        server.close();
        if (own != null) {
            own.close();
        }
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
        return server.gauge("chitchat.bridge.waiting");
    }

    public int port() {
        return server.port();
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
        return server.send(request);
    }

    /** The JSON text as it stands in a bridge's address. */
    public static String config64(String meta) {
        return Base64.getUrlEncoder().withoutPadding().encodeToString(meta.getBytes(StandardCharsets.UTF_8));
    }
}
