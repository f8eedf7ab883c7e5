package me.fhir.chitchat;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.testing.ConfigOverride;
import io.dropwizard.testing.DropwizardTestSupport;
import java.net.URI;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.settings.PackagedConfiguration;

/** The whole server on free ports with a data file of its own. */
public final class TestServer implements AutoCloseable {
    private final DropwizardTestSupport<ChitchatConfiguration> support;

    private TestServer(DropwizardTestSupport<ChitchatConfiguration> support) {
        this.support = support;
    }

    /**
     * Starts a server.
     *
     * @param data its data file
     * @param settings fields of the configuration by path, such as {@code webSocket.maxWaitingFrames}
     */
    public static TestServer start(Path data, Map<String, String> settings) throws Exception {
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
        support.before();
        return new TestServer(support);
    }

    public URI http(String path) {
        return URI.create("http://127.0.0.1:" + support.getLocalPort() + path);
    }

    public int adminPort() {
        return support.getAdminPort();
    }

    public MetricRegistry metrics() {
        return support.getEnvironment().metrics();
    }

    public URI webSocket() {
        return URI.create("ws://127.0.0.1:" + support.getLocalPort() + "/api/ws");
    }

    /** What one of the server's counters stands at. */
    public long counter(String name) {
        return support.getEnvironment().metrics().counter(name).getCount();
    }

    /** How many transactions the store has committed. */
    public long commits() {
        return support.getEnvironment()
                .metrics()
                .histogram("chitchat.store.batch-size")
                .getCount();
    }

    @Override
    public void close() {
        support.after();
    }
}
