package me.fhir.chitchat.verdict;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * Looks for what is well-formed in a scenario but cannot work: checks that can never hold, marks on facts that are not
 * there, unreachable endings.
 */
public final class ScenarioLint {
    private static final List<String> PARTY_CHECKS = List.of("success", "forbidden", "mustAsk");

    private final Json.Object scenario;
    private final List<Problem> problems = new ArrayList<>();
    private final Map<String, Set<String>> toolsByAgent = new HashMap<>();
    private final Map<String, Json.Object> checksById = new HashMap<>();
    private final NormalText facts;

    /** Something that cannot work, and the path of the field that says so. */
    public record Problem(String path, String sentence) {}

    private ScenarioLint(Json.Object scenario) {
        this.scenario = scenario;
        StringBuilder words = new StringBuilder();
        for (Json.Object agent : scenario.objects("agents")) {
            Set<String> tools = new HashSet<>();
            agent.objects("tools").forEach(tool -> tools.add(String.valueOf(tool.text("toolName"))));
            toolsByAgent.put(String.valueOf(agent.text("agentId")), tools);
            words.append(JsonText.of(agent)).append('\n');
        }
        Json metadata = scenario.get("metadata");
        this.facts = NormalText.of(words + (metadata == null ? "" : JsonText.of(metadata)));
    }

    /**
     * Finds what cannot work in a well-formed scenario.
     *
     * @param path where the scenario stands, such as {@code config}
     */
    public static List<Problem> of(Json.Object scenario, String path) {
        ScenarioLint lint = new ScenarioLint(scenario);
        lint.agents(path + ".agents");
        Json.Object contract = scenario.object("contract");
        if (contract != null) {
            lint.contract(contract, path + ".contract");
        }
        return List.copyOf(lint.problems);
    }

    private void agents(String path) {
        List<Json.Object> agents = scenario.objects("agents");
        boolean anybodyDecides = false;
        for (int i = 0; i < agents.size(); i++) {
            Json.Object agent = agents.get(i);
            marks(agent, path + "." + i);
            List<Json.Object> tools = agent.objects("tools");
            for (int t = 0; t < tools.size(); t++) {
                if (tools.get(t).get("endsConversation") instanceof Json.Bool ends && ends.value()) {
                    anybodyDecides = true;
                    terminalTool(agent, tools.get(t), path + "." + i + ".tools." + t);
                }
            }
        }
        if (!anybodyDecides) {
            add(path, "no agent has a tool that ends the conversation, so that it ends by chance only");
        }
    }

    private void marks(Json.Object agent, String path) {
        List<Json.Object> marks = agent.objects("disclosure");
        for (int i = 0; i < marks.size(); i++) {
            String pointer = marks.get(i).text("path");
            if (pointer != null && SecretFacts.at(agent.object("knowledgeBase"), pointer) == null) {
                add(path + ".disclosure." + i + ".path", "points to nothing in the agent's knowledge base");
            }
        }
    }

    private void terminalTool(Json.Object agent, Json.Object tool, String path) {
        Json.Object contract = scenario.object("contract");
        String status = tool.text("conversationEndStatus");
        if (contract != null && !Contract.of(scenario).endings().contains(status == null ? "neutral" : status)) {
            add(path + ".conversationEndStatus", "is none of the contract's endings");
        }
        List<Json.Object> when = tool.objects("when");
        for (int i = 0; i < when.size(); i++) {
            Json.Object fact = when.get(i).object("fact");
            String pointer = fact == null ? null : fact.text("path");
            boolean own = fact != null && !"received".equals(fact.text("from"));
            if (pointer != null && own && SecretFacts.at(agent.object("knowledgeBase"), pointer) == null) {
                add(
                        path + ".when." + i + ".fact.path",
                        "points to nothing in the agent's knowledge base, so that the tool cannot be reached");
            }
        }
    }

    private void contract(Json.Object contract, String path) {
        Map<String, Json.Object> byPath = new LinkedHashMap<>();
        Json.Object parties = contract.object("parties");
        if (parties != null) {
            parties.members().forEach((agent, terms) -> {
                if (terms instanceof Json.Object lists) {
                    PARTY_CHECKS.forEach(name -> collect(lists, name, path + ".parties." + agent, byPath));
                }
            });
        }
        collect(contract, "established", path, byPath);
        byPath.values().forEach(check -> checksById.put(String.valueOf(check.text("id")), check));
        byPath.forEach((at, check) -> check(check, at, !at.contains(".forbidden."), Contract.of(scenario)));
    }

    private static void collect(Json.Object holder, String name, String path, Map<String, Json.Object> byPath) {
        List<Json.Object> checks = holder.objects(name);
        for (int i = 0; i < checks.size(); i++) {
            byPath.put(path + "." + name + "." + i, checks.get(i));
        }
    }

    private void check(Json.Object check, String path, boolean wanted, Contract contract) {
        String in = check.text("in");
        String tool = check.text("tool");
        boolean aboutTools = "tool_call".equals(in) || "tool_result".equals(in);
        if (tool != null && !aboutTools) {
            add(path + ".tool", "counts with \"in\" tool_call or tool_result only");
        } else if (tool != null && !hasTool(check.text("by"), tool)) {
            add(path + ".tool", "can never hold: no such agent has a tool of that name");
        }
        String status = check.text("status");
        if (wanted
                && status != null
                && "outcome".equals(in)
                && !contract.endings().contains(status)) {
            add(path + ".status", "can never hold in a legitimate ending; it is none of the contract's endings");
        }
        if (leadsBack(check)) {
            add(path, "can never hold: by before and after it waits for itself");
        }
        if (wanted && !aboutTools) {
            unknownFigures(check, path);
        }
    }

    private boolean hasTool(@Nullable String by, String tool) {
        return toolsByAgent.entrySet().stream()
                .filter(entry -> by == null || by.equals("any") || by.equals(entry.getKey()))
                .anyMatch(entry -> entry.getValue().contains(tool));
    }

    /** Whether the chain of checks that this one has to come after leads to itself. */
    private boolean leadsBack(Json.Object check) {
        Set<String> seen = new HashSet<>();
        Json.Object at = check;
        while (at != null && seen.add(String.valueOf(at.text("id")))) {
            String after = at.text("after");
            at = after == null ? null : checksById.get(after);
        }
        return at != null;
    }

    /** Figures, codes and dates are not made up in a conversation: an agent must know them. */
    private void unknownFigures(Json.Object check, String path) {
        List<Json> texts = check.elements("contains");
        for (int i = 0; i < texts.size(); i++) {
            boolean figure = texts.get(i) instanceof Json.Text text
                    && text.value().chars().anyMatch(Character::isDigit)
                    && !facts.contains(NormalText.of(text.value()));
            if (figure) {
                add(path + ".contains." + i, "is a fact that no knowledge base or tool of the scenario holds");
            }
        }
    }

    private void add(String path, String sentence) {
        problems.add(new Problem(path, sentence));
    }
}
