package me.fhir.chitchat;

import com.codahale.metrics.Counter;
import io.dropwizard.core.setup.Environment;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Properties;
import java.util.concurrent.atomic.AtomicInteger;
import me.fhir.chitchat.admission.HostCheck;
import me.fhir.chitchat.bridge.PublicAddress;
import me.fhir.chitchat.resources.StatusResource;
import org.eclipse.jetty.server.NetworkConnector;
import org.jspecify.annotations.Nullable;

/** Opens what tells people how the server is. */
final class StatusDoor {
    private static final String BUILD = "/META-INF/maven/me.fhir.chitchat/interop-api/pom.properties";

    private StatusDoor() {}

    static void open(
            ChitchatConfiguration configuration,
            Engine engine,
            Environment environment,
            PublicAddress address,
            HostCheck hosts) {
        AtomicInteger adminPort = new AtomicInteger();
        environment.lifecycle().addServerLifecycleListener(server -> {
            for (var connector : server.getConnectors()) {
                if (connector instanceof NetworkConnector network && "admin".equals(connector.getName())) {
                    adminPort.set(network.getLocalPort());
                }
            }
        });
        Counter closed = environment.metrics().counter("chitchat.watchdog.closed");
        Path file = engine.database.file();
        environment
                .jersey()
                .register(new StatusResource(
                        new StatusResource.Server(
                                version(),
                                engine.clock.instant(),
                                adminPort::get,
                                configuration.publishedEditToken != null && !configuration.publishedEditToken.isEmpty(),
                                configuration.debugApiEnabled),
                        new StatusResource.Storage(engine.conversations::healthy, () -> room(file)),
                        new StatusResource.Watching(configuration.watchdog, closed::getCount),
                        () -> new StatusResource.Models(
                                configuration.modelBudget.access(),
                                engine.models.budget().today(),
                                configuration.modelBudget.perDay()),
                        address(configuration.publicApiBaseUrl, address, hosts),
                        engine.clock));
    }

    private static StatusResource.Address address(@Nullable String configured, PublicAddress address, HostCheck hosts) {
        return new StatusResource.Address() {
            @Override
            public @Nullable String configured() {
                return configured == null || configured.isBlank() ? null : configured.strip();
            }

            @Override
            public String apiBase(UriInfo uri, HttpHeaders headers) {
                return address.apiBase(uri, headers);
            }

            @Override
            public Optional<String> refusal(@Nullable String host) {
                return hosts.refusal(host, null);
            }
        };
    }

    private static StatusResource.Room room(Path file) {
        try {
            Path log = file.resolveSibling(file.getFileName() + "-wal");
            return new StatusResource.Room(
                    size(file) + size(log),
                    Files.getFileStore(file.resolveSibling("")).getUsableSpace());
        } catch (IOException e) {
            // The folder may have been taken away; that it cannot be written is told beside this.
            return new StatusResource.Room(0, 0);
        }
    }

    private static long size(Path file) throws IOException {
        return Files.exists(file) ? Files.size(file) : 0;
    }

    /** What the build wrote into the jar; classes alone have no version. */
    private static String version() {
        try (InputStream build = StatusDoor.class.getResourceAsStream(BUILD)) {
            if (build == null) {
                return "development";
            }
            Properties properties = new Properties();
            properties.load(build);
            return properties.getProperty("version", "development");
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
