package me.fhir.chitchat;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import java.util.concurrent.ExecutorService;
import me.fhir.chitchat.admission.CorsPolicy;
import me.fhir.chitchat.admission.HostCheck;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.bridge.HandleKey;
import me.fhir.chitchat.bridge.Handles;
import me.fhir.chitchat.bridge.Patience;
import me.fhir.chitchat.bridge.PublicAddress;
import me.fhir.chitchat.mcp.ChatTools;
import me.fhir.chitchat.mcp.DiagResource;
import me.fhir.chitchat.mcp.McpResource;
import org.eclipse.jetty.util.component.LifeCycle;

/** Opens the bridges: what both share, then each protocol. */
final class Bridges {
    final BridgeConversations conversations;
    final Handles handles;
    final Patience patience;
    final PublicAddress address;
    final HostCheck hosts;
    /** Many callers come at once, each for a few reads: a handful of threads serves them all. */
    final ExecutorService readers = Threads.few("bridge", 8);

    private Bridges(ChitchatConfiguration configuration, Engine engine, Environment environment) {
        HandleKey key = new HandleKey(engine.database.file().resolveSibling("bridge.key"));
        conversations =
                new BridgeConversations(engine.orchestrator, engine.conversations, engine.agents, engine.workers);
        handles = new Handles(key, engine.conversations);
        patience = new Patience(engine.subscriptions, readers);
        address = new PublicAddress(configuration.publicApiBaseUrl);
        hosts = new HostCheck(
                configuration.publicApiBaseUrl,
                configuration.allowedHosts,
                new CorsPolicy(configuration.corsAllowedOrigins)::allows);
        environment.metrics().registerGauge("chitchat.bridge.waiting", patience::size);
        engine.conversations.onLoss(key);
        environment.lifecycle().manage(key);
        environment.lifecycle().manage(patience);
        // Before the server waits for its last requests: they wait for nothing but these.
        environment.lifecycle().addEventListener(new LifeCycle.Listener() {
            @Override
            public void lifeCycleStopping(LifeCycle event) {
                patience.stop();
            }
        });
    }

    static Bridges open(ChitchatConfiguration configuration, Engine engine, Environment environment) {
        Bridges shared = new Bridges(configuration, engine, environment);
        A2aBridge.open(shared, configuration.bridge.keepAlive(), engine, environment);
        shared.mcp(engine, environment.jersey());
        return shared;
    }

    private void mcp(Engine engine, JerseyEnvironment jersey) {
        ChatTools tools = new ChatTools(conversations, handles, patience, engine.conversations);
        jersey.register(new McpResource(tools, engine.scenarios, hosts, readers));
        jersey.register(new DiagResource(engine.scenarios, hosts, address));
    }
}
