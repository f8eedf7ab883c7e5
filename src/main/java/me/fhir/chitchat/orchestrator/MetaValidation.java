package me.fhir.chitchat.orchestrator;

import java.util.List;
import java.util.TreeSet;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.MannerSetting;
import me.fhir.chitchat.conversation.McpServerSetting;
import me.fhir.chitchat.conversation.Meta;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Seating;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonSize;
import org.jspecify.annotations.Nullable;

/**
 * Validates the Meta of a new conversation: its size, the names, policy and agents' configurations in it, and the roster of
 * its scenario. For any thread.
 *
 * @param defaultMaxTurns the turn limit of conversations that set none
 */
record MetaValidation(ScenarioRosters scenarios, Scheduling scheduling, int defaultMaxTurns) {
    /**
     * The conversation to be stored.
     *
     * @throws ConversationException ({@code INVALID_PARAMS}) when the Meta or its scenario does not fit
     */
    NewConversation validated(Json.Object meta, @Nullable Origin origin, Seating seating) {
        JsonSize.complaint(meta).ifPresent(complaint -> {
            throw ConversationException.invalid("meta " + complaint + ".");
        });
        Meta parsed = Meta.of(meta);
        parsed.requireDistinctiveNames();
        if (!scheduling.knows(parsed.config().policy())) {
            throw ConversationException.invalid(
                    "meta.config.policy \"" + parsed.config().policy() + "\" is not one of "
                            + String.join(", ", scheduling.policyNames()) + ".");
        }
        JsonFields.of(meta, "meta", ConversationException.INVALID)
                .objects("agents")
                .forEach(agent -> requireUsable(agent.objectOrEmpty("config")));
        if (parsed.scenarioId() != null) {
            requireRoster(parsed.scenarioId(), parsed.agentIds());
        }
        String versioned = meta.has("metaVersion")
                ? meta.raw()
                : JsonEdit.of(meta).raw("metaVersion", "1").text();
        Setup setup = parsed.setup(defaultMaxTurns).withSeating(seating);
        return new NewConversation(new RawJson(versioned), setup, origin);
    }

    private static void requireUsable(JsonFields agentConfig) {
        MannerSetting.of(agentConfig);
        McpServerSetting.of(agentConfig);
    }

    private void requireRoster(String scenarioId, List<String> agentIds) {
        List<String> roster = scenarios
                .agentIds(scenarioId)
                .orElseThrow(() ->
                        ConversationException.invalid("meta.scenarioId: there is no scenario \"" + scenarioId + "\"."));
        if (!new TreeSet<>(roster).equals(new TreeSet<>(agentIds))) {
            throw ConversationException.invalid("meta.agents must be exactly the agents of scenario \"" + scenarioId
                    + "\": it has " + String.join(", ", roster) + "; you named " + String.join(", ", agentIds) + ".");
        }
    }
}
