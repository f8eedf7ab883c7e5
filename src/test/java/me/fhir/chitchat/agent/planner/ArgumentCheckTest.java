package me.fhir.chitchat.agent.planner;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class ArgumentCheckTest {
    @Test
    void namesWhatDoesNotFit() {
        String schema = "{\"type\":\"object\",\"properties\":{\"day\":{\"type\":\"string\",\"format\":\"date\"}},"
                + "\"required\":[\"day\",\"who\"]}";
        assertThat(ArgumentCheck.mismatch(schema, "{\"day\":\"2026-09-31\"}").orElseThrow())
                .contains("/day", "date", "who");
        assertThat(ArgumentCheck.mismatch(schema, "{\"day\":\"2026-09-30\",\"who\":1}"))
                .isEmpty();
    }

    @Test
    void aSchemaThatIsNoneStopsNobody() {
        assertThat(ArgumentCheck.mismatch("{\"type\":7}", "{}")).isEmpty();
        assertThat(ArgumentCheck.mismatch("{\"$ref\":\"#\"}", "{}")).isEmpty();
        assertThat(ArgumentCheck.mismatch("{}", "{\"any\":1}")).isEmpty();
    }

    @Test
    void nothingIsFetchedFromElsewhere() {
        assertThat(ArgumentCheck.mismatch("{\"$ref\":\"http://127.0.0.1:1/x.json\"}", "{}"))
                .isEmpty();
        assertThat(ArgumentCheck.mismatch("{\"$ref\":\"file:///etc/hostname\"}", "{}"))
                .isEmpty();
        assertThat(ArgumentCheck.mismatch("{\"$ref\":\"classpath:config.yml\"}", "{}"))
                .isEmpty();
    }
}
