package me.fhir.chitchat.rehearsal.language;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class AskedPointTest {
    @Test
    void findsThePointAndTheLimitsOfAQuestion() {
        assertThat(AskedPoint.of("Deposit: what is the amount? It has to be between 300 EUR and 600 EUR."))
                .contains("Deposit")
                .contains("300 EUR")
                .contains("600 EUR")
                .doesNotContain("?");
    }

    /** Without a limit of length, the forms would take hours for this line. */
    @Test
    @Timeout(60)
    void leavesALineAloneThatIsTooLongForAQuestion() {
        String line = "x: what is the amount? It has to be between ".repeat(2_000) + " and x".repeat(10_000);
        assertThat(AskedPoint.of(line)).isEqualTo(line);
        assertThat(AskedPoint.of(line + ".")).isEqualTo(line + ".");
        assertThat(AskedPoint.exclusions(line + "?")).isEmpty();
    }
}
