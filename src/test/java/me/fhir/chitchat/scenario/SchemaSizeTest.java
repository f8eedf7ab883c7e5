package me.fhir.chitchat.scenario;

import static org.assertj.core.api.Assertions.assertThat;

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
