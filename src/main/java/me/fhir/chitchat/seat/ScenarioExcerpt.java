package me.fhir.chitchat.seat;

import java.util.List;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.scenario.WorldSource;

/**
 * A scenario as one of its agents may see it: its own role whole, of the others who they are and nothing else. A role that
 * is played in a world of its player's own gets neither knowledge nor tools.
 */
final class ScenarioExcerpt {
    /** Not the id: it gives access to the whole scenario in the library. */
    private static final List<String> SHARED_METADATA = List.of("title", "description");

    private static final List<String> SHARED_ROLE = List.of("agentId", "principal");
    private static final List<String> WORLD = List.of("knowledgeBase", "tools");

    private ScenarioExcerpt() {}

    /**
     * The excerpt as JSON text.
     *
     * @param ownAgentId the agent whose role is shown whole; empty for none
     */
    static String of(Json.Object scenario, String ownAgentId) {
        return JsonWriter.object(json -> {
            Json.Object metadata = scenario.object("metadata");
            json.object("metadata", shared -> {
                if (metadata != null) {
                    MetaExcerpt.copy(shared, metadata, SHARED_METADATA);
                }
            });
            json.list("agents", scenario.elements("agents"), (list, agent) -> {
                if (agent instanceof Json.Object role && !ownAgentId.equals(role.text("agentId"))) {
                    list.beginObject();
                    MetaExcerpt.copy(list, role, SHARED_ROLE);
                    list.endObject();
                } else {
                    own(list, agent);
                }
            });
        });
    }

    private static void own(JsonWriter json, Json agent) {
        if (agent instanceof Json.Object role
                && !WorldSource.of(role.text("world")).isOffered()) {
            JsonEdit edit = JsonEdit.of(role);
            WORLD.forEach(edit::remove);
            edit.write(json);
        } else {
            json.value(agent);
        }
    }
}
