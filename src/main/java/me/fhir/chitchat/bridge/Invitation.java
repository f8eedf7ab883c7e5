package me.fhir.chitchat.bridge;

import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;
import org.jspecify.annotations.Nullable;

/**
 * An external agent's introduction before a conversation: its topic, the agent it plays, the other agents; nothing that
 * its scenario keeps private.
 *
 * @param title never empty
 * @param description empty when there is none
 */
public record Invitation(String title, String description, InvitedAgent you, List<InvitedAgent> others) {
    /**
     * A participant.
     *
     * @param name the principal it speaks for; its id when the scenario does not say
     * @param about who that is; empty when the scenario does not say
     */
    public record InvitedAgent(String agentId, String name, String about) {
        @Override
        public String toString() {
            return name.equals(agentId) ? name : name + " (" + agentId + ")";
        }
    }

    public Invitation {
        others = List.copyOf(others);
    }

    /** The names of the others, as they read in a sentence. */
    public String othersInWords() {
        return others.isEmpty()
                ? "nobody else"
                : String.join(", ", others.stream().map(InvitedAgent::toString).toList());
    }

    /** The invitation to take part; a scenario that is not there leaves ids in place of names. */
    public static Invitation of(Participant participant, ScenarioStore scenarios) {
        JsonFields scenario = JsonFields.lenient(Optional.ofNullable(participant.scenarioId())
                .flatMap(scenarios::find)
                .map(ScenarioItem::config)
                .map(raw -> StoredJson.object(raw.text()))
                .orElse(Json.Object.EMPTY));
        JsonFields metadata = scenario.object("metadata");
        List<JsonFields> agents = scenario.objects("agents");
        String title = firstText(participant.title(), metadata.text("title"), participant.scenarioId());
        return new Invitation(
                title.isEmpty() ? "Conversation" : title,
                firstText(participant.description(), metadata.text("description")),
                role(participant.externalAgent(), agents),
                participant.otherAgents().stream().map(id -> role(id, agents)).toList());
    }

    private static InvitedAgent role(String agentId, List<JsonFields> agents) {
        JsonFields principal = agents.stream()
                .filter(agent -> agentId.equals(agent.text("agentId")))
                .findFirst()
                .map(agent -> agent.object("principal"))
                .orElse(JsonFields.lenient(Json.Object.EMPTY));
        return new InvitedAgent(
                agentId, firstText(principal.text("name"), agentId), firstText(principal.text("description")));
    }

    private static String firstText(@Nullable String... texts) {
        for (String text : texts) {
            if (text != null && !text.isBlank()) {
                return text;
            }
        }
        return "";
    }
}
