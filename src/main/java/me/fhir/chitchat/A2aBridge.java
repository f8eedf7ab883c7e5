package me.fhir.chitchat;

import io.dropwizard.core.setup.Environment;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.util.EnumSet;
import me.fhir.chitchat.a2a.A2aDoor;
import me.fhir.chitchat.a2a.Streams;
import me.fhir.chitchat.a2a.TaskIndex;
import org.eclipse.jetty.util.component.LifeCycle;

/** Opens the A2A door. */
final class A2aBridge {
    private A2aBridge() {}

    static void open(Bridges shared, Duration keepAlive, Engine engine, Environment environment) {
        Streams streams = new Streams(engine.subscriptions, keepAlive, environment.metrics());
        TaskIndex index = new TaskIndex(engine.conversations);
        engine.conversations.onCommitted(index);
        engine.conversations.onLoss(index);
        A2aDoor door = A2aDoor.of(
                new A2aDoor.Services(
                        shared.conversations,
                        engine.conversations,
                        engine.scenarios,
                        shared.handles,
                        shared.patience,
                        shared.address),
                streams,
                index,
                shared.readers,
                engine.clock.instant());
        environment
                .servlets()
                .addFilter("a2a", door)
                .addMappingForUrlPatterns(EnumSet.of(DispatcherType.REQUEST), true, "/api/bridge/*");
        environment.lifecycle().manage(streams);
        // Before the server waits for its last requests: streams would be among them.
        environment.lifecycle().addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStopping(LifeCycle event) {
                streams.stop();
            }
        });
    }
}
