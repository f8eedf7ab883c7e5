package me.fhir.chitchat.a2a.dial;

import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.a2a.client.OpeningWords;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/**
 * What the scenario says of the role that a called agent plays.
 *
 * @param role its entry; null without a scenario
 */
record RoleWords(String agentId, Json.@Nullable Object role) {
    static RoleWords of(TurnContext context) {
        Json.Object role = context.scenario()
                .map(scenario -> StoredJson.object(scenario.text()))
                .flatMap(scenario -> scenario.objects("agents").stream()
                        .filter(agent -> context.agentId().equals(agent.text("agentId")))
                        .findFirst())
                .orElse(null);
        return new RoleWords(context.agentId(), role);
    }

    /** The message to an agent that opens the conversation. */
    String opening() {
        return OpeningWords.of(agentId, role);
    }

    /**
     * The outcome {@code {status, reason?}} when the agent ends its task and may so end the conversation: its role has a
     * tool that ends it. Empty when it may not.
     *
     * @param given what the agent says about it; null when nothing
     */
    Optional<String> ending(Json.@Nullable Object given) {
        Set<String> statuses = endings();
        if (statuses.isEmpty()) {
            return Optional.empty();
        }
        if (given != null && given.text("status") != null) {
            return Optional.of(given.raw());
        }
        String status = statuses.size() == 1 ? statuses.iterator().next() : "completed";
        return Optional.of(JsonWriter.object(json -> json.text("status", status)));
    }

    private Set<String> endings() {
        Set<String> statuses = new HashSet<>();
        List<Json.Object> tools = role == null ? List.of() : role.objects("tools");
        for (Json.Object tool : tools) {
            if (tool.get("endsConversation") instanceof Json.Bool ends && ends.value()) {
                String status = tool.text("conversationEndStatus");
                statuses.add(status == null || status.isBlank() ? "neutral" : status);
            }
        }
        return statuses;
    }
}
