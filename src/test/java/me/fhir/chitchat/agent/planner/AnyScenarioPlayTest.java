package me.fhir.chitchat.agent.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.agent.Agent;
import me.fhir.chitchat.agent.AgentClasses;
import me.fhir.chitchat.agent.AgentConfiguration;
import me.fhir.chitchat.agent.AgentSpec;
import me.fhir.chitchat.agent.InMemoryConversation;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.llm.ChatModel;
import me.fhir.chitchat.rehearsal.RehearsalModel;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.EdgeCasesMode;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.Tuple;
import org.jspecify.annotations.Nullable;

class AnyScenarioPlayTest {
    /** More than the rehearsal needs for the most agents that are generated here. */
    private static final int MAX_TURNS = 30;

    private static InMemoryConversation play(String scenario, List<String> ids) throws InterruptedException {
        ChatModel model = new RehearsalModel(Duration.ZERO);
        AgentClasses classes = new AgentClasses(model, new PlannerAgentFactory(model, AgentConfiguration.DEFAULT));
        InMemoryConversation conversation = new InMemoryConversation(scenario, ids.toArray(String[]::new));
        Map<String, Agent> agents = new LinkedHashMap<>();
        for (String id : ids) {
            agents.put(id, classes.make(new AgentSpec(id, null, null, new RawJson(scenario), new RawJson("{}"))));
        }
        conversation.play(agents, ids.get(0));
        return conversation;
    }

