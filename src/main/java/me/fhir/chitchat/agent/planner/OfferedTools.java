package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * The tools of other servers that a model is offered in a turn. Each has a name of its own: one that the scenario, the agent
 * itself or another server uses already gets its server's name before it.
 *
 * @param servers the names of all servers, also of those that cannot be reached
 */
record OfferedTools(List<OfferedTool> tools, List<String> servers) {
    static final OfferedTools NONE = new OfferedTools(List.of(), List.of());

    /** The separator between the names of a server and of its tool. */
    private static final String DIVIDER = "__";

    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_.-]{1,100}");
    private static final int MAX = 64;
    private static final int MAX_SCHEMA_LENGTH = 8_000;
    private static final int MAX_TOTAL_LENGTH = 60_000;
    private static final int MAX_DESCRIPTION_LENGTH = 1_000;

    /** A tool under the name by which the model calls it. */
    record OfferedTool(String name, String serverName, ToolServers.ServerTool tool, ToolServers.ToolServer server) {
        private String fullName() {
            return serverName + DIVIDER + tool.name();
        }

        String description() {
            String line = PromptText.inline(tool.description());
            return line.length() <= MAX_DESCRIPTION_LENGTH ? line : line.substring(0, MAX_DESCRIPTION_LENGTH) + " …";
        }
    }

    OfferedTools {
        tools = List.copyOf(tools);
        servers = List.copyOf(servers);
    }

    /** The tool of that name. */
    Optional<OfferedTool> find(String name) {
        return tools.stream().filter(offered -> offered.name().equals(name)).findFirst();
    }

    /** The tool that is called with its server's name, whether or not it is offered so. */
    Optional<OfferedTool> findFull(String name) {
        return tools.stream().filter(offered -> offered.fullName().equals(name)).findFirst();
    }

    /** Whether a name means a tool of one of the servers. */
    boolean isOfServer(String name) {
        return servers.stream().anyMatch(server -> name.startsWith(server + DIVIDER));
    }

    /** Gives names to tools, in the order in which they are added. */
    static final class ToolNaming {
        private final Set<String> taken = new HashSet<>();
        private final List<OfferedTool> tools = new ArrayList<>();
        private final List<String> servers = new ArrayList<>();
        private int length;

        /** @param reserved names that no tool may have */
        ToolNaming(Set<String> reserved) {
            reserved.forEach(name -> taken.add(letters(name)));
        }

        void server(String name) {
            servers.add(name);
        }

        /** Adds a tool; false when it cannot be offered. */
        boolean add(String serverName, ToolServers.ServerTool tool, ToolServers.ToolServer server) {
            int size = tool.inputSchema().length() + Math.min(tool.description().length(), MAX_DESCRIPTION_LENGTH);
            if (tools.size() >= MAX
                    || !NAME.matcher(tool.name()).matches()
                    || tool.inputSchema().length() > MAX_SCHEMA_LENGTH
                    || length + size > MAX_TOTAL_LENGTH) {
                return false;
            }
            for (String name : List.of(tool.name(), serverName + DIVIDER + tool.name())) {
                if (taken.add(letters(name))) {
                    tools.add(new OfferedTool(name, serverName, tool, server));
                    length += size;
                    return true;
                }
            }
            return false;
        }

        OfferedTools build() {
            return new OfferedTools(tools, servers);
        }

        private static String letters(String name) {
            return name.toLowerCase(Locale.ROOT).replaceAll("[^a-z0-9]", "");
        }
    }
}
