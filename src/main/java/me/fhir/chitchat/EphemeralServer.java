package me.fhir.chitchat;

import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import me.fhir.chitchat.orchestrator.WatchdogConfiguration;
import me.fhir.chitchat.websocket.WebSocketConnectorFactory;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;

/** The whole server in this process, for this machine only, on a free port and with a data file that stopping it deletes. */
final class EphemeralServer {
    private static final long POLL_INTERVAL_MS = 5_000;
    private static final String LOOPBACK = "127.0.0.1";
    private static final String APPLICATION = "application";

    private final Path folder;
    private final Server server;

    private EphemeralServer(Path folder, Server server) {
        this.folder = folder;
        this.server = server;
    }

    /** Starts it; of the configuration's addresses and storage nothing is used, and they are changed. */
    static EphemeralServer start(ChitchatConfiguration configuration) throws Exception {
        Path folder = Files.createTempDirectory("chitchat-test");
        try {
            return start(configuration, folder);
        } catch (Exception e) {
            // Whatever it was: the folder must not be left behind.
            delete(folder);
            throw e;
        }
    }

    private static EphemeralServer start(ChitchatConfiguration configuration, Path folder) throws Exception {
        DefaultServerFactory factory = (DefaultServerFactory) configuration.getServerFactory();
        WebSocketConnectorFactory application = new WebSocketConnectorFactory();
        application.setBindHost(LOOPBACK);
        application.setPort(0);
        HttpConnectorFactory admin = new HttpConnectorFactory();
        admin.setBindHost(LOOPBACK);
        admin.setPort(0);
        factory.setApplicationConnectors(List.of(application));
        factory.setAdminConnectors(List.of(admin));
        configuration.publicApiBaseUrl = null;
        // Soon enough for a silent agent; a conversation that set nothing keeps its time.
        configuration.watchdog = new WatchdogConfiguration(
                configuration.watchdog.enabled(),
                POLL_INTERVAL_MS,
                POLL_INTERVAL_MS,
                configuration.watchdog.stalledThreshold().toMillis());
        Environment environment = new Environment("test");
        StorageConfiguration storage =
                new StorageConfiguration(folder.resolve("test.db").toString(), null);
        Protocols.start(configuration, storage, environment);
        Server server = factory.build(environment);
        EphemeralServer started = new EphemeralServer(folder, server);
        Runtime.getRuntime().addShutdownHook(new Thread(started::deleteWhatIsLeft, "delete-test-data"));
        server.start();
        return started;
    }

    /** Its address, such as {@code http://127.0.0.1:41234}. */
    String address() {
        return Stream.of(server.getConnectors())
                .filter(NetworkConnector.class::isInstance)
                .map(NetworkConnector.class::cast)
                .filter(connector -> APPLICATION.equals(connector.getName()))
                .map(connector -> "http://" + LOOPBACK + ":" + connector.getLocalPort())
                .findFirst()
                .orElseThrow();
    }

    void stop() throws Exception {
        try {
            server.stop();
        } finally {
            delete(folder);
        }
    }

    /** After an interrupt by the user. */
    private void deleteWhatIsLeft() {
        try {
            delete(folder);
        } catch (IOException | UncheckedIOException e) {
            // It is deleted already, or still in use; it lies among the temporary files of the system.
        }
    }

    /** Deletes a folder with all that is in it. */
    static void delete(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            for (Path file : files.sorted(Comparator.reverseOrder()).toList()) {
                Files.deleteIfExists(file);
            }
        }
    }
}
