package me.fhir.chitchat;

import com.codahale.metrics.Gauge;
import com.codahale.metrics.MetricRegistry;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.db.MigratedFile;
import me.fhir.chitchat.runtime.settings.PackagedConfiguration;

/** The whole server on free ports with a data file of its own; the one place where tests start it. */
public final class TestServer implements AutoCloseable {
    private final HttpClient client = HttpClient.newHttpClient();
    private final DropwizardTestSupport<ChitchatConfiguration> support;

    private TestServer(DropwizardTestSupport<ChitchatConfiguration> support) {
        this.support = support;
    }

    /**
     * Starts a server.
     *
     * @param data its data file; a copy of a migrated one with the shipped scenarios where there is none
     * @param settings fields of the configuration by path, such as {@code webSocket.maxWaitingFrames}
     */
    public static TestServer start(Path data, Map<String, String> settings) throws Exception {
        MigratedFile.createWithShippedScenarios(data);
        List<ConfigOverride> overrides = new ArrayList<>();
        overrides.add(ConfigOverride.config("server.applicationConnectors[0].port", "0"));
        overrides.add(ConfigOverride.config("server.adminConnectors[0].port", "0"));
        overrides.add(ConfigOverride.config("storage.path", data.toString()));
        settings.forEach((path, value) -> overrides.add(ConfigOverride.config(path, value)));
        DropwizardTestSupport<ChitchatConfiguration> support = new DropwizardTestSupport<>(
                ChitchatApplication.class,
                "packaged:config.yml",
                new PackagedConfiguration(),
                overrides.toArray(ConfigOverride[]::new));
        try {
            support.before();
        } finally {
            // They are system properties: of two servers, the one that is closed last would set the other's again.
            overrides.forEach(ConfigOverride::removeFromSystemProperties);
        }
        return new TestServer(support);
    }

    /** Settings out of fields of the configuration and their values, one after the other, with less in the log. */
    public static Map<String, String> quiet(String... settings) {
        Map<String, String> quiet = new LinkedHashMap<>();
        quiet.put("logging.level", "WARN");
        for (int i = 0; i < settings.length; i += 2) {
            quiet.put(settings[i], settings[i + 1]);
        }
        return quiet;
    }

    public int port() {
        return support.getLocalPort();
    }

    public URI http(String path) {
        return URI.create("http://127.0.0.1:" + port() + path);
    }

    public int adminPort() {
        return support.getAdminPort();
    }

    public URI webSocket() {
        return URI.create("ws://127.0.0.1:" + port() + "/api/ws");
    }

    public HttpClient client() {
        return client;
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

    public MetricRegistry metrics() {
        return support.getEnvironment().metrics();
    }

    /** What one of the server's counters stands at. */
    public long counter(String name) {
        return metrics().counter(name).getCount();
    }

    /** What one of the server's gauges stands at. */
    public int gauge(String name) {
        Gauge<?> gauge = metrics().getGauges().get(name);
        if (gauge == null) {
            throw new AssertionError("there is no gauge " + name);
        }
        return ((Number) gauge.getValue()).intValue();
    }

    /** How many transactions the store has committed. */
    public long commits() {
        return metrics().histogram("chitchat.store.batch-size").getCount();
    }

    @Override
    public void close() {
        support.after();
    }
}
