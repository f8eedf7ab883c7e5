package me.fhir.chitchat.agent;

import java.util.Locale;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.llm.ChatModel;

/** Makes the agent that a class word of the Meta stands for. */
public final class AgentClasses {
    private final ChatModel model;
    private final ScenarioAgentFactory roles;

    public AgentClasses(ChatModel model, ScenarioAgentFactory roles) {
        this.model = model;
        this.roles = roles;
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
            case "script" -> new ScriptAgent(ScriptParser.parse(AgentOptions.object(spec.config())));
            case "assistantagent" -> assistant(spec);
            case "scenariodrivenagent", "scenario", "default" ->
                roles.play(spec, AgentOptions.of(spec.config())).orElseGet(() -> assistant(spec));
            default ->
                throw ConversationException.invalid("Agent " + spec.agentId() + " has the class \"" + word
                        + "\", which nobody knows here; known are EchoAgent, script, AssistantAgent and"
                        + " ScenarioDrivenAgent (also scenario, default or nothing).");
        };
    }

    private Agent assistant(AgentSpec spec) {
        return new AssistantAgent(model, AgentOptions.of(spec.config()));
    }
}
