package me.fhir.chitchat.rehearsal.criteria;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** Rules as people write them are parsed into their conditions. */
class RuleParserTest {
    private static String read(String text) {
        return RuleParser.of(text, true).stream().map(RuleParserTest::shown).collect(Collectors.joining(" | "));
    }

    private static String shown(Rule rule) {
        return rule instanceof Rule.Compound compound
                ? compound.needed() + " of ["
                        + compound.parts().stream().map(RuleParserTest::shown).collect(Collectors.joining(", "))
                        + "]"
                : rule.text();
    }

    @Test
    void aListInOneLineHasItsItems() {
        assertThat(read("1. MFA enrolled 2. Disk encryption on 3. Patch within the last 14 days"))
                .isEqualTo("MFA enrolled | Disk encryption on | Patch within the last 14 days");
        assertThat(read("DTI below 43%; credit score between 680 and 850; down payment of at least 20%."))
                .isEqualTo("DTI below 43% | credit score between 680 and 850 | down payment of at least 20%");
    }

    @Test
    void sentencesThatAskNothingAreNoRules() {
        assertThat(read("This office exists since 1950. Overhead must not exceed 15 percent."))
                .isEqualTo("Overhead must not exceed 15 percent");
    }

    @Test
    void alternativesAndExceptionsAreParts() {
        assertThat(read("Age 50 years or older, unless immunocompromised."))
                .isEqualTo("1 of [Age 50 years or older, immunocompromised]");
        assertThat(read("GPA of 3.2 or higher, or top 10% of class, needed"))
                .isEqualTo("1 of [GPA of 3.2 or higher, top 10% of class, needed]");
        assertThat(
                        read(
                                "Covered when the AHI is 15 or more, or the AHI is between 5 and 14 with documented hypertension."))
                .isEqualTo("1 of [the AHI is 15 or more, 2 of [the AHI is between 5 and 14, documented hypertension]]");
    }

    @Test
    void someOfTheFollowingAreCounted() {
        assertThat(read("At least two of the following: ISO 27001, SOC 2 Type II, PCI DSS"))
                .isEqualTo("2 of [ISO 27001, SOC 2 Type II, PCI DSS]");
        assertThat(
                        read(
                                "One of the following must be present:\n- a passport\n- an identity card\nFee of at most 20 EUR"))
                .isEqualTo("1 of [a passport, an identity card] | Fee of at most 20 EUR");
        assertThat(read("Mindestens zwei der folgenden Nachweise: Pass, Meldebescheinigung, Führerschein"))
                .isEqualTo("2 of [Pass, Meldebescheinigung, Führerschein]");
    }

    @Test
    void exclusionsAskThatThereIsNone() {
        assertThat(read("Not covered with uncontrolled arrhythmia.")).isEqualTo("No uncontrolled arrhythmia");
    }

    @Test
    void codesAreNoFigures() {
        assertThat(RuleParser.isRule("96413-96417")).isFalse();
        CodeRange crohn = CodeRange.of("K50.00-K50.919");
        for (String code : List.of("K50.00", "dx K50.80 (both)", "K50.919")) {
            assertThat(crohn.contains(code)).as(code).isTrue();
        }
        for (String code : List.of("K49.9", "K51.0", "W4410-22", "50.80")) {
            assertThat(crohn.contains(code)).as(code).isFalse();
        }
        assertThat(CodeRange.of("M17.x").contains("M17.12")).isTrue();
        assertThat(CodeRange.isRange("ISO 27001")).isFalse();
    }
}
