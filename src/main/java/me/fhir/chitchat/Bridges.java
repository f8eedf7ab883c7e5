package me.fhir.chitchat;

import io.dropwizard.core.setup.Environment;
import java.util.concurrent.ExecutorService;
import me.fhir.chitchat.a2a.A2aBridge;
import me.fhir.chitchat.admission.CorsPolicy;
import me.fhir.chitchat.admission.HostCheck;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.bridge.HandleKey;
import me.fhir.chitchat.bridge.Handles;
import me.fhir.chitchat.bridge.LongPoll;
import me.fhir.chitchat.bridge.PublicAddress;
import me.fhir.chitchat.mcp.McpBridge;
import org.eclipse.jetty.util.component.LifeCycle;

/** Opens the bridges: what both share, then each protocol. */
final class Bridges {
    final BridgeConversations conversations;
    final Handles handles;
    final LongPoll longPoll;
    final PublicAddress address;
    final HostCheck hosts;
    /** Many callers come at once, each for a few reads: a handful of threads serves them all. */
    final ExecutorService readers = Threads.few("bridge", 8);

    private Bridges(ChitchatConfiguration configuration, Engine engine, Environment environment) {
        HandleKey key = new HandleKey(engine.database.file().resolveSibling("bridge.key"));
        conversations =
                new BridgeConversations(engine.orchestrator, engine.conversations, engine.agents, engine.workers);
        handles = new Handles(key, engine.conversations);
        longPoll = new LongPoll(engine.subscriptions, readers);
        address = new PublicAddress(configuration.publicApiBaseUrl);
        hosts = new HostCheck(
                configuration.publicApiBaseUrl,
                configuration.allowedHosts,
                new CorsPolicy(configuration.corsAllowedOrigins)::allows);
        environment.metrics().registerGauge("chitchat.bridge.waiting", longPoll::size);
        engine.conversations.onLoss(key);
        environment.lifecycle().manage(key);
        environment.lifecycle().manage(longPoll);
        // Before the server waits for its last requests: they wait for nothing but these.
        environment.lifecycle().addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStopping(LifeCycle event) {
                longPoll.stop();
            }
        });
    }

    static Bridges open(ChitchatConfiguration configuration, Engine engine, Environment environment) {
        Bridges shared = new Bridges(configuration, engine, environment);
        A2aBridge.register(
                environment,
                new A2aBridge.Services(
                        shared.conversations,
                        engine.conversations,
                        engine.scenarios,
                        shared.handles,
                        shared.longPoll,
                        shared.address,
                        engine.subscriptions,
                        shared.readers),
                configuration.bridge.keepAlive(),
                engine.clock.instant());
        McpBridge.register(
                environment,
                new McpBridge.Services(
                        shared.conversations,
                        engine.conversations,
                        engine.scenarios,
                        shared.handles,
                        shared.longPoll,
                        shared.address,
                        shared.hosts,
                        shared.readers));
        return shared;
    }
}
