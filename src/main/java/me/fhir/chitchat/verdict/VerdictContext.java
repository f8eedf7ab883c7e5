package me.fhir.chitchat.verdict;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.conversation.Meta;
import me.fhir.chitchat.digest.Sha256;
import me.fhir.chitchat.json.CanonicalJson;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * The inputs of a verdict besides the log: the roster and the scenario. For any thread; one serves many evaluations.
 *
 * @param order the agents in the order in which they take turns
 */
public record VerdictContext(
        VerdictSubject subject, Meta meta, List<String> order, EndingRules endings, Secrets secrets) {
    /**
     * The inputs of the ending.
     *
     * @param terminalTools for each agent its tools that end a conversation, with their status
     * @param endsOnStall whether a stall ends the conversation
     */
    record EndingRules(Contract contract, Map<String, Map<String, String>> terminalTools, boolean endsOnStall) {}

    /**
     * Facts that must not be disclosed.
     *
     * @param known what each agent knows from the start beside what is common
     * @param common what all know: the scenario's title and description
     * @param decisive the words of everything that a decision depends on
     */
    record Secrets(List<SecretFact> facts, Map<String, NormalText> known, NormalText common, NormalText decisive) {
        boolean isNeeded(SecretFact fact) {
            return fact.isNamedIn(decisive) || fact.spellings().plain().stream().anyMatch(decisive::containsWhole);
        }
    }

    /**
     * The context of a conversation.
     *
     * @param metadata the conversation's Meta
     * @param scenario the scenario's config, or null when the conversation plays none
     */
    public static VerdictContext of(long conversation, Json.Object metadata, Json.@Nullable Object scenario) {
        Meta meta = Meta.of(metadata);
        Json.Object config = metadata.object("config");
        Json.Object scenarioConfig = scenario == null ? Json.Object.EMPTY : scenario;
        Json contract = scenarioConfig.get("contract");
        return new VerdictContext(
                new VerdictSubject(
                        conversation,
                        meta.scenarioId(),
                        scenario == null ? null : Sha256.hex(CanonicalJson.of(scenario)),
                        Sha256.hex(contract == null ? "{}" : CanonicalJson.of(contract))),
                meta,
                order(meta, scenarioConfig),
                new EndingRules(
                        Contract.of(scenarioConfig),
                        terminalTools(scenarioConfig),
                        config != null && "end".equals(config.text("onStall"))),
                new Secrets(
                        SecretFacts.of(scenarioConfig),
                        SecretFacts.known(scenarioConfig),
                        SecretFacts.common(scenarioConfig),
                        decisive(scenarioConfig)));
    }

    public long conversation() {
        return subject.conversation();
    }

    Contract contract() {
        return endings.contract();
    }

    Map<String, Map<String, String>> terminalTools() {
        return endings.terminalTools();
    }

    /** Whether a stall ends the conversation. */
    public boolean endsOnStall() {
        return endings.endsOnStall();
    }

    public List<String> agents() {
        return meta.agentIds();
    }

    /** Whether what happens is worth noting while the conversation runs. */
    public boolean isWatched() {
        return contract().written() || !secrets.facts().isEmpty() || endsOnStall();
    }

    /** Characters that it holds of the scenario, about. */
    public long size() {
        long known = secrets.known().values().stream()
                .mapToLong(text -> text.squashed().length())
                .sum();
        return known
                + secrets.common().squashed().length()
                + 2L * secrets.decisive().squashed().length();
    }

    /** Whether any agent can end the conversation by a tool. */
    boolean hasTerminalTools() {
        return terminalTools().values().stream().anyMatch(tools -> !tools.isEmpty());
    }

    private static List<String> order(Meta meta, Json.Object scenario) {
        List<String> listed = scenario.objects("agents").stream()
                .map(agent -> String.valueOf(agent.text("agentId")))
                .filter(meta.agentIds()::contains)
                .toList();
        boolean byScenario = "scenario-order".equals(meta.config().policy());
        return byScenario && listed.containsAll(meta.agentIds()) ? listed : meta.agentIds();
    }

    private static Map<String, Map<String, String>> terminalTools(Json.Object scenario) {
        Map<String, Map<String, String>> byAgent = new LinkedHashMap<>();
        for (Json.Object agent : scenario.objects("agents")) {
            Map<String, String> tools = new LinkedHashMap<>();
            for (Json.Object tool : agent.objects("tools")) {
                String name = tool.text("toolName");
                String status = tool.text("conversationEndStatus");
                if (name != null && tool.get("endsConversation") instanceof Json.Bool ends && ends.value()) {
                    tools.put(name, status == null ? "neutral" : status);
                }
            }
            byAgent.put(String.valueOf(agent.text("agentId")), tools);
        }
        return byAgent;
    }

    private static NormalText decisive(Json.Object scenario) {
        StringBuilder words = new StringBuilder();
        Json contract = scenario.get("contract");
        if (contract != null) {
            words.append(JsonText.of(contract)).append('\n');
        }
        for (Json.Object agent : scenario.objects("agents")) {
            for (Json.Object tool : agent.objects("tools")) {
                Json when = tool.get("when");
                if (when != null) {
                    words.append(JsonText.of(when)).append('\n');
                }
            }
        }
        return NormalText.of(words.toString());
    }
}
