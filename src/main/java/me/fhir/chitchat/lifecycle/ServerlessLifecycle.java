package me.fhir.chitchat.lifecycle;

import io.dropwizard.core.setup.Environment;
import org.eclipse.jetty.util.component.ContainerLifeCycle;

/** What an environment manages, running without a server: started in order, stopped in the reverse one. */
public final class ServerlessLifecycle implements AutoCloseable {
    private final ContainerLifeCycle parts = new ContainerLifeCycle();

    private ServerlessLifecycle() {}

    /** Starts everything that is managed by now; what has started is stopped again when something cannot. */
    public static ServerlessLifecycle start(Environment environment) throws Exception {
        ServerlessLifecycle running = new ServerlessLifecycle();
        environment.lifecycle().attach(running.parts);
        running.parts.start();
        return running;
    }

    @Override
    public void close() throws Exception {
        parts.stop();
    }
}
