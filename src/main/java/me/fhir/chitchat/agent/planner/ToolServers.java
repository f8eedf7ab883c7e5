package me.fhir.chitchat.agent.planner;

import java.util.List;
import me.fhir.chitchat.conversation.McpServerSetting;
import org.jspecify.annotations.Nullable;

/** The way to the servers whose tools an agent uses beside those of its scenario. For any thread. */
public interface ToolServers {
    /** Where no server can be called. */
    ToolServers NONE = setting -> new ToolServer() {
        @Override
        public ToolListing list() {
            return new ToolListing(List.of(), "This server calls no MCP servers.");
        }

        @Override
        public ToolReturn call(ServerTool tool, String arguments) {
            return new ToolReturn(true, "This server calls no MCP servers.");
        }
    };

    /** The server of an agent; nothing is called yet. */
    ToolServer at(McpServerSetting setting);

    /** One server, for one agent. For one thread at a time; both methods block until they are interrupted. */
    interface ToolServer {
        /** Asks which tools there are. */
        ToolListing list() throws InterruptedException;

        /**
         * Uses a tool.
         *
         * @param arguments the text of a JSON object
         */
        ToolReturn call(ServerTool tool, String arguments) throws InterruptedException;
    }

    /**
     * A tool as its server describes it.
     *
     * @param inputSchema the text of a JSON Schema, on one line
     */
    record ServerTool(String name, String description, String inputSchema) {}

    /**
     * The tools of a server.
     *
     * @param problem why some or all are missing, in whole sentences without secrets; null when none is
     */
    record ToolListing(List<ServerTool> tools, @Nullable String problem) {
        public ToolListing {
            tools = List.copyOf(tools);
        }
    }

    /**
     * The outcome of a call.
     *
     * @param failed whether {@code text} says what went wrong; else it is the JSON value that the tool returned, at most
     *     256 KiB of it
     */
    record ToolReturn(boolean failed, String text) {}
}
