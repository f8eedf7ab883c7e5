package me.fhir.chitchat.seat;

import java.util.List;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;

/**
 * A Meta without what its host keeps from the agents: of the other agents only their ids, and nothing that leads to the
 * whole scenario. What is not named here is left out, so that a new member is private by default.
 */
final class MetaExcerpt {
    private static final List<String> SHARED = List.of("title", "description", "startingAgentId", "metaVersion");
    private static final List<String> SHARED_CONFIG = List.of("maxTurns", "policy");

    private MetaExcerpt() {}

    /**
     * The excerpt as JSON text.
     *
     * @param ownAgentId the agent whose configuration is shown whole; empty for none
     */
    static String of(Json.Object meta, String ownAgentId) {
        return JsonWriter.object(json -> {
            copy(json, meta, SHARED);
            json.list("agents", meta.elements("agents"), (list, agent) -> {
                if (agent instanceof Json.Object spec && !ownAgentId.equals(spec.text("id"))) {
                    list.beginObject().text("id", spec.text("id")).endObject();
                } else {
                    list.value(agent);
                }
            });
            Json.Object config = meta.object("config");
            if (config != null) {
                json.object("config", shared -> copy(shared, config, SHARED_CONFIG));
            }
        });
    }

    static void copy(JsonWriter json, Json.Object from, List<String> names) {
        for (String name : names) {
            Json value = from.get(name);
            if (value != null) {
                json.name(name).value(value);
            }
        }
    }
}
