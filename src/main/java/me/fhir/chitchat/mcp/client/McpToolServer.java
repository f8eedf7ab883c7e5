package me.fhir.chitchat.mcp.client;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.agent.planner.ToolServers.ServerTool;
import me.fhir.chitchat.agent.planner.ToolServers.ToolListing;
import me.fhir.chitchat.agent.planner.ToolServers.ToolReturn;
import me.fhir.chitchat.agent.planner.ToolServers.ToolServer;
import me.fhir.chitchat.json.CompactJson;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/** One MCP server as an agent uses it. */
final class McpToolServer implements ToolServer {
    private static final int MAX_PAGES = 20;
    private static final int MAX_LISTED = 500;

    private final LineOpening opening;
    private @Nullable McpSession session;

    /** How the server is reached. */
    @FunctionalInterface
    interface LineOpening {
        McpHttp line() throws McpFailure;
    }

    McpToolServer(LineOpening opening) {
        this.opening = opening;
    }

    @Override
    public ToolListing list() throws InterruptedException {
        List<ServerTool> tools = new ArrayList<>();
        try {
            String cursor = null;
            for (int page = 0; page < MAX_PAGES && tools.size() < MAX_LISTED; page++) {
                String from = cursor;
                Json.Object result =
                        session().request(McpRequest.of("tools/list", params -> params.optionalText("cursor", from)));
                result.objects("tools").forEach(tool -> add(tool, tools));
                cursor = result.text("nextCursor");
                if (cursor == null || cursor.isEmpty()) {
                    break;
                }
            }
            return new ToolListing(tools, null);
        } catch (McpFailure e) {
            return new ToolListing(tools, e.getMessage());
        }
    }

    private static void add(Json.Object tool, List<ServerTool> tools) {
        String name = tool.text("name");
        Json.Object schema = tool.object("inputSchema");
        if (name != null && tools.size() < MAX_LISTED) {
            String description = tool.text("description");
            tools.add(new ServerTool(
                    name, description == null ? "" : description, schema == null ? "{}" : CompactJson.of(schema)));
        }
    }

    @Override
    public ToolReturn call(ServerTool tool, String arguments) throws InterruptedException {
        McpRequest call = new McpRequest(
                "tools/call",
                params -> params.text("name", tool.name()).raw("arguments", arguments),
                MirroredArguments.of(tool.name(), tool.inputSchema(), arguments));
        try {
            return ToolResultText.of(tool.name(), session().request(call));
        } catch (McpFailure e) {
            return new ToolReturn(true, String.valueOf(e.getMessage()));
        }
    }

    private McpSession session() throws McpFailure {
        if (session == null) {
            session = new McpSession(opening.line());
        }
        return session;
    }
}
