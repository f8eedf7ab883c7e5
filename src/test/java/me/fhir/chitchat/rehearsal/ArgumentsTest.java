package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.rehearsal.arguments.Arguments;
import me.fhir.chitchat.rehearsal.arguments.DecisionTexts;
import me.fhir.chitchat.rehearsal.arguments.ValueFinder;
import me.fhir.chitchat.rehearsal.knowledge.CaseIdentity;
import me.fhir.chitchat.rehearsal.knowledge.DisclosureRules;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.knowledge.Knowledge;
import me.fhir.chitchat.rehearsal.language.Source;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemas are untrusted: none may exhaust time or memory, and no value is invented. */
@Timeout(60)
class ArgumentsTest {
    private static Arguments.Filled filled(String schema) {
        Knowledge knowledge = Knowledge.of(
                "{\"policy\":\"HF-12\",\"count\":1e999999999,\"days\":5,\"note\":\"" + "a".repeat(40) + "!\"}",
                DisclosureRules.of(List.of(), ""),
                LocalDate.EPOCH);
        Evidence evidence = new Evidence(
                knowledge, CaseIdentity.of(knowledge, Set.of(), ""), List.of(), Set.of(), LocalDate.EPOCH, List.of());
        DecisionTexts grounds = new DecisionTexts("because", List.of(), List.of(), "", List.of());
        return Arguments.of(
                new RoleTool("t", "Does it.", schema, "", null, List.of()), new ValueFinder(evidence, grounds, false));
    }

    static List<String> hostile() {
        String many = IntStream.range(0, 20).mapToObj(n -> "\"p" + n + "\"").collect(Collectors.joining(","));
        String selves = IntStream.range(0, 20)
                .mapToObj(n -> "\"p" + n + "\":{\"$ref\":\"#\"}")
                .collect(Collectors.joining(","));
        return List.of(
                "{\"type\":\"object\",\"properties\":{" + selves + "},\"required\":[" + many + "]}",
                "{\"allOf\":[" + "{\"$ref\":\"#\"},".repeat(40) + "{\"$ref\":\"#\"}],\"required\":[\"x\"]}",
                one("{\"type\":\"string\",\"minLength\":2000000000}"),
                one("{\"type\":\"string\",\"pattern\":\"(((a{9999}){9999}){9999}){9999}\"}"),
                one("{\"type\":\"string\",\"pattern\":\"(.*a){20}$\"}"),
                one("{\"type\":\"string\",\"pattern\":\"" + "(".repeat(100_000) + "\"}"),
                one("{\"type\":\"array\",\"minItems\":2000000000,\"items\":{\"type\":\"integer\"}}"),
                one("{\"type\":\"integer\",\"minimum\":1e999999999}"),
                one("{\"type\":\"integer\",\"default\":1e999999999}"),
                one("{\"type\":\"number\",\"multipleOf\":1e-999999999}"));
    }

    private static String one(String property) {
        return "{\"type\":\"object\",\"properties\":{\"size\":" + property + "},\"required\":[\"size\"]}";
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileSchemaGetsNothingInvented(String schema) throws Exception {
        Arguments.Filled filled = filled(schema);
        assertThat(filled.json().length()).isLessThan(1 << 16);
        assertThat(Json.parseObject(filled.json()).has("size")).isFalse();
        assertThat(filled.isComplete()).isFalse();
    }

    @Test
    void fillsArgumentsFromKnowledge() throws Exception {
        Arguments.Filled filled = filled("{\"type\":\"object\",\"properties\":{"
                + "\"policy\":{\"type\":\"string\",\"pattern\":\"^[A-Z]{2}-\\\\d+$\"},"
                + "\"days\":{\"type\":\"integer\",\"minimum\":3},\"reason\":{\"type\":\"string\"}},"
                + "\"required\":[\"policy\",\"days\",\"reason\"]}");
        assertThat(filled.json()).isEqualTo("{\"policy\":\"HF-12\",\"days\":5,\"reason\":\"because\"}");
        assertThat(filled.sources()).containsExactlyInAnyOrder(Source.own("/policy"), Source.own("/days"));
    }

    @Test
    void missingValuesAreNamed() {
        assertThat(filled(
                                "{\"properties\":{\"start\":{\"type\":\"string\",\"format\":\"date\"}},\"required\":[\"start\"]}")
                        .missing())
                .containsExactly("start");
    }
}
