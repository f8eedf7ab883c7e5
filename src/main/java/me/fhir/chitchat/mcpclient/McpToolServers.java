package me.fhir.chitchat.mcpclient;

import java.util.Map;
import me.fhir.chitchat.agent.planner.ToolServers;
import me.fhir.chitchat.conversation.McpServerSetting;
import me.fhir.chitchat.outbound.OutboundClient;

/** Reaches MCP servers through the guarded client. For any thread. */
public final class McpToolServers implements ToolServers {
    private final OutboundClient client;
    private final HeaderVariables variables;

    /** @param environment holds the values of headers, in variables whose names begin with {@code MCP_} */
    public McpToolServers(OutboundClient client, Map<String, String> environment) {
        this.client = client;
        this.variables = new HeaderVariables(environment);
    }

    @Override
    public ToolServer at(McpServerSetting setting) {
        return new McpToolServer(client, variables, setting);
    }
}
