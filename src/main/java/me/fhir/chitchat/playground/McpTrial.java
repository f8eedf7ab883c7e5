package me.fhir.chitchat.playground;

import java.util.Optional;
import me.fhir.chitchat.agent.planner.ToolServers.ServerTool;
import me.fhir.chitchat.agent.planner.ToolServers.ToolListing;
import me.fhir.chitchat.agent.planner.ToolServers.ToolReturn;
import me.fhir.chitchat.agent.planner.ToolServers.ToolServer;
import me.fhir.chitchat.mcp.client.McpToolServers;
import me.fhir.chitchat.outbound.OutboundClient;
import org.jspecify.annotations.Nullable;

/** Asks an MCP server for its tools, reports {@code tools}, and uses one when it is named, reported as {@code result}. */
public record McpTrial(
        OutboundClient client, TrialTarget target, @Nullable TriedTool use) implements Trial {
    /**
     * A tool to use.
     *
     * @param arguments the text of a JSON object
     */
    public record TriedTool(String name, String arguments) {}

    @Override
    public void run(TrialEvents events) throws InterruptedException {
        ToolServer server =
                McpToolServers.at(client.watchedBy(new WatchedFrames(events)), target.url(), target.headers());
        ToolListing listing = server.list();
        events.happened(
                "tools", json -> json.objects("tools", listing.tools(), (each, tool) -> each.text("name", tool.name())
                                .text("description", tool.description())
                                .raw("inputSchema", tool.inputSchema()))
                        .optionalText("problem", listing.problem()));
        if (use == null) {
            return;
        }
        Optional<ServerTool> tool = listing.tools().stream()
                .filter(each -> each.name().equals(use.name()))
                .findFirst();
        ToolReturn result = tool.isPresent()
                ? server.call(tool.get(), use.arguments())
                : new ToolReturn(true, "The server has no tool of this name.");
        events.happened("result", json -> json.flag("failed", result.failed()).text("text", result.text()));
    }
}
