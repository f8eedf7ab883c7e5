package me.fhir.chitchat.mcp;

import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import me.fhir.chitchat.agent.planner.RoleTool;

/** The names under which the tools of a role are listed beside the chat tools (Server, Tools, Tool Names). */
final class RoleToolNames {
    static final String BRIEF = "get_brief";
    private static final String PREFIX = "world_";
    private static final int MAX_LENGTH = 128;
    private static final int MAX_PREFIXES = 8;
    private static final Pattern NOT_ALLOWED = Pattern.compile("[^A-Za-z0-9_.-]");

    private RoleToolNames() {}

    /** The tools by their listed names, in their order: their own names unless another tool has them already. */
    static Map<String, RoleTool> of(List<RoleTool> tools) {
        Set<String> taken = new HashSet<>(
                Arrays.stream(ChatTool.values()).map(ChatTool::wire).toList());
        taken.add(BRIEF);
        Map<String, RoleTool> listed = new LinkedHashMap<>();
        for (RoleTool tool : tools) {
            String name = cut(NOT_ALLOWED.matcher(tool.name()).replaceAll("_"));
            for (int i = 0; i < MAX_PREFIXES && taken.contains(name); i++) {
                name = cut(PREFIX + name);
            }
            // What finds no name even so is left to plain HTTP.
            if (taken.add(name)) {
                listed.put(name, tool);
            }
        }
        return listed;
    }

    private static String cut(String name) {
        return name.substring(0, Math.min(name.length(), MAX_LENGTH));
    }
}
