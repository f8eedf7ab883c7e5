package me.fhir.chitchat.bridge;

import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;
import org.jspecify.annotations.Nullable;

/**
 * What a stranger is told before a conversation: what it is about, whom it plays, whom it talks to; nothing that its
 * scenario keeps private.
 *
 * @param title never empty
 * @param description empty when there is none
 */
public record Invitation(String title, String description, Role you, List<Role> others) {
    /**
     * Somebody who takes part.
     *
     * @param name the principal it speaks for; its id when the scenario does not say
     * @param about who that is; empty when the scenario does not say
     */
    public record Role(String agentId, String name, String about) {
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
                : String.join(", ", others.stream().map(Role::toString).toList());
    }

    /** The invitation that a configuration makes; a scenario that is not there leaves ids in place of names. */
    public static Invitation of(Config64 config, ScenarioStore scenarios) {
        JsonObject scenario = Optional.ofNullable(config.meta().scenarioId())
                .flatMap(scenarios::find)
                .map(ScenarioItem::config)
                .map(raw -> object(raw.text()))
                .orElse(JsonObject.EMPTY);
        JsonObject metadata = orEmpty(scenario.object("metadata"));
        List<JsonObject> agents = list(scenario, "agents");
        String title = firstText(
                config.meta().title(), metadata.string("title"), config.meta().scenarioId());
        return new Invitation(
                title.isEmpty() ? "Conversation" : title,
                firstText(config.template().string("description"), metadata.string("description")),
                role(config.externalAgent(), agents),
                config.otherAgents().stream().map(id -> role(id, agents)).toList());
    }

    private static Role role(String agentId, List<JsonObject> agents) {
        JsonObject principal = agents.stream()
                .filter(agent -> agentId.equals(agent.string("agentId")))
                .findFirst()
                .map(agent -> orEmpty(agent.object("principal")))
                .orElse(JsonObject.EMPTY);
        return new Role(
                agentId, firstText(principal.string("name"), agentId), firstText(principal.string("description")));
    }

    private static String firstText(@Nullable String... texts) {
        for (String text : texts) {
            if (text != null && !text.isBlank()) {
                return text;
            }
        }
        return "";
    }

    private static JsonObject orEmpty(@Nullable JsonObject object) {
        return object == null ? JsonObject.EMPTY : object;
    }

    private static List<JsonObject> list(JsonObject object, String name) {
        String raw = object.raw(name);
        try {
            return raw == null || !raw.startsWith("[")
                    ? List.of()
                    : JsonText.elements(raw).stream()
                            .filter(element -> element.startsWith("{"))
                            .map(Invitation::object)
                            .toList();
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a member of a parsed object must be valid", e);
        }
    }

    private static JsonObject object(String text) {
        try {
            return JsonObject.parse(text);
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a stored scenario is no JSON object", e);
        }
    }
}
