package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;

/**
 * A scenario as one of its agents may see it.
 *
 * @param instructions the author's system prompt for this role
 * @param allSeeing the names of tools that answer from everybody's knowledge
 * @param othersKnowledge what the others know, as JSON objects; only for those tools
 */
record Playbook(
        AgentRole role,
        String instructions,
        Principal principal,
        List<Principal> others,
        Set<String> allSeeing,
        List<String> othersKnowledge) {
    /** The public side of an agent: whom it speaks for. */
    record Principal(String agentId, String type, String name, String description) {}

    Playbook {
        others = List.copyOf(others);
        allSeeing = Set.copyOf(allSeeing);
        othersKnowledge = List.copyOf(othersKnowledge);
    }

    /** The role of this agent; empty when the scenario has no such role. */
    static Optional<Playbook> of(RawJson scenario, String agentId) {
        try {
            Fields config = new Fields(JsonText.toMap(scenario.text()));
            List<Fields> agents = config.objects("agents");
            return agents.stream()
                    .filter(agent -> agent.text("agentId").equals(agentId))
                    .findFirst()
                    .map(own -> read(config.object("metadata"), own, agents));
        } catch (JsonSyntaxException e) {
            return Optional.empty();
        }
    }

    private static Playbook read(Fields metadata, Fields own, List<Fields> agents) {
        List<Fields> rest = agents.stream()
                .filter(agent -> !agent.text("agentId").equals(own.text("agentId")))
                .toList();
        Set<String> allSeeing = new HashSet<>();
        for (Fields tool : own.objects("tools")) {
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
                        own.text("situation"),
                        own.texts("goals"),
                        own.text("messageToUseWhenInitiatingConversation")),
                tools(own),
                rest.stream().map(Playbook::partner).toList(),
                knowledge(own),
                marks(own));
        return new Playbook(
                role,
                own.text("systemPrompt"),
                principal(own),
                rest.stream().map(Playbook::principal).toList(),
                allSeeing,
                rest.stream().map(Playbook::knowledge).toList());
    }

    private static Principal principal(Fields agent) {
        Fields principal = agent.object("principal");
        String name = principal.text("name");
        return new Principal(
                agent.text("agentId"),
                principal.text("type"),
                name.isBlank() ? agent.text("agentId") : name,
                principal.text("description"));
    }

    private static AgentRole.Partner partner(Fields agent) {
        boolean decides = tools(agent).stream().anyMatch(RoleTool::endsConversation);
        return new AgentRole.Partner(agent.text("agentId"), principal(agent).name(), decides);
    }

    private static String knowledge(Fields agent) {
        return JsonText.write(agent.object("knowledgeBase").map());
    }

    private static List<AgentRole.DisclosureMark> marks(Fields agent) {
        return agent.objects("disclosure").stream()
                .map(mark -> new AgentRole.DisclosureMark(
                        mark.text("path"),
                        mark.text("policy"),
                        mark.text("canary").isEmpty() ? null : mark.text("canary")))
                .toList();
    }

    /** The tools that can be offered: the first of each name, and none that is called like a core tool. */
    private static List<RoleTool> tools(Fields agent) {
        Set<String> names = new HashSet<>(CoreTool.NAMES);
        List<RoleTool> tools = new ArrayList<>();
        for (Fields tool : agent.objects("tools")) {
            String name = tool.text("toolName");
            if (!name.isBlank() && names.add(name)) {
                tools.add(new RoleTool(
                        name,
                        tool.text("description"),
                        JsonText.write(tool.object("inputSchema").map()),
                        tool.text("synthesisGuidance"),
                        tool.isTrue("endsConversation") ? endStatus(tool) : null,
                        FactCheck.of(tool.objects("when"))));
            }
        }
        return tools;
    }

    private static String endStatus(Fields tool) {
        String status = tool.text("conversationEndStatus");
        return status.isBlank() ? "neutral" : status;
    }

    Optional<RoleTool> tool(String name) {
        return role.tools().stream().filter(tool -> tool.name().equals(name)).findFirst();
    }
}
