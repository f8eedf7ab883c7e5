package me.fhir.chitchat.agent.planner;

import java.util.Optional;
import me.fhir.chitchat.agent.Agent;
import me.fhir.chitchat.agent.AgentConfiguration;
import me.fhir.chitchat.agent.AgentOptions;
import me.fhir.chitchat.agent.Casting;
import me.fhir.chitchat.agent.RolePlayers;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.llm.ChatModel;

/** Makes scenario agents that think with a model. */
public final class ScenarioRoles implements RolePlayers {
    private final ChatModel model;
    private final AgentConfiguration limits;

    public ScenarioRoles(ChatModel model, AgentConfiguration limits) {
        this.model = model;
        this.limits = limits;
    }

    @Override
    public Optional<Agent> play(Casting casting, AgentOptions options) {
        RawJson scenario = casting.scenario();
        if (scenario == null) {
            return Optional.empty();
        }
        return Playbook.of(scenario, casting.agentId())
                .map(book -> new ScenarioAgent(book, new Mind(model, options, limits)));
    }
}
