package me.fhir.chitchat.mcp;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import me.fhir.chitchat.agent.planner.OutsideToolCalls.ToolRequest;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.bridge.Participant;
import me.fhir.chitchat.bridge.SeatParticipant;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.world.Brief;
import me.fhir.chitchat.world.BriefMarkdown;
import me.fhir.chitchat.world.Player;
import me.fhir.chitchat.world.ToolReplyJson;
import me.fhir.chitchat.world.WorldTools;

/** A scenario's offer to the agent at one address besides the chat tools: its brief and the tools of its role. */
final class RoleWorld {
    private static final String GET_BRIEF = "Says who you are, what you want and know, whom you meet, and which tools"
            + " your role has. Call it first.";

    private final WorldTools tools;
    private final Participant participant;
    private final Brief brief;
    private final Map<String, RoleTool> listed;

    private RoleWorld(WorldTools tools, Participant participant, Brief brief) {
        this.tools = tools;
        this.participant = participant;
        this.brief = brief;
        this.listed = RoleToolNames.of(brief.tools());
    }

    /** The offer to this participant; empty when there is none. */
    static Optional<RoleWorld> of(WorldTools tools, Participant participant) {
        if (!participant.usesWorld()) {
            return Optional.empty();
        }
        Brief brief =
                tools.worlds().brief(participant.scenarioId(), participant.externalAgent(), participant.otherAgents());
        return brief.isEmpty() ? Optional.empty() : Optional.of(new RoleWorld(tools, participant, brief));
    }

    /** The brief as a text. */
    String markdown() {
        return BriefMarkdown.document(brief);
    }

    boolean has(String name) {
        return name.equals(RoleToolNames.BRIEF) || listed.containsKey(name);
    }

    /** Writes the definitions of the tools, each an object of a list. */
    void write(JsonWriter list) {
        list.beginObject()
                .text("name", RoleToolNames.BRIEF)
                .text("title", "Read your brief")
                .text("description", GET_BRIEF)
                .raw("inputSchema", ToolSchemas.BEGIN_INPUT)
                .object("annotations", hints -> hints.flag("readOnlyHint", true).flag("openWorldHint", false))
                .endObject();
        listed.forEach((name, tool) -> list.beginObject()
                .text("name", name)
                .text("description", description(tool))
                .raw(
                        "inputSchema",
                        isSeat()
                                ? RoleToolSchema.atSeat(tool.inputSchema())
                                : RoleToolSchema.atBridge(tool.inputSchema()))
                .object("annotations", hints -> hints.flag("readOnlyHint", !tool.endsConversation())
                        .flag("destructiveHint", tool.endsConversation())
                        .flag("openWorldHint", false))
                .endObject());
    }

    private static String description(RoleTool tool) {
        String conditions = tool.when().isEmpty()
                ? ""
                : " Use it only when all of this is documented: " + String.join("; ", tool.conditions()) + ".";
        String ending = tool.endsConversation()
                ? " It ends the conversation: your next message is the last one and carries the outcome "
                        + tool.endStatus() + "."
                : "";
        return (tool.description() + conditions + ending).strip();
    }

    private boolean isSeat() {
        return participant instanceof SeatParticipant;
    }

    /**
     * Uses a tool that there is.
     *
     * @param player finds the conversation in the arguments, by the name of the argument that names it
     */
    CompletableFuture<ToolResult> call(String name, ToolArguments arguments, Function<String, Player> player) {
        RoleTool tool = listed.get(name);
        if (tool == null) {
            return CompletableFuture.completedFuture(new ToolResult.Structured(brief.json()));
        }
        Json.Object given = arguments.fields();
        String conversation = RoleToolSchema.conversationArgument(tool.inputSchema());
        String own =
                isSeat() ? given.raw() : JsonEdit.of(given).remove(conversation).text();
        return tools.use(player.apply(conversation), new ToolRequest(tool.name(), own, null))
                .thenApply(reply -> new ToolResult.Structured(ToolReplyJson.of(reply)));
    }
}
