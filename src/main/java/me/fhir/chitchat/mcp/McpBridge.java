package me.fhir.chitchat.mcp;

import io.dropwizard.core.setup.Environment;
import java.util.concurrent.Executor;
import me.fhir.chitchat.admission.HostCheck;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.bridge.Handles;
import me.fhir.chitchat.bridge.LongPoll;
import me.fhir.chitchat.bridge.PublicAddress;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.scenario.ScenarioStore;

/** The entry of this package: serves the protocol below {@code /api/bridge}. */
public final class McpBridge {
    private McpBridge() {}

    /**
     * What the protocol is served with.
     *
     * @param workers where requests are answered once they are read, so that many at once need few threads
     */
    public record Services(
            BridgeConversations conversations,
            ConversationStore store,
            ScenarioStore scenarios,
            Handles handles,
            LongPoll longPoll,
            PublicAddress address,
            HostCheck hosts,
            Executor workers) {}

    /** Registers the resources. */
    public static void register(Environment environment, Services services) {
        ChatTools tools =
                new ChatTools(services.conversations(), services.handles(), services.longPoll(), services.store());
        environment
                .jersey()
                .register(new McpResource(tools, services.scenarios(), services.hosts(), services.workers()));
        environment.jersey().register(new DiagResource(services.scenarios(), services.hosts(), services.address()));
    }
}
