package me.fhir.chitchat.agent;

import java.util.List;
import java.util.Locale;
import java.util.Objects;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Manner;
import me.fhir.chitchat.conversation.MannerSetting;
import me.fhir.chitchat.conversation.McpServerSetting;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.runtime.concurrent.Pause;
import org.jspecify.annotations.Nullable;

/** Makes the agent that a Meta names by its class. */
public final class AgentClasses {
    private final ChatModel model;
    private final ScenarioAgentFactory scenarioAgents;
    private final Pause pause;
    private final CalledAgents called;

    public AgentClasses(ChatModel model, ScenarioAgentFactory scenarioAgents) {
        this(model, scenarioAgents, Pause.SLEEP);
    }

    /** Without agents that are called. */
    public AgentClasses(ChatModel model, ScenarioAgentFactory scenarioAgents, Pause pause) {
        this(model, scenarioAgents, pause, CalledAgents.NONE);
    }

    /**
     * @param pause how slow agents wait
     * @param called the agents of others that are called in the place of own ones
     */
    public AgentClasses(ChatModel model, ScenarioAgentFactory scenarioAgents, Pause pause, CalledAgents called) {
        this.model = model;
        this.scenarioAgents = scenarioAgents;
        this.pause = pause;
        this.called = called;
    }

    /** Makes the agent of a conversation: the one that is to be called, else as {@link #make(AgentSpec)}. */
    Agent make(long conversation, AgentSpec spec) {
        return called.find(conversation, spec.agentId()).orElseGet(() -> make(spec));
    }

    /** The agents of others that are called in the place of own ones. */
    CalledAgents called() {
        return called;
    }

    /**
     * Makes an agent; nothing runs yet.
     *
     * @throws ConversationException ({@code INVALID_PARAMS}) when the class is unknown or its configuration is wrong
     */
    public Agent make(AgentSpec spec) {
        MannerSetting setting = manner(spec);
        Agent agent = cast(spec, setting.manner());
        return switch (setting.manner()) {
            case SILENT -> new SilentAgent();
            case SLOW -> new SlowAgent(agent, setting.delay(), pause);
            default -> agent;
        };
    }

    /** The conversation's value, else the scenario's. */
    private static MannerSetting manner(AgentSpec spec) {
        return MannerSetting.of(AgentOptions.fields(spec.config()))
                .or(() -> MannerSetting.of(JsonFields.lenient(scenarioConfig(spec))))
                .orElse(MannerSetting.COOPERATIVE);
    }

    private static @Nullable Json scenarioConfig(AgentSpec spec) {
        RawJson scenario = spec.scenario();
        List<Json.Object> agents = scenario == null
                ? List.of()
                : StoredJson.object(scenario.text()).objects("agents");
        return agents.stream()
                .filter(agent -> spec.agentId().equals(agent.text("agentId")))
                .map(agent -> agent.object("config"))
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    private Agent cast(AgentSpec spec, Manner manner) {
        String word = spec.className();
        return switch (word.toLowerCase(Locale.ROOT)) {
            case "echoagent" -> {
                requireNoRole(spec, word, manner);
                yield new EchoAgent();
            }
            case "script" -> {
                requireNoRole(spec, word, manner);
                yield new ScriptAgent(ScriptParser.parse(AgentOptions.fields(spec.config())));
            }
            case "assistantagent" -> assistant(spec, manner);
            case "scenariodrivenagent", "scenario", "default" ->
                scenarioAgents
                        .create(spec, AgentOptions.of(spec.config()).with(manner))
                        .orElseGet(() -> assistant(spec, manner));
            default ->
                throw ConversationException.invalid("Agent " + spec.agentId() + " has the class \"" + word
                        + "\", which this server does not have; it has EchoAgent, script, AssistantAgent and"
                        + " ScenarioDrivenAgent (also scenario, default or nothing).");
        };
    }

    private static void requireNoRole(AgentSpec spec, String word, Manner manner) {
        requireNoServers(spec);
        if (manner != Manner.COOPERATIVE && !manner.isAboutTime()) {
            throw ConversationException.invalid("Agent " + spec.agentId() + ": config.manner \"" + manner.wireName()
                    + "\" needs an agent that plays a role; the class " + word + " says what it is made to say.");
        }
    }

    private static void requireNoServers(AgentSpec spec) {
        if (!McpServerSetting.of(AgentOptions.fields(spec.config())).isEmpty()) {
            throw ConversationException.invalid("Agent " + spec.agentId()
                    + ": config.mcpServers needs an agent that plays a role of the conversation's scenario.");
        }
    }

    private Agent assistant(AgentSpec spec, Manner manner) {
        requireNoServers(spec);
        return new AssistantAgent(model, AgentOptions.of(spec.config()).with(manner));
    }
}
