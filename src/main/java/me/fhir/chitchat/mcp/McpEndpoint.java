package me.fhir.chitchat.mcp;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.jersey.setup.JerseyEnvironment;
import me.fhir.chitchat.admission.HostCheck;
import me.fhir.chitchat.bridge.BridgeServices;
import me.fhir.chitchat.bridge.PublicAddress;

/** Registers the MCP protocol below {@code /api/bridge}. */
public final class McpEndpoint {
    private McpEndpoint() {}

    public static void register(
            Environment environment, BridgeServices services, PublicAddress address, HostCheck hosts) {
        ChatTools tools =
                new ChatTools(services.conversations(), services.handles(), services.longPoll(), services.store());
        JerseyEnvironment jersey = environment.jersey();
        jersey.register(new McpResource(tools, services.scenarios(), hosts, services.readers()));
        jersey.register(new DiagResource(services.scenarios(), hosts, address));
    }
}
