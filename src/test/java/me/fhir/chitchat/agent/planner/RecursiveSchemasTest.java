package me.fhir.chitchat.agent.planner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Small schemas whose evaluation would take for ever are given up within their budget of steps. */
@Timeout(60)
class RecursiveSchemasTest {
    @ParameterizedTest
    @ValueSource(strings = {"$ref", "$dynamicRef"})
    void everyKindOfReferenceThatDoublesIsGivenUp(String keyword) throws Exception {
        StringBuilder schema = new StringBuilder("{\"$schema\":\"https://json-schema.org/draft/2020-12/schema\","
                + "\"$defs\":{\"d0\":{\"type\":\"number\"}");
        for (int i = 1; i < 40; i++) {
            String before = "{\"" + keyword + "\":\"#/$defs/d" + (i - 1) + "\"}";
            schema.append(",\"d%d\":{\"anyOf\":[%s,%s]}".formatted(i, before, before));
        }
        schema.append("},\"properties\":{\"q\":{\"").append(keyword).append("\":\"#/$defs/d39\"}}}");
        assertThat(ArgumentCheck.mismatch(schema.toString(), "{\"q\":\"x\"}")).isEmpty();
    }

    /** Only the value says how often they are evaluated. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"$dynamicAnchor\":\"n\",\"properties\":{\"a\":{\"anyOf\":[{\"$dynamicRef\":\"#n\"},"
                        + "{\"$dynamicRef\":\"#n\"}]}},\"required\":[\"never\"]}",
                "{\"$schema\":\"https://json-schema.org/draft/2019-09/schema\",\"$recursiveAnchor\":true,\"properties\":"
                        + "{\"a\":{\"anyOf\":[{\"$recursiveRef\":\"#\"},{\"$recursiveRef\":\"#\"}]}},\"required\":[\"never\"]}",
                "{\"properties\":{\"a\":{\"oneOf\":[{\"$ref\":\"#\"},{\"$ref\":\"#\"}]}},\"required\":[\"never\"]}",
                "{\"additionalProperties\":{\"if\":{\"$ref\":\"#\"},\"then\":{\"$ref\":\"#\"},\"else\":{\"$ref\":\"#\"}},"
                        + "\"required\":[\"never\"]}"
            })
    void aSchemaThatRefersToItselfTwiceIsGivenUpOnADeepValue(String schema) throws Exception {
        String deep = "{\"a\":".repeat(60) + "{}" + "}".repeat(60);
        assertThat(ArgumentCheck.mismatch(schema, deep)).isEmpty();
    }
}
