package me.fhir.chitchat.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import me.fhir.chitchat.agent.planner.RoleTool;
import me.fhir.chitchat.json.JsonObject;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Schemas are strangers' work: none of them may cost the server its time or its memory. */
@Timeout(60)
class ArgumentsTest {
    private static final Material MATERIAL = new Material(
            Knowledge.of("{\"policy\":\"HF-12\",\"count\":1e999999999}"),
            "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa!",
            List.of(),
            "topic",
            "because");

    private static String arguments(String schema) {
        return Arguments.of(new RoleTool("t", "Does it.", schema, "", null, java.util.List.of()), MATERIAL);
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
        return "{\"type\":\"object\",\"properties\":{\"count\":" + property + "},\"required\":[\"count\"]}";
    }

    @ParameterizedTest
    @MethodSource("hostile")
    void aHostileSchemaGetsSomethingSmallSoon(String schema) throws Exception {
        String arguments = arguments(schema);
        assertThat(arguments.length()).isLessThan(1 << 20);
        assertThat(JsonObject.parse(arguments)).isNotNull();
    }

    @Test
    void anHonestSchemaIsFilled() throws Exception {
        JsonObject filled = JsonObject.parse(arguments("{\"type\":\"object\",\"properties\":{"
                + "\"policy\":{\"type\":\"string\",\"pattern\":\"^[A-Z]{2}-\\\\d+$\"},"
                + "\"days\":{\"type\":\"integer\",\"minimum\":3}},\"required\":[\"policy\",\"days\"]}"));
        assertThat(filled.string("policy")).isEqualTo("HF-12");
        assertThat(filled.raw("days")).isEqualTo("3");
    }
}
