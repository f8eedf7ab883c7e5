package me.fhir.chitchat.a2a;

import io.dropwizard.core.setup.Environment;
import jakarta.servlet.DispatcherType;
import java.time.Duration;
import java.time.Instant;
import java.util.EnumSet;
import java.util.Map;
import java.util.concurrent.Executor;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.bridge.Handles;
import me.fhir.chitchat.bridge.LongPoll;
import me.fhir.chitchat.bridge.PublicAddress;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.orchestrator.Subscriptions;
import me.fhir.chitchat.scenario.ScenarioStore;
import org.eclipse.jetty.util.component.LifeCycle;

/** The entry of this package: serves the protocol below {@code /api/bridge}. */
public final class A2aBridge {
    private A2aBridge() {}

    /**
     * What the protocol is served with.
     *
     * @param workers runs what may block
     */
    public record Services(
            BridgeConversations conversations,
            ConversationStore store,
            ScenarioStore scenarios,
            Handles handles,
            LongPoll longPoll,
            PublicAddress address,
            Subscriptions subscriptions,
            Executor workers) {}

    /**
     * Registers filter and streams.
     *
     * @param keepAlive how often an open stream gets a comment; zero sends none
     * @param started when the server began
     */
    public static void register(Environment environment, Services services, Duration keepAlive, Instant started) {
        StreamRegistry streams = new StreamRegistry(services.subscriptions(), keepAlive, environment.metrics());
        environment
                .servlets()
                .addFilter("a2a", filter(services, streams, started))
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

    private static A2aFilter filter(Services services, StreamRegistry streams, Instant started) {
        A2aMethods methods = new A2aMethods(
                services.conversations(),
                services.store(),
                services.longPoll(),
                new TaskNames(services.handles(), services.store()),
                services.workers());
        TaskList list = new TaskList(services.store(), services.conversations(), methods);
        Map<String, Method> current = Method.of10(methods, list);
        return new A2aFilter(
                new CardPage(services.scenarios(), services.address(), started),
                new JsonRpcEndpoint(Map.of(A2aVersion.V0_3, Method.of03(methods), A2aVersion.V1_0, current), streams),
                new RestEndpoint(current, streams));
    }
}
