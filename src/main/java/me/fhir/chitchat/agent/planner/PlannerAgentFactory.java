package me.fhir.chitchat.agent.planner;

import java.util.Optional;
import me.fhir.chitchat.agent.Agent;
import me.fhir.chitchat.agent.AgentConfiguration;
import me.fhir.chitchat.agent.AgentOptions;
import me.fhir.chitchat.agent.AgentSpec;
import me.fhir.chitchat.agent.ScenarioAgentFactory;
import me.fhir.chitchat.conversation.McpServerSetting;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.llm.ChatModel;

/** Makes scenario agents that plan with a model. */
public final class PlannerAgentFactory implements ScenarioAgentFactory {
    private final ChatModel model;
    private final AgentConfiguration limits;
    private final ToolServers servers;

    /** Agents that use no tools but those of their scenario. */
    public PlannerAgentFactory(ChatModel model, AgentConfiguration limits) {
        this(model, limits, ToolServers.NONE);
    }

    /** @param servers the way to the servers that conversations name */
    public PlannerAgentFactory(ChatModel model, AgentConfiguration limits, ToolServers servers) {
        this.model = model;
        this.limits = limits;
        this.servers = servers;
    }

    @Override
    public Optional<Agent> create(AgentSpec spec, AgentOptions options) {
        RawJson scenario = spec.scenario();
        if (scenario == null) {
            return Optional.empty();
        }
        OutsideTools outside = new OutsideTools(McpServerSetting.of(AgentOptions.fields(spec.config())), servers);
        return Playbook.of(scenario, spec.agentId())
                .map(book -> new ScenarioAgent(book, new PlannerSettings(model, options, limits), outside));
    }
}
