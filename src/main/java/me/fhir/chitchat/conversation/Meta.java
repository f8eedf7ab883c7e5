package me.fhir.chitchat.conversation;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What a conversation is about and who takes part, as far as the server reads it; everything else of a Meta is kept in
 * its JSON text.
 */
public record Meta(
        @Nullable String title,
        @Nullable String scenarioId,
        List<AgentSpec> agents,
        @Nullable String startingAgentId,
        Config config,
        Watchdog watchdog) {
    /** How many agents a conversation may have. */
    private static final int MOST_AGENTS = 64;

    /** Characters of an agent's or a scenario's id. */
    private static final int LONGEST_NAME = 200;

    /** One place in the roster; the agent may run here (as {@code agentClass}) or anywhere. */
    public record AgentSpec(String id, @Nullable String agentClass) {}

    /**
     * Limits and scheduling that a conversation may set for itself.
     *
     * @param maxTurns the turn limit, or null for the server's default
     * @param policy the scheduling policy, or null for the default
     */
    public record Config(
            @Nullable Integer maxTurns, @Nullable String policy) {}

    /**
     * What the conversation wants of the watchdog.
     *
     * @param stalledThresholdMs how long it may be silent, in milliseconds, or null for the server's default
     */
    public record Watchdog(boolean disabled, @Nullable Long stalledThresholdMs) {}

    public Meta {
        agents = List.copyOf(agents);
    }

    public List<String> agentIds() {
        return agents.stream().map(AgentSpec::id).toList();
    }

    /** The roster and limits that rules need. */
    public Setup setup(int defaultMaxTurns) {
        int maxTurns = config.maxTurns() == null ? defaultMaxTurns : config.maxTurns();
        return new Setup(agentIds(), startingAgentId, maxTurns, config.policy(), scenarioId);
    }

    /**
     * Reads and checks a Meta.
     *
     * @param fields the Meta as plain maps, lists and scalars
     * @throws ConversationException ({@code INVALID_PARAMS}) naming the field that is wrong
     */
    public static Meta of(Map<String, ? extends @Nullable Object> fields) {
        List<AgentSpec> agents = agents(fields.get("agents"));
        String startingAgentId = text(fields, "startingAgentId", "meta.startingAgentId");
        if (startingAgentId != null
                && agents.stream().noneMatch(agent -> agent.id().equals(startingAgentId))) {
            throw ConversationException.invalid(
                    "meta.startingAgentId \"" + startingAgentId + "\" is not one of meta.agents.");
        }
        text(fields, "description", "meta.description");
        return new Meta(
                text(fields, "title", "meta.title"),
                text(fields, "scenarioId", "meta.scenarioId"),
                agents,
                startingAgentId,
                config(fields.get("config")),
                watchdog(fields.get("watchdog")));
    }

    private static List<AgentSpec> agents(@Nullable Object value) {
        if (!(value instanceof List<?> list) || list.isEmpty()) {
            throw ConversationException.invalid("meta.agents must be a list with at least one agent.");
        }
        if (list.size() > MOST_AGENTS) {
            throw ConversationException.invalid("meta.agents may have " + MOST_AGENTS + " agents.");
        }
        List<AgentSpec> agents = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (int i = 0; i < list.size(); i++) {
            String path = "meta.agents." + i;
            Map<?, ?> agent = object(list.get(i), path);
            if (!(agent.get("id") instanceof String id) || id.isEmpty()) {
                throw ConversationException.invalid(path + ".id must be a string that is not empty.");
            }
            if (id.length() > LONGEST_NAME) {
                throw ConversationException.invalid(path + ".id may have " + LONGEST_NAME + " characters.");
            }
            if (!ids.add(id)) {
                throw ConversationException.invalid("meta.agents names \"" + id + "\" twice.");
            }
            if (agent.get("config") != null) {
                object(agent.get("config"), path + ".config");
            }
            agents.add(new AgentSpec(id, text(agent, "agentClass", path + ".agentClass")));
        }
        return agents;
    }

    private static Config config(@Nullable Object value) {
        if (value == null) {
            return new Config(null, null);
        }
        Map<?, ?> config = object(value, "meta.config");
        Long maxTurns = positive(config, "maxTurns", "meta.config.maxTurns");
        return new Config(
                maxTurns == null ? null : (int) Math.min(maxTurns, Integer.MAX_VALUE),
                text(config, "policy", "meta.config.policy"));
    }

    private static Watchdog watchdog(@Nullable Object value) {
        if (value == null) {
            return new Watchdog(false, null);
        }
        Map<?, ?> watchdog = object(value, "meta.watchdog");
        Object disabled = watchdog.get("disabled");
        if (disabled != null && !(disabled instanceof Boolean)) {
            throw ConversationException.invalid("meta.watchdog.disabled must be true or false.");
        }
        return new Watchdog(
                Boolean.TRUE.equals(disabled),
                positive(watchdog, "stalledThresholdMs", "meta.watchdog.stalledThresholdMs"));
    }

    private static Map<?, ?> object(@Nullable Object value, String path) {
        if (value instanceof Map<?, ?> map) {
            return map;
        }
        throw ConversationException.invalid(path + " must be an object.");
    }

    private static @Nullable String text(Map<?, ?> fields, String name, String path) {
        Object value = fields.get(name);
        if (value == null || value instanceof String) {
            return (String) value;
        }
        throw ConversationException.invalid(path + " must be a string.");
    }

    private static @Nullable Long positive(Map<?, ?> fields, String name, String path) {
        Object value = fields.get(name);
        if (value == null) {
            return null;
        }
        if ((value instanceof Integer || value instanceof Long) && ((Number) value).longValue() > 0) {
            return ((Number) value).longValue();
        }
        throw ConversationException.invalid(path + " must be a whole number above 0.");
    }
}
