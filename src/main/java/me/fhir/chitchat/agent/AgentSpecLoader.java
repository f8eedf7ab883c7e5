package me.fhir.chitchat.agent;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Meta;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;
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
        Json.Object stored = StoredJson.object(metadata.text());
        Meta meta = Meta.of(stored);
        List<Json.Object> entries = stored.objects("agents");
        RawJson scenario = scenario(meta.scenarioId());
        List<AgentSpec> specs = new ArrayList<>();
        for (String agentId : agentIds) {
            int place = meta.agentIds().indexOf(agentId);
            Json.Object config = entries.get(place).object("config");
            specs.add(new AgentSpec(
                    agentId,
                    meta.agents().get(place).agentClass(),
                    config == null ? null : new RawJson(config.raw()),
                    scenario,
                    metadata));
        }
        return specs;
    }

    private @Nullable RawJson scenario(@Nullable String scenarioId) {
        return scenarioId == null
                ? null
                : scenarios.find(scenarioId).map(ScenarioItem::config).orElse(null);
    }
}
