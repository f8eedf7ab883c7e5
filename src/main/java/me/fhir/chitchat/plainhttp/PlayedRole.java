package me.fhir.chitchat.plainhttp;

import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * An agent as its scenario describes it.
 *
 * @param principal for whom it speaks; null when the scenario does not say
 * @param role everything that may be seen of it; without members when there is no scenario
 */
record PlayedRole(String agentId, Json.@Nullable Object principal, Json.Object role) {
    static PlayedRole of(String agentId, Json.Object scenario) {
        for (Json agent : scenario.elements("agents")) {
            if (agent instanceof Json.Object role && agentId.equals(role.text("agentId"))) {
                return new PlayedRole(agentId, role.object("principal"), role);
            }
        }
        return new PlayedRole(agentId, null, Json.Object.EMPTY);
    }

    /** The name of whom it speaks for, and its id. */
    String words() {
        String name = principal == null ? null : principal.text("name");
        return name == null || name.isBlank() || name.equals(agentId) ? agentId : name + " (" + agentId + ")";
    }
}
