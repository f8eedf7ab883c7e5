package me.fhir.chitchat.runtime.lifecycle;

import io.dropwizard.core.setup.Environment;
import org.eclipse.jetty.util.component.ContainerLifeCycle;

/** What an environment manages, running without a server: started in order, stopped in the reverse one. */
public final class ServerlessLifecycle {
    private ServerlessLifecycle() {}

    /** Work that needs the managed parts. */
    public interface ServerlessWork {
        void run() throws Exception;
    }

    /** Starts everything that is managed by now, does the work, and stops what has started. */
    public static void during(Environment environment, ServerlessWork work) throws Exception {
        ContainerLifeCycle parts = new ContainerLifeCycle();
        environment.lifecycle().attach(parts);
        try {
            parts.start();
            work.run();
        } finally {
            parts.stop();
        }
    }
}
