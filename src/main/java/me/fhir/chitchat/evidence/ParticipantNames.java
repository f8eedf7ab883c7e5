package me.fhir.chitchat.evidence;

import java.util.HashMap;
import java.util.Map;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/** The scenario's name of each participant, by agent id. */
record ParticipantNames(Map<String, String> names) {
    static ParticipantNames of(Json.@Nullable Object scenario) {
        Map<String, String> names = new HashMap<>();
        if (scenario != null) {
            for (Json.Object role : scenario.objects("agents")) {
                Json.Object principal = role.object("principal");
                String agent = role.text("agentId");
                String name = principal == null ? null : principal.text("name");
                if (agent != null && name != null && !name.isBlank()) {
                    names.put(agent, name);
                }
            }
        }
        return new ParticipantNames(Map.copyOf(names));
    }

    /** The principal's name with the id behind it, or the id alone. */
    String of(String agentId) {
        String name = names.get(agentId);
        return name == null ? agentId : name + " (" + agentId + ")";
    }
}
