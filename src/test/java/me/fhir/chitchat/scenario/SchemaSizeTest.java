package me.fhir.chitchat.scenario;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Collections;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.PlainJson;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SchemaSizeTest {
    @ParameterizedTest
    @ValueSource(strings = {"{\"$ref\":\"#/$defs/d%d\"}", "{\"$ref\":\"#d%d\"}", "{\"$ref\":\"http://x/d%d\"}"})
    void definitionsThatReferTwiceToTheOneBeforeAreTooLarge(String reference) throws Exception {
        assertThat(SchemaSize.exceedsLimit(PlainJson.map(Json.parseObject(bomb(40, reference)))))
                .isTrue();
    }

    @Test
    void definitionsThatNothingRefersToCostNothing() throws Exception {
        String bomb = bomb(40, "{\"$ref\":\"#/$defs/d%d\"}").replace("d39\"}}}", "d3\"}}}");
        assertThat(SchemaSize.exceedsLimit(PlainJson.map(Json.parseObject(bomb))))
                .isFalse();
    }

    @Test
    void aChainOfReferencesBeyondAnySenseIsTooLarge() throws Exception {
        StringBuilder chain = new StringBuilder("{\"$ref\":\"#/$defs/d2000\",\"$defs\":{\"d0\":{}");
        for (int i = 1; i <= 2000; i++) {
            chain.append(",\"d%d\":{\"$ref\":\"#/$defs/d%d\"}".formatted(i, i - 1));
        }
        assertThat(SchemaSize.exceedsLimit(PlainJson.map(Json.parseObject(chain + "}}"))))
                .isTrue();
    }

    private static boolean exceeds(String schema) throws Exception {
        return SchemaSize.exceedsLimit(PlainJson.map(Json.parseObject(schema)));
    }

    private static String repeated(int references, String keyword, String data) {
        return "{\"$defs\":{\"d\":{\"" + keyword + "\":" + data + "}},\"allOf\":["
                + String.join(",", Collections.nCopies(references, "{\"$ref\":\"#/$defs/d\"}")) + "]}";
    }

    @Test
    void countsComparedValuesOncePerUse() throws Exception {
        String nested = "[" + String.join(",", Collections.nCopies(20_000, "[0]")) + "]";
        assertThat(exceeds(repeated(1, "const", nested))).isFalse();
        assertThat(exceeds(repeated(3, "const", nested))).isTrue();
        assertThat(exceeds(repeated(3, "enum", "[" + nested + "]"))).isTrue();
        assertThat(exceeds(repeated(3, "default", nested))).isFalse();
        String text = "\"" + "x".repeat(900_000) + "\"";
        assertThat(exceeds(repeated(1, "const", text))).isFalse();
        assertThat(exceeds(repeated(12, "const", text))).isTrue();
    }

    @Test
    void aListOfCodesIsNotTooLarge() throws Exception {
        String codes = IntStream.range(0, 20_000)
                .mapToObj(i -> "\"E11.%05d\"".formatted(i))
                .collect(Collectors.joining(",", "[", "]"));
        assertThat(exceeds(repeated(3, "enum", codes))).isFalse();
    }

    @Test
    void ordinaryAndRecursiveSchemasAreNot() throws Exception {
        String tree = "{\"type\":\"object\",\"properties\":{\"left\":{\"$ref\":\"#\"},\"right\":{\"$ref\":\"#\"},"
                + "\"default\":{\"enum\":[\"a\",\"b\"]}}}";
        assertThat(SchemaSize.exceedsLimit(PlainJson.map(Json.parseObject(tree))))
                .isFalse();
        assertThat(SchemaSize.exceedsLimit(PlainJson.map(Json.parseObject(bomb(6, "{\"$ref\":\"#/$defs/d%d\"}")))))
                .isFalse();
    }

    private static String bomb(int definitions, String reference) {
        StringBuilder schema = new StringBuilder("{\"type\":\"object\",\"$defs\":{\"d0\":{\"type\":\"string\"}");
        for (int i = 1; i < definitions; i++) {
            String before = reference.formatted(i - 1);
            schema.append(",\"d%d\":{\"$id\":\"http://x/d%d\",\"$anchor\":\"d%d\",\"allOf\":[%s,%s]}"
                    .formatted(i, i, i, before, before));
        }
        String last = reference.formatted(definitions - 1);
        return schema + "},\"properties\":{\"q\":" + last + "}}";
    }
}
