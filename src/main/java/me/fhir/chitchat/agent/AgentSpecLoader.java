package me.fhir.chitchat.agent;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Meta;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;
import org.jspecify.annotations.Nullable;

/** Looks up what is needed to make the agents of a conversation. */
final class AgentSpecLoader {
    private final ConversationStore conversations;
    private final ScenarioStore scenarios;

    AgentSpecLoader(ConversationStore conversations, ScenarioStore scenarios) {
        this.conversations = conversations;
        this.scenarios = scenarios;
    }

    /** One for each of these agents of the conversation's roster, in their order. */
    List<AgentSpec> of(long conversation, List<String> agentIds) {
        RawJson metadata = conversations
                .conversation(conversation)
                .map(Conversation::metadata)
                .orElseThrow(() -> ConversationException.unknownConversation(conversation));
        try {
            Meta meta = Meta.of(JsonText.toMap(metadata.text()));
            List<String> entries = JsonText.elements(
                    String.valueOf(JsonObject.parse(metadata.text()).raw("agents")));
            RawJson scenario = scenario(meta.scenarioId());
            List<AgentSpec> specs = new ArrayList<>();
            for (String agentId : agentIds) {
                int place = meta.agentIds().indexOf(agentId);
                RawJson config = config(JsonObject.parse(entries.get(place)));
                specs.add(new AgentSpec(agentId, meta.agents().get(place).agentClass(), config, scenario, metadata));
            }
            return specs;
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a stored Meta is no JSON object", e);
        }
    }

    private @Nullable RawJson scenario(@Nullable String scenarioId) {
        return scenarioId == null
                ? null
                : scenarios.find(scenarioId).map(ScenarioItem::config).orElse(null);
    }

    private static @Nullable RawJson config(JsonObject entry) {
        return entry.has("config") ? new RawJson(String.valueOf(entry.raw("config"))) : null;
    }
}
