package me.fhir.chitchat.mcp.client;

import java.net.URI;
import java.util.Map;
import me.fhir.chitchat.agent.planner.ToolServers;
import me.fhir.chitchat.conversation.McpServerSetting;
import me.fhir.chitchat.outbound.OutboundClient;
import me.fhir.chitchat.outbound.OutboundHeaders;

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
        return new McpToolServer(() -> new McpHttp(client, setting.url(), variables.of(setting)));
    }

    /** A server that a person names with its headers. */
    public static ToolServer at(OutboundClient client, URI url, OutboundHeaders headers) {
        return new McpToolServer(() -> new McpHttp(client, url, headers));
    }
}
