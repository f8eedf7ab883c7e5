package me.fhir.chitchat.runtime.lifecycle;

import io.dropwizard.core.server.DefaultServerFactory;
import io.dropwizard.core.setup.Environment;
import io.dropwizard.jetty.HttpConnectorFactory;
import java.util.List;
import java.util.stream.Stream;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;

/** A server of this process that only this machine reaches, on free ports. */
public final class LoopbackServer {
    private static final String LOOPBACK = "127.0.0.1";
    private static final String APPLICATION = "application";

    private final Server server;

    private LoopbackServer(Server server) {
        this.server = server;
    }

    /** Starts what the environment holds; the application's connector is given, the factory's own addresses are not used. */
    public static LoopbackServer start(
            DefaultServerFactory factory, HttpConnectorFactory application, Environment environment) throws Exception {
        HttpConnectorFactory admin = new HttpConnectorFactory();
        for (HttpConnectorFactory connector : List.of(application, admin)) {
            connector.setBindHost(LOOPBACK);
            connector.setPort(0);
        }
        factory.setApplicationConnectors(List.of(application));
        factory.setAdminConnectors(List.of(admin));
        Server server = factory.build(environment);
        try {
            server.start();
        } catch (Exception e) {
            // What has been started by then would go on: threads, the store, perhaps the connectors.
            stop(server, e);
            throw e;
        }
        return new LoopbackServer(server);
    }

    private static void stop(Server server, Exception cause) {
        try {
            server.stop();
        } catch (Exception e) {
            // Why it did not start says more than why it did not stop.
            cause.addSuppressed(e);
        }
    }

    /** Its address, such as {@code http://127.0.0.1:41234}. */
    public String address() {
        return Stream.of(server.getConnectors())
                .filter(NetworkConnector.class::isInstance)
                .map(NetworkConnector.class::cast)
                .filter(connector -> APPLICATION.equals(connector.getName()))
                .map(connector -> "http://" + LOOPBACK + ":" + connector.getLocalPort())
                .findFirst()
                .orElseThrow();
    }

    public void stop() throws Exception {
        server.stop();
    }
}
