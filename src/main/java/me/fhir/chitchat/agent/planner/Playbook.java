package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Manner;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.CompactJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonLimits;
import me.fhir.chitchat.json.JsonSyntaxException;
import org.jspecify.annotations.Nullable;

/**
 * A scenario as one of its agents may see it.
 *
 * @param instructions the author's system prompt for this role
 * @param oracle what only the oracle of this role's tools may see
 */
record Playbook(AgentRole role, String instructions, Principal principal, List<Principal> others, OracleView oracle) {
    /**
     * The oracle's view besides the role.
     *
     * @param allSeeing the names of tools that answer from the knowledge of all agents
     * @param othersKnowledge what the others know, as JSON objects; only for those tools
     */
    record OracleView(Set<String> allSeeing, List<String> othersKnowledge, ScenarioBackground background) {
        OracleView {
            allSeeing = Set.copyOf(allSeeing);
            othersKnowledge = List.copyOf(othersKnowledge);
        }
    }

    /**
     * The scenario's part that the oracle sees.
     *
     * @param challenges the difficulties that the author designed for the agents
     * @param knowledge what stands beside the agents for all of them, each the text of a JSON value
     */
    record ScenarioBackground(List<String> challenges, List<String> knowledge) {
        private static final List<String> KNOWLEDGE = List.of("knowledgeBase", "knowledge", "sharedKnowledge");

        ScenarioBackground {
            challenges = List.copyOf(challenges);
            knowledge = List.copyOf(knowledge);
        }

        private static ScenarioBackground of(JsonFields scenario, JsonFields metadata) {
            List<String> challenges = new ArrayList<>(metadata.texts("challenges"));
            if (!metadata.text("challenges").isBlank()) {
                challenges.add(metadata.text("challenges"));
            }
            List<String> knowledge = KNOWLEDGE.stream()
                    .filter(scenario::has)
                    .map(name -> CompactJson.of(Objects.requireNonNull(scenario.value(name))))
                    .toList();
            return new ScenarioBackground(challenges, knowledge);
        }
    }

    /** The public side of an agent: whom it speaks for. */
    record Principal(String agentId, String type, String name, String description) {}

    Playbook {
        others = List.copyOf(others);
    }

    /** The role of this agent; empty when the scenario has no such role. */
    static Optional<Playbook> of(RawJson scenario, String agentId) {
        try {
            JsonFields config = JsonFields.lenient(Json.parse(scenario.text(), JsonLimits.STORED));
            List<JsonFields> agents = config.objects("agents");
            return agents.stream()
                    .filter(agent -> agent.text("agentId").equals(agentId))
                    .findFirst()
                    .map(own -> read(config, own, agents));
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }

    private static Playbook read(JsonFields scenario, JsonFields own, List<JsonFields> agents) {
        JsonFields metadata = scenario.object("metadata");
        List<JsonFields> rest = agents.stream()
                .filter(agent -> !agent.text("agentId").equals(own.text("agentId")))
                .toList();
        Set<String> allSeeing = new HashSet<>();
        for (JsonFields tool : own.objects("tools")) {
            if (tool.text("oracleSees").equals("all")) {
                allSeeing.add(tool.text("toolName"));
            }
        }
        AgentRole role = new AgentRole(
                own.text("agentId"),
                new AgentRole.Plot(
                        metadata.text("id"),
                        metadata.text("title"),
                        metadata.text("description"),
                        metadata.text("background")),
                new AgentRole.Person(
                        principal(own).name(),
                        "individual".equals(principal(own).type()),
                        own.text("situation"),
                        own.texts("goals"),
                        own.text("messageToUseWhenInitiatingConversation"),
                        Manner.COOPERATIVE),
                tools(own),
                rest.stream().map(Playbook::partner).toList(),
                new AgentRole.OwnKnowledge(knowledge(own), marks(own)));
        return new Playbook(
                role,
                own.text("systemPrompt"),
                principal(own),
                rest.stream().map(Playbook::principal).toList(),
                new OracleView(
                        allSeeing,
                        rest.stream().map(Playbook::knowledge).toList(),
                        ScenarioBackground.of(scenario, metadata)));
    }

    /**
     * The same with only these tools.
     *
     * @param only their names, or null for all tools
     * @throws ConversationException ({@code INVALID_PARAMS}) when the role has no tool of a name
     */
    Playbook limitedTo(@Nullable List<String> only) {
        if (only == null) {
            return this;
        }
        for (String name : only) {
            if (tool(name).isEmpty() && !CoreTool.NAMES.contains(name)) {
                throw ConversationException.invalid("config.tools: agent " + role.agentId() + " has no tool \"" + name
                        + "\"; its tools are "
                        + role.tools().stream().map(RoleTool::name).collect(Collectors.joining(", ")) + ".");
            }
        }
        List<RoleTool> tools =
                role.tools().stream().filter(tool -> only.contains(tool.name())).toList();
        AgentRole limited =
                new AgentRole(role.agentId(), role.plot(), role.person(), tools, role.partners(), role.own());
        return new Playbook(limited, instructions, principal, others, oracle);
    }

    /** The same, played in this manner. */
    Playbook behaving(Manner manner) {
        return new Playbook(role.behaving(manner), instructions, principal, others, oracle);
    }

    private static Principal principal(JsonFields agent) {
        JsonFields principal = agent.object("principal");
        String name = principal.text("name");
        return new Principal(
                agent.text("agentId"),
                principal.text("type"),
                name.isBlank() ? agent.text("agentId") : name,
                principal.text("description"));
    }

    private static AgentRole.Partner partner(JsonFields agent) {
        boolean decides = tools(agent).stream().anyMatch(RoleTool::endsConversation);
        boolean individual = !"organization".equals(principal(agent).type());
        return new AgentRole.Partner(agent.text("agentId"), principal(agent).name(), individual, decides);
    }

    private static String knowledge(JsonFields agent) {
        return CompactJson.of(agent.object("knowledgeBase").object());
    }

    private static List<AgentRole.DisclosureMark> marks(JsonFields agent) {
        return agent.objects("disclosure").stream()
                .map(mark -> new AgentRole.DisclosureMark(
                        mark.text("path"),
                        mark.text("policy"),
                        mark.text("canary").isEmpty() ? null : mark.text("canary")))
                .toList();
    }

    /** The tools that can be offered: the first of each name, and none that is called like a core tool. */
    private static List<RoleTool> tools(JsonFields agent) {
        Set<String> names = new HashSet<>(CoreTool.NAMES);
        List<RoleTool> tools = new ArrayList<>();
        for (JsonFields tool : agent.objects("tools")) {
            String name = tool.text("toolName");
            if (!name.isBlank() && names.add(name)) {
                tools.add(new RoleTool(
                        name,
                        tool.text("description"),
                        CompactJson.of(tool.object("inputSchema").object()),
                        tool.text("synthesisGuidance"),
                        tool.flag("endsConversation", false) ? endStatus(tool) : null,
                        FactCheck.of(tool.objects("when"))));
            }
        }
        return tools;
    }

    private static String endStatus(JsonFields tool) {
        String status = tool.text("conversationEndStatus");
        return status.isBlank() ? "neutral" : status;
    }

    Optional<RoleTool> tool(String name) {
        return role.tools().stream().filter(tool -> tool.name().equals(name)).findFirst();
    }
}
