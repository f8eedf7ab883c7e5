package me.fhir.chitchat.world;

import java.util.List;
import java.util.stream.Stream;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.agent.planner.RoleTools;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.scenario.WorldSource;
import org.jspecify.annotations.Nullable;

/**
 * The knowledge of a role's player, without that of any other role. What is not named here is left out, so that a new
 * member of a scenario is private unless listed here.
 *
 * @param you the agent's own entry in the scenario; without members when there is none
 * @param others the entries of the other agents, of which only the public side is given out
 * @param plot the metadata of the scenario
 * @param tools the simulated tools that are offered
 * @param knowledge what the role knows, as far as it is offered
 */
public record Brief(
        String agentId,
        Json.Object you,
        List<OtherRole> others,
        Json.Object plot,
        List<RoleTool> tools,
        Json.Object knowledge) {
    private static final List<String> OWN =
            List.of("situation", "goals", "systemPrompt", "messageToUseWhenInitiatingConversation");
    private static final List<String> PRINCIPAL = List.of("type", "name", "description");
    private static final List<String> PLOT = List.of("title", "description", "background");

    /** Another agent and for whom it speaks, if the scenario says so. */
    public record OtherRole(String agentId, Json.@Nullable Object principal) {}

    public Brief {
        others = List.copyOf(others);
        tools = List.copyOf(tools);
    }

    /**
     * The brief of an agent.
     *
     * @param scenario the whole scenario; null when the conversation plays none
     * @param roster the ids of the conversation's agents, its own left out or not
     */
    public static Brief of(@Nullable RawJson scenario, String agentId, List<String> roster) {
        Json.Object whole = scenario == null ? Json.Object.EMPTY : StoredJson.object(scenario.text());
        List<Json.Object> agents = whole.objects("agents");
        Json.Object you = entry(agents, agentId);
        boolean offered = WorldSource.of(you.text("world")).isOffered();
        return new Brief(
                agentId,
                you,
                roster.stream()
                        .filter(id -> !id.equals(agentId))
                        .map(id -> new OtherRole(id, entry(agents, id).object("principal")))
                        .toList(),
                orEmpty(whole.object("metadata")),
                offered && scenario != null
                        ? RoleTools.of(scenario, agentId).map(RoleTools::list).orElse(List.of())
                        : List.of(),
                offered ? orEmpty(you.object("knowledgeBase")) : Json.Object.EMPTY);
    }

    private static Json.Object entry(List<Json.Object> agents, String agentId) {
        return agents.stream()
                .filter(agent -> agentId.equals(agent.text("agentId")))
                .findFirst()
                .orElse(Json.Object.EMPTY);
    }

    private static Json.Object orEmpty(Json.@Nullable Object object) {
        return object == null ? Json.Object.EMPTY : object;
    }

    /** Whether the scenario says anything to this role. */
    public boolean isEmpty() {
        return Stream.concat(OWN.stream(), Stream.of("principal")).noneMatch(you::has)
                && tools.isEmpty()
                && knowledge.members().isEmpty();
    }

    /** {@code {you, others, scenario, tools, knowledge}}. */
    public String json() {
        return JsonWriter.object(json -> {
            json.object("you", own -> {
                own.text("agentId", agentId);
                principal(own, you.object("principal"));
                copy(own, you, OWN);
            });
            json.objects(
                    "others",
                    others,
                    (list, other) -> principal(list.text("agentId", other.agentId()), other.principal()));
            json.object("scenario", about -> copy(about, plot, PLOT));
            json.objects("tools", tools, Brief::tool);
            json.value("knowledge", knowledge);
        });
    }

    private static void principal(JsonWriter json, Json.@Nullable Object principal) {
        if (principal != null) {
            json.object("principal", members -> copy(members, principal, PRINCIPAL));
        }
    }

    /** The tools as clients are sent them: {@code {name, description, inputSchema, …}} each. */
    public List<Json.Object> describedTools() {
        return tools.stream()
                .map(tool -> StoredJson.object(JsonWriter.object(json -> tool(json, tool))))
                .toList();
    }

    private static void tool(JsonWriter json, RoleTool tool) {
        json.text("name", tool.name()).text("description", tool.description()).raw("inputSchema", tool.inputSchema());
        if (tool.endsConversation()) {
            json.flag("endsConversation", true).text("conversationEndStatus", tool.endStatus());
        }
        if (!tool.when().isEmpty()) {
            json.texts("onlyWhen", tool.conditions());
        }
    }

    private static void copy(JsonWriter json, Json.Object from, List<String> names) {
        for (String name : names) {
            Json value = from.get(name);
            if (value != null) {
                json.value(name, value);
            }
        }
    }
}
