package me.fhir.chitchat.agent;

import java.util.Locale;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.llm.ChatModel;

/** Makes the agent that a class word of the Meta stands for. */
public final class AgentClasses {
    private final ChatModel model;
    private final RolePlayers roles;

    public AgentClasses(ChatModel model, RolePlayers roles) {
        this.model = model;
        this.roles = roles;
    }

    /**
     * Makes an agent; nothing runs yet.
     *
     * @throws ConversationException ({@code INVALID_PARAMS}) when the class is unknown or its configuration is wrong
     */
    public Agent make(Casting casting) {
        String word = casting.agentClass() == null ? "default" : casting.agentClass();
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "echoagent" -> new EchoAgent();
            case "script" -> new ScriptAgent(ScriptParser.parse(AgentOptions.object(casting.config())));
            case "assistantagent" -> assistant(casting);
            case "scenariodrivenagent", "scenario", "default" ->
                roles.play(casting, AgentOptions.of(casting.config())).orElseGet(() -> assistant(casting));
            default ->
                throw ConversationException.invalid("Agent " + casting.agentId() + " has the class \"" + word
                        + "\", which nobody knows here; known are EchoAgent, script, AssistantAgent and"
                        + " ScenarioDrivenAgent (also scenario, default or nothing).");
        };
    }

    private Agent assistant(Casting casting) {
        return new AssistantAgent(model, AgentOptions.of(casting.config()));
    }
}
