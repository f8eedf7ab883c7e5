package me.fhir.chitchat.agent.planner;

import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A simulated tool.
 *
 * @param inputSchema the text of a JSON Schema
 * @param endStatus the outcome's status when the tool ends the conversation, else null
 * @param when the points that must be met before the tool is used
 */
public record RoleTool(
        String name,
        String description,
        String inputSchema,
        String guidance,
        @Nullable String endStatus,
        List<FactCheck> when) {
    public RoleTool {
        when = List.copyOf(when);
    }

    public boolean endsConversation() {
        return endStatus != null;
    }

    /** The points that must be met before the tool is used, each in one line. */
    public List<String> conditions() {
        return when.stream().map(FactCheck::line).toList();
    }
}
