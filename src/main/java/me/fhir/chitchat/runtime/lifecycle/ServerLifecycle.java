package me.fhir.chitchat.runtime.lifecycle;

import io.dropwizard.core.setup.Environment;
import java.util.function.Consumer;
import org.eclipse.jetty.server.NetworkConnector;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.util.component.LifeCycle;

/** Actions at the moments of the Jetty server's life that {@code Managed} does not reach. */
public final class ServerLifecycle {
    private ServerLifecycle() {}

    /** Before the connectors listen; the server does not exist earlier. */
    public static void whenStarting(Environment environment, Consumer<Server> action) {
        environment.lifecycle().addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStarting(LifeCycle event) {
                if (event instanceof Server server) {
                    action.accept(server);
                }
            }
        });
    }

    /** Before the server waits for its open requests and closes its connections: what keeps requests open ends here. */
    public static void whenStopping(Environment environment, Runnable action) {
        environment.lifecycle().addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStopping(LifeCycle event) {
                action.run();
            }
        });
    }

    /** Once the connectors listen: each of them, and whether it is the one for administration. */
    public static void whenListening(Environment environment, ConnectorAction action) {
        environment.lifecycle().addServerLifecycleListener(server -> {
            for (var connector : server.getConnectors()) {
                if (connector instanceof NetworkConnector network) {
                    action.accept(network.getLocalPort(), "admin".equals(connector.getName()));
                }
            }
        });
    }

    /** Called with a connector that listens. */
    @FunctionalInterface
    public interface ConnectorAction {
        void accept(int port, boolean admin);
    }
}
