package me.fhir.chitchat.agent;

import java.util.Locale;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.llm.ChatModel;

/** Makes the agent that a Meta names by its class. */
public final class AgentClasses {
    private final ChatModel model;
    private final ScenarioAgentFactory scenarioAgents;

    public AgentClasses(ChatModel model, ScenarioAgentFactory scenarioAgents) {
        this.model = model;
        this.scenarioAgents = scenarioAgents;
    }

    /**
     * Makes an agent; nothing runs yet.
     *
     * @throws ConversationException ({@code INVALID_PARAMS}) when the class is unknown or its configuration is wrong
     */
    public Agent make(AgentSpec spec) {
        String word = spec.agentClass() == null ? "default" : spec.agentClass();
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "echoagent" -> new EchoAgent();
            case "script" -> new ScriptAgent(ScriptParser.parse(AgentOptions.fields(spec.config())));
            case "assistantagent" -> assistant(spec);
            case "scenariodrivenagent", "scenario", "default" ->
                scenarioAgents.create(spec, AgentOptions.of(spec.config())).orElseGet(() -> assistant(spec));
            default ->
                throw ConversationException.invalid("Agent " + spec.agentId() + " has the class \"" + word
                        + "\", which this server does not have; it has EchoAgent, script, AssistantAgent and"
                        + " ScenarioDrivenAgent (also scenario, default or nothing).");
        };
    }

    private Agent assistant(AgentSpec spec) {
        return new AssistantAgent(model, AgentOptions.of(spec.config()));
    }
}
