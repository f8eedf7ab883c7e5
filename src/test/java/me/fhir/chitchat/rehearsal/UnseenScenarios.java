package me.fhir.chitchat.rehearsal;

import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.json.PlainJson;
import org.jspecify.annotations.Nullable;

/**
 * Scenarios that the rehearsal's word lists were not made from, in {@code /rehearsal/unseen/*.yml}: an asker with a
 * concern, a decider with rules, and a twin in which one fact is another.
 */
final class UnseenScenarios {
    private static final YAMLMapper YAML = new YAMLMapper();

    /** The files whose name begins with {@code prose} have rules in prose: alternatives, exceptions, ranges. */
    private static final List<String> FILES = List.of(
            "medical",
            "trade",
            "homes",
            "people",
            "money",
            "prose-clinic",
            "prose-cargo",
            "prose-campus",
            "prose-abroad",
            "services",
            "everyday",
            "permits",
            "other-words");

    private UnseenScenarios() {}

    /**
     * One scenario.
     *
     * @param facts what the asker can truthfully say, a sentence each
     * @param twinFacts the sentences of {@code facts} that are others in the twin, by their index
     */
    record Unseen(
            String id,
            String title,
            String opens,
            Side asker,
            Decider decider,
            List<String> facts,
            Change twin,
            Map<Integer, String> twinFacts) {
        /** The scenario as the server takes it. */
        String scenario() {
            return scenario(false);
        }

        /** The scenario with the one fact changed. */
        String twinScenario() {
            return scenario(true);
        }

        List<String> twinned() {
            List<String> changed = new ArrayList<>(facts);
            twinFacts.forEach(changed::set);
            return changed;
        }

        private String scenario(boolean twinned) {
            String json = PlainJson.text(Map.of(
                    "metadata", Map.of("id", id, "title", title, "description", title, "background", ""),
                    "agents", List.of(askingAgent(), decidingAgent())));
            return twinned
                    ? Scenarios.changed(json, Map.of("agent", twin.side(), "path", twin.path(), "value", twin.value()))
                    : json;
        }

        private Map<String, Object> askingAgent() {
            Map<String, Object> agent = agent("asker", asker.knows(), "Answer truthfully.");
            agent.put("principal", principal(asker.name(), asker.individual()));
            agent.put("messageToUseWhenInitiatingConversation", opens);
            return agent;
        }

        private Map<String, Object> decidingAgent() {
            String instructions = decider.instructions() == null ? "Decide by the rules." : decider.instructions();
            Map<String, Object> agent = agent("decider", decider.knows(), instructions);
            agent.put("principal", principal(decider.name(), false));
            agent.put(
                    "tools",
                    List.of(decider.grant().json("success"), decider.refuse().json("failure")));
            return agent;
        }

        private static Map<String, Object> agent(String id, Map<String, Object> knows, String prompt) {
            Map<String, Object> agent = new LinkedHashMap<>();
            agent.put("agentId", id);
            agent.put("situation", "");
            agent.put("systemPrompt", prompt);
            agent.put("goals", List.of());
            agent.put("tools", List.of());
            agent.put("knowledgeBase", knows);
            return agent;
        }

        private static Map<String, Object> principal(String name, boolean individual) {
            return Map.of("type", individual ? "individual" : "organization", "name", name, "description", name);
        }

        @Override
        public String toString() {
            return id;
        }
    }

    record Side(String name, boolean individual, Map<String, Object> knows) {}

    /** The side that decides. */
    record Decider(String name, @Nullable String instructions, Map<String, Object> knows, Tool grant, Tool refuse) {}

    record Change(String side, String path, Object value) {}

    /**
     * A tool that ends the conversation.
     *
     * @param args the required arguments with their types
     */
    record Tool(String tool, Map<String, String> args) {
        Map<String, Object> json(String status) {
            Map<String, Object> properties = new LinkedHashMap<>();
            args.forEach((name, type) -> properties.put(
                    name,
                    type.equals("list")
                            ? Map.of("type", "array", "items", Map.of("type", "string"))
                            : Map.of("type", type)));
            Map<String, Object> schema = new LinkedHashMap<>();
            schema.put("type", "object");
            schema.put("properties", properties);
            schema.put("required", List.copyOf(args.keySet()));
            return Map.of(
                    "toolName",
                    tool,
                    "description",
                    "",
                    "inputSchema",
                    schema,
                    "synthesisGuidance",
                    "",
                    "endsConversation",
                    true,
                    "conversationEndStatus",
                    status);
        }
    }

    static List<Unseen> all() {
        return FILES.stream()
                .flatMap(file -> parsed(Scenarios.text("/rehearsal/unseen/" + file + ".yml")).stream())
                .toList();
    }

    /** The scenarios of a file that is not one of the stored ones. */
    static List<Unseen> in(Path file) {
        try {
            return parsed(Files.readString(file));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Unseen> parsed(String yaml) {
        try {
            return YAML.readValue(yaml, new TypeReference<List<Unseen>>() {});
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
