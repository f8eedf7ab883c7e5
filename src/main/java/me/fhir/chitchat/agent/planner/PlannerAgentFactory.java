package me.fhir.chitchat.agent.planner;

import java.util.Optional;
import me.fhir.chitchat.agent.Agent;
import me.fhir.chitchat.agent.AgentConfiguration;
import me.fhir.chitchat.agent.AgentOptions;
import me.fhir.chitchat.agent.AgentSpec;
import me.fhir.chitchat.agent.ScenarioAgentFactory;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.llm.ChatModel;

/** Makes scenario agents that plan with a model. */
public final class PlannerAgentFactory implements ScenarioAgentFactory {
    private final ChatModel model;
    private final AgentConfiguration limits;

    public PlannerAgentFactory(ChatModel model, AgentConfiguration limits) {
        this.model = model;
        this.limits = limits;
    }

    @Override
    public Optional<Agent> create(AgentSpec spec, AgentOptions options) {
        RawJson scenario = spec.scenario();
        if (scenario == null) {
            return Optional.empty();
        }
        return Playbook.of(scenario, spec.agentId())
                .map(book -> new ScenarioAgent(
                        book.limitedTo(options.tools()).behaving(options.manner()),
                        new PlannerSettings(model, options, limits)));
    }
}
