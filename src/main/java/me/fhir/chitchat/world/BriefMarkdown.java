package me.fhir.chitchat.world;

import java.util.List;
import java.util.stream.Collectors;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/** A brief as a text that a model can act on. */
public final class BriefMarkdown {
    private BriefMarkdown() {}

    /** The whole brief, with a heading of the first level. */
    public static String document(Brief brief) {
        StringBuilder out = new StringBuilder("# ")
                .append(oneLine(text(brief.plot(), "title", "Conversation")))
                .append("\n\n");
        paragraph(out, "", brief.plot().text("description"));
        out.append("You are **")
                .append(oneLine(name(brief.agentId(), brief.you().object("principal"))));
        out.append("**. You meet ")
                .append(brief.others().stream()
                        .map(other -> oneLine(name(other.agentId(), other.principal())))
                        .collect(Collectors.joining(", ")))
                .append(".\n\n");
        brief.others().forEach(other -> about(out, other.agentId() + ": ", other.principal()));
        return out.append(sections(brief)).toString();
    }

    /** The role's instructions, knowledge and tools, under headings of the second level. */
    public static String sections(Brief brief) {
        StringBuilder out = new StringBuilder("## Your brief (only you see this)\n\n");
        about(out, "", brief.you().object("principal"));
        paragraph(out, "Background: ", brief.plot().text("background"));
        paragraph(out, "Situation: ", brief.you().text("situation"));
        paragraph(out, "", brief.you().text("systemPrompt"));
        goals(out, brief.you().elements("goals"));
        paragraph(out, "You may begin with: ", brief.you().text("messageToUseWhenInitiatingConversation"));
        if (!brief.knowledge().members().isEmpty()) {
            out.append("What you know:\n\n```json\n")
                    .append(brief.knowledge().raw())
                    .append("\n```\n\n");
        }
        tools(out, brief.tools());
        return out.toString();
    }

    private static void goals(StringBuilder out, List<Json> goals) {
        if (goals.isEmpty()) {
            return;
        }
        out.append("Your goals:\n\n");
        goals.forEach(goal -> out.append("- ")
                .append(oneLine(goal instanceof Json.Text text ? text.value() : goal.raw()))
                .append('\n'));
        out.append('\n');
    }

    private static void tools(StringBuilder out, List<RoleTool> tools) {
        if (tools.isEmpty()) {
            return;
        }
        out.append("## Your tools\n\n");
        for (RoleTool tool : tools) {
            out.append("- `")
                    .append(oneLine(tool.name()))
                    .append("`: ")
                    .append(oneLine(tool.description()))
                    .append(ending(tool))
                    .append(conditions(tool))
                    .append(" Arguments (JSON Schema): `")
                    .append(tool.inputSchema())
                    .append("`\n");
        }
        out.append('\n');
    }

    private static String ending(RoleTool tool) {
        return tool.endsConversation()
                ? " **Ends the conversation**: your next message is the last one and carries the outcome "
                        + tool.endStatus() + "."
                : "";
    }

    private static String conditions(RoleTool tool) {
        return tool.when().isEmpty()
                ? ""
                : " Use it only when all of this is documented: "
                        + tool.conditions().stream().map(BriefMarkdown::oneLine).collect(Collectors.joining("; "))
                        + ".";
    }

    private static String name(String agentId, Json.@Nullable Object principal) {
        String name = principal == null ? agentId : text(principal, "name", agentId);
        return name.equals(agentId) ? agentId : name + " (" + agentId + ")";
    }

    private static void about(StringBuilder out, String before, Json.@Nullable Object principal) {
        if (principal != null) {
            paragraph(out, before, principal.text("description"));
        }
    }

    private static String text(Json.Object object, String name, String otherwise) {
        String text = object.text(name);
        return text == null || text.isBlank() ? otherwise : text;
    }

    private static void paragraph(StringBuilder out, String before, @Nullable String text) {
        if (text != null && !text.isBlank()) {
            out.append(before).append(text.strip()).append("\n\n");
        }
    }

    private static String oneLine(String text) {
        return text.replaceAll("\\s+", " ").strip();
    }
}
