package me.fhir.chitchat.agent.planner;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class ArgumentCheckTest {
    @Test
    void namesWhatDoesNotFit() throws Exception {
        String schema = "{\"type\":\"object\",\"properties\":{\"day\":{\"type\":\"string\",\"format\":\"date\"}},"
                + "\"required\":[\"day\",\"who\"]}";
        assertThat(ArgumentCheck.mismatch(schema, "{\"day\":\"2026-09-31\"}").orElseThrow())
                .contains("/day", "date", "who");
        assertThat(ArgumentCheck.mismatch(schema, "{\"day\":\"2026-09-30\",\"who\":1}"))
                .isEmpty();
    }

    @Test
    void anInvalidSchemaStopsNoAgent() throws Exception {
        assertThat(ArgumentCheck.mismatch("{\"type\":7}", "{}")).isEmpty();
        assertThat(ArgumentCheck.mismatch("{\"$ref\":\"#\"}", "{}")).isEmpty();
        assertThat(ArgumentCheck.mismatch("{}", "{\"any\":1}")).isEmpty();
    }

    @Test
    void patternsAreCheckedAsTheSchemaMeansThem() throws Exception {
        String schema = "{\"properties\":{\"code\":{\"type\":\"string\",\"pattern\":\"^[A-Z]{2}\\\\d$\"}}}";
        assertThat(ArgumentCheck.mismatch(schema, "{\"code\":\"AB1\"}")).isEmpty();
        assertThat(ArgumentCheck.mismatch(schema, "{\"code\":\"AB1x\"}").orElseThrow())
                .contains("/code");
    }

    @Test
    @Timeout(60)
    void aHostilePatternDelaysNoAgent() throws Exception {
        String text = "\"" + "a".repeat(60) + "!\"";
        for (String schema : List.of(
                "{\"properties\":{\"x\":{\"type\":\"string\",\"pattern\":\"(.*a){20}$\"}}}",
                "{\"additionalProperties\":{\"pattern\":\"(a+)+\\\\1$\"}}",
                "{\"patternProperties\":{\"(.*x){20}y\":{}}}")) {
            String arguments = "{\"x\":" + text + ",\"" + "x".repeat(60) + "\":" + text + "}";
            assertThat(ArgumentCheck.mismatch(schema, arguments)).as(schema).isEmpty();
        }
    }

    @Test
    void nothingIsFetchedFromElsewhere() throws Exception {
        assertThat(ArgumentCheck.mismatch("{\"$ref\":\"http://127.0.0.1:1/x.json\"}", "{}"))
                .isEmpty();
        assertThat(ArgumentCheck.mismatch("{\"$ref\":\"file:///etc/hostname\"}", "{}"))
                .isEmpty();
        assertThat(ArgumentCheck.mismatch("{\"$ref\":\"classpath:config.yml\"}", "{}"))
                .isEmpty();
    }

    @Test
    void aSchemaThatExpandsWithoutEndIsNotChecked() throws Exception {
        StringBuilder schema = new StringBuilder("{\"$defs\":{\"d0\":{\"type\":\"string\"}");
        for (int i = 1; i < 40; i++) {
            String before = "{\"$ref\":\"#/$defs/d" + (i - 1) + "\"}";
            schema.append(",\"d%d\":{\"allOf\":[%s,%s]}".formatted(i, before, before));
        }
        schema.append("},\"properties\":{\"q\":{\"$ref\":\"#/$defs/d39\"}}}");
        assertThat(ArgumentCheck.mismatch(schema.toString(), "{\"q\":\"x\"}")).isEmpty();
    }

    @Test
    void aRecursiveSchemaThatDoublesWithEachLevelIsGivenUpAndTheNextOneIsChecked() throws Exception {
        String doubling = "{\"$defs\":{\"d\":{\"type\":\"object\",\"properties\":{\"a\":"
                + "{\"allOf\":[{\"$ref\":\"#/$defs/d\"},{\"$ref\":\"#/$defs/d\"}]}}}},\"$ref\":\"#/$defs/d\"}";
        String deep = "{\"a\":".repeat(60) + "{}" + "}".repeat(60);
        for (int i = 0; i < 5; i++) {
            assertThat(ArgumentCheck.mismatch(doubling, deep)).isEmpty();
        }
        assertThat(ArgumentCheck.mismatch("{\"required\":[\"a\"]}", "{}")).isPresent();
    }
}
