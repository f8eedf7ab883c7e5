package me.fhir.chitchat;

import io.dropwizard.core.setup.Environment;
import org.eclipse.jetty.server.Connector;
import org.eclipse.jetty.server.NetworkConnector;

/** Says where the server can be reached, once it can. */
final class ReadyLine {
    private ReadyLine() {}

    @SuppressWarnings("SystemOut") // For the person at the terminal, whatever the log is set to.
    static void printWhenStarted(Environment environment) {
        environment.lifecycle().addServerLifecycleListener(server -> {
            for (Connector connector : server.getConnectors()) {
                if (connector instanceof NetworkConnector network) {
                    String address = "http://localhost:" + network.getLocalPort();
                    System.out.println(
                            "admin".equals(connector.getName())
                                    ? "Admin (metrics, health checks) is at " + address
                                    : "Chitchat is ready at " + address);
                }
            }
        });
    }
}
