package me.fhir.chitchat.conversation;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * A conversation's topic and participants, as far as the server reads them; everything else of a Meta is kept in
 * its JSON text.
 */
public record Meta(
        @Nullable String title,
        @Nullable String scenarioId,
        List<RosterEntry> agents,
        @Nullable String startingAgentId,
        Config config,
        WatchdogLimits watchdog) {
    /** How many agents a conversation may have. */
    private static final int MAX_AGENTS = 64;

    /** Characters of an agent's or a scenario's id. */
    private static final int MAX_NAME_LENGTH = 200;

    /** One place in the roster; the agent may run here (as {@code agentClass}) or anywhere. */
    public record RosterEntry(String id, @Nullable String agentClass) {}

    /**
     * Limits and scheduling that a conversation may set for itself.
     *
     * @param maxTurns the turn limit, or null for the server's default
     * @param policy the scheduling policy, or null for the default
     */
    public record Config(
            @Nullable Integer maxTurns, @Nullable String policy) {}

    /**
     * The conversation's own watchdog settings.
     *
     * @param stalledThresholdMs how long it may be silent, in milliseconds, or null for the server's default
     */
    public record WatchdogLimits(boolean disabled, @Nullable Long stalledThresholdMs) {}

    public Meta {
        agents = List.copyOf(agents);
    }

    /**
     * Refuses a new roster with a name that looks like one of the server's own, or with two that look alike; a stored
     * one keeps its names.
     *
     * @throws ConversationException ({@code INVALID_PARAMS}) naming the agent
     */
    public void requireDistinctiveNames() {
        Map<String, String> seen = new HashMap<>();
        for (String id : agentIds()) {
            if (AgentNames.looksLikeTheServer(id)) {
                throw ConversationException.invalid(
                        "meta.agents: \"" + id + "\" is reserved for the server's own messages; choose another name.");
            }
            String alike = seen.put(AgentNames.skeleton(id), id);
            if (alike != null) {
                throw ConversationException.invalid("meta.agents: \"" + alike + "\" and \"" + id
                        + "\" look alike; choose names that differ visibly.");
            }
        }
    }

    public List<String> agentIds() {
        return agents.stream().map(RosterEntry::id).toList();
    }

    /** The roster and limits that rules need. */
    public Setup setup(int defaultMaxTurns) {
        int maxTurns = config.maxTurns() == null ? defaultMaxTurns : config.maxTurns();
        return new Setup(agentIds(), startingAgentId, maxTurns, config.policy(), scenarioId);
    }

    /**
     * Reads and validates a Meta.
     *
     * @throws ConversationException ({@code INVALID_PARAMS}) naming the field that is wrong
     */
    public static Meta of(Json.Object meta) {
        JsonFields fields = JsonFields.of(meta, "meta", ConversationException.INVALID);
        List<RosterEntry> agents = agents(fields);
        String startingAgentId = fields.optionalText("startingAgentId");
        if (startingAgentId != null
                && agents.stream().noneMatch(agent -> agent.id().equals(startingAgentId))) {
            fields.report("startingAgentId", "\"" + startingAgentId + "\" is not one of meta.agents");
        }
        fields.optionalText("description");
        String scenarioId = fields.optionalText("scenarioId");
        requireShort(fields, "scenarioId", scenarioId);
        return new Meta(
                fields.optionalText("title"),
                scenarioId,
                agents,
                startingAgentId,
                config(fields.objectOrEmpty("config")),
                watchdog(fields.objectOrEmpty("watchdog")));
    }

    private static void requireShort(JsonFields fields, String name, @Nullable String value) {
        if (value != null && value.length() > MAX_NAME_LENGTH) {
            fields.report(name, "may have " + MAX_NAME_LENGTH + " characters; it has " + value.length());
        }
    }

    private static List<RosterEntry> agents(JsonFields fields) {
        List<RosterEntry> agents = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        List<JsonFields> given = fields.objects("agents");
        if (given.size() > MAX_AGENTS) {
            fields.report("agents", "may have " + MAX_AGENTS + " agents; there are " + given.size());
        }
        for (JsonFields agent : given) {
            String id = agent.name("id");
            requireShort(agent, "id", id);
            if (!ids.add(id)) {
                fields.report("agents", "names \"" + id + "\" twice");
            }
            agent.optionalObject("config");
            agents.add(new RosterEntry(id, agent.optionalText("agentClass")));
        }
        if (agents.isEmpty()) {
            fields.report("agents", "must be a list with at least one agent");
        }
        return agents;
    }

    private static Config config(JsonFields config) {
        Long maxTurns = positive(config, "maxTurns");
        return new Config(
                maxTurns == null ? null : (int) Math.min(maxTurns, Integer.MAX_VALUE), config.optionalText("policy"));
    }

    private static WatchdogLimits watchdog(JsonFields watchdog) {
        return new WatchdogLimits(watchdog.flag("disabled", false), positive(watchdog, "stalledThresholdMs"));
    }

    private static @Nullable Long positive(JsonFields fields, String name) {
        Long value = fields.optionalInteger(name);
        if (value != null && value < 1) {
            fields.report(name, "must be a whole number above 0");
        }
        return value;
    }
}
