package me.fhir.chitchat.world;

import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;
import org.jspecify.annotations.Nullable;

/** The briefs and tools of scenarios for external players. For any thread that may wait for a read. */
public final class Worlds {
    private final ScenarioStore scenarios;

    public Worlds(ScenarioStore scenarios) {
        this.scenarios = scenarios;
    }

    /**
     * The brief of an agent.
     *
     * @param head of the conversation, which the caller may see
     */
    public Brief brief(Head head, String agentId) {
        return brief(head.setup().scenarioId(), agentId, head.setup().agentIds());
    }

    /**
     * The brief of an agent in conversations that play a scenario.
     *
     * @param scenarioId null when they play none
     * @param others the ids of the other agents
     */
    public Brief brief(@Nullable String scenarioId, String agentId, List<String> others) {
        return Brief.of(scenario(scenarioId).orElse(null), agentId, others);
    }

    /** Whether an agent of a conversation has tools that are offered to a client that plays it from outside. */
    boolean offersTools(Head head, String agentId) {
        return !brief(head, agentId).tools().isEmpty();
    }

    /** The whole scenario that a conversation plays; empty when it plays none. */
    public Optional<RawJson> scenario(Head head) {
        return scenario(head.setup().scenarioId());
    }

    private Optional<RawJson> scenario(@Nullable String scenarioId) {
        return Optional.ofNullable(scenarioId).flatMap(scenarios::find).map(ScenarioItem::config);
    }
}