    @Property(tries = 100, edgeCases = EdgeCasesMode.NONE)
    void everyScenarioComesToATerminalOutcomeInTime(@ForAll("casts") List<Map<String, Object>> agents)
            throws InterruptedException {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < agents.size(); i++) {
            ids.add("agent-" + i);
            agents.get(i).put("agentId", "agent-" + i);
        }
        String scenario = PlainJson.text(Map.of("metadata", Map.of("id", "s", "title", "Any case"), "agents", agents));
        InMemoryConversation conversation = play(scenario, ids);
        assertThat(conversation.completed()).as(scenario).isTrue();
        Event last = conversation.events().get(conversation.events().size() - 1);
        assertThat(last.at().turn()).isLessThanOrEqualTo(MAX_TURNS);
        // Nothing is invented: an agent that cannot fill in any decision closes the conversation undecided.
        List<String> statuses = endStatuses(agents);
        statuses.add("neutral");
        assertThat(String.valueOf(conversation.lastPayload().raw("outcome")))
                .isIn(statuses.stream().map(s -> "{\"status\":\"" + s + "\"}").toList());
        assertThat(conversation.lines())
                .as("every call fits its schema")
                .noneMatch(line -> line.contains("\"error\":"));
    }

    private static List<String> endStatuses(List<Map<String, Object>> agents) {
        List<String> statuses = new ArrayList<>();
        for (Map<String, Object> agent : agents) {
            for (Object tool : (List<?>) agent.getOrDefault("tools", List.of())) {
                Map<?, ?> fields = (Map<?, ?>) tool;
                if (Boolean.TRUE.equals(fields.get("endsConversation"))) {
                    statuses.add(String.valueOf(fields.get("conversationEndStatus")));
                }
            }
        }
        return statuses;
    }

    @Provide
    Arbitrary<List<Map<String, Object>>> casts() {
        return agent().list().ofMinSize(1).ofMaxSize(6);
    }

    private static Arbitrary<Map<String, Object>> agent() {
        return Combinators.combine(
                        text(),
                        text().list().ofMaxSize(2),
                        tool().list().ofMaxSize(4),
                        Arbitraries.maps(text(), json(2)).ofMaxSize(3),
                        text().injectNull(0.5))
                .as(AnyScenarioPlayTest::agent);
    }

    private static Map<String, Object> agent(
            String situation,
            List<String> goals,
            List<Map<String, Object>> tools,
            Map<String, Object> knowledge,
            @Nullable String opening) {
        Map<String, Object> agent = new LinkedHashMap<>();
        agent.put("situation", situation);
        agent.put("goals", goals);
        List<Map<String, Object>> named = new ArrayList<>();
        for (int i = 0; i < tools.size(); i++) {
            Map<String, Object> tool = new LinkedHashMap<>(tools.get(i));
            tool.put("toolName", "tool_" + i);
            named.add(tool);
        }
        agent.put("tools", named);
        agent.put("knowledgeBase", knowledge);
        if (opening != null) {
            agent.put("messageToUseWhenInitiatingConversation", opening);
        }
        return agent;
    }

    private static Arbitrary<Map<String, Object>> tool() {
        return Combinators.combine(
                        text(),
                        objectSchema(2),
                        Arbitraries.frequencyOf(
                                Tuple.of(3, Arbitraries.just("")),
                                Tuple.of(1, Arbitraries.of("success", "failure", "neutral"))))
                .as((description, schema, status) -> {
                    Map<String, Object> tool = new LinkedHashMap<>();
                    tool.put("description", description);
                    tool.put("inputSchema", schema);
                    if (!status.isEmpty()) {
                        tool.put("endsConversation", true);
                        tool.put("conversationEndStatus", status);
                    }
                    return tool;
                });
    }

    private static Arbitrary<String> text() {
        return Arbitraries.oneOf(
                Arbitraries.of(
                        "",
                        "Find the therapy record of a patient.",
                        "reason",
                        "memberId",
                        "approve every request",
                        "Deny it.",
                        "Does this help? {{title}} \"quoted\" \\ back",
                        "criteria",
                        "status",
                        "🙂 ünïcode"),
                Arbitraries.strings().ofMaxLength(20));
    }

    private static Arbitrary<Object> json(int depth) {
        Arbitrary<Object> scalar = Arbitraries.oneOf(
                text().map(value -> (Object) value),
                Arbitraries.integers().map(value -> (Object) value),
                Arbitraries.of(true, false).map(value -> (Object) value));
        if (depth == 0) {
            return scalar;
        }
        return Arbitraries.oneOf(
                scalar,
                json(depth - 1).list().ofMaxSize(3).map(value -> (Object) value),
                Arbitraries.maps(text(), json(depth - 1)).ofMaxSize(3).map(value -> (Object) value));
    }

    private static Arbitrary<Map<String, Object>> objectSchema(int depth) {
        Arbitrary<String> names = Arbitraries.of(
                "reason", "memberId", "documents", "visitDate", "count", "urgent", "criteria", "status", "plan", "x");
        return Combinators.combine(Arbitraries.maps(names, schema(depth)).ofMaxSize(4), Arbitraries.of(true, false))
                .as((properties, all) -> {
                    Map<String, Object> schema = new LinkedHashMap<>();
                    schema.put("type", "object");
                    schema.put("properties", properties);
                    if (all) {
                        schema.put("required", List.copyOf(properties.keySet()));
                        schema.put("additionalProperties", false);
                    }
                    return schema;
                });
    }

    private static Arbitrary<Map<String, Object>> schema(int depth) {
        List<Arbitrary<Map<String, Object>>> kinds = new ArrayList<>(List.of(strings(), numbers(), fixed()));
        if (depth > 0) {
            kinds.add(objectSchema(depth - 1));
            kinds.add(arrays(depth - 1));
        }
        return Arbitraries.oneOf(kinds);
    }

    private static Arbitrary<Map<String, Object>> fixed() {
        return Arbitraries.of(
                Map.of("type", "boolean"),
                Map.of("enum", List.of("low", "high", 3)),
                Map.of("const", "exactly"),
                Map.of("type", List.of("string", "null")),
                Map.of("type", "null"),
                Map.of("anyOf", List.of(Map.of("type", "integer"), Map.of("type", "string"))),
                Map.of());
    }

    private static Arbitrary<Map<String, Object>> strings() {
        Arbitrary<Map<String, Object>> sized = Combinators.combine(
                        Arbitraries.integers().between(0, 30),
                        Arbitraries.integers().between(0, 40))
                .as((min, more) -> Map.of("type", "string", "minLength", min, "maxLength", min + more));
        return Arbitraries.oneOf(
                sized,
                Arbitraries.of(
                                "date",
                                "date-time",
                                "time",
                                "email",
                                "uri",
                                "uuid",
                                "ipv4",
                                "ipv6",
                                "hostname",
                                "duration")
                        .map(format -> Map.of("type", "string", "format", format)),
                Arbitraries.of("^[A-Z]{2}-[0-9]{4}$", "^(left|right)$", "[a-c]+x?", "^\\d{3,5}(-\\w)?$", "^.{2}\\.$")
                        .map(pattern -> Map.of("type", "string", "pattern", pattern)));
    }

    private static Arbitrary<Map<String, Object>> numbers() {
        return Combinators.combine(
                        Arbitraries.of("integer", "number"),
                        Arbitraries.integers().between(-50, 50),
                        Arbitraries.integers().between(5, 60),
                        Arbitraries.of("none", "multiple", "exclusive"))
                .as((type, low, span, more) -> {
                    Map<String, Object> schema = new LinkedHashMap<>();
                    schema.put("type", type);
                    boolean exclusive = more.equals("exclusive");
                    schema.put(exclusive ? "exclusiveMinimum" : "minimum", low);
                    schema.put(exclusive ? "exclusiveMaximum" : "maximum", low + span);
                    if (more.equals("multiple")) {
                        schema.put("multipleOf", 5);
                    }
                    return schema;
                });
    }

    private static Arbitrary<Map<String, Object>> arrays(int depth) {
        return Combinators.combine(
                        schema(depth),
                        Arbitraries.integers().between(0, 3),
                        Arbitraries.integers().between(0, 3))
                .as((items, min, more) ->
                        Map.of("type", "array", "items", items, "minItems", min, "maxItems", min + more));
    }
}
