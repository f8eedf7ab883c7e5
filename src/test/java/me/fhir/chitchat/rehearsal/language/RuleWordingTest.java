package me.fhir.chitchat.rehearsal.language;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** Rules are known by their wording and form, whatever their field is called. */
class RuleWordingTest {
    @Test
    void proseThatLimitsOrObligesIsARule() {
        assertThat(RuleWording.isRuleSet("house style", "A stall may be no wider than 3 metres and must be lit."))
                .isTrue();
        assertThat(RuleWording.isRuleSet("hausbrauch", "Es sind höchstens 40 Gäste im Saal erlaubt."))
                .isTrue();
        assertThat(RuleWording.isRuleSet("uso de la sala", "Se admiten 40 asistentes como máximo en la sala."))
                .isTrue();
        assertThat(RuleWording.isRuleSet("background", "The hall was built in 1911 by two brothers."))
                .isFalse();
    }

    @Test
    void listOfSentencesIsARuleSetUnderTheNameOfACase() {
        assertThat(RuleWording.isRuleSet("visitor's ticket", List.of("Aged 14 or over", "No unpaid fees")))
                .isTrue();
        assertThat(RuleWording.isRuleSet("ticket", Map.of("a", "at most 3", "b", "at least 2")))
                .isFalse();
    }

    @Test
    void tableIsARuleSetByItsColumn() {
        assertThat(RuleWording.isRuleSet(
                        "loading bay",
                        List.of(
                                Map.of("item", "Height", "limit", "3.8 m"),
                                Map.of("item", "Seal", "limit", "must be intact"))))
                .isTrue();
        assertThat(RuleWording.isRuleSet(
                        "opening hours",
                        List.of(Map.of("day", "Monday", "from", "9"), Map.of("day", "Friday", "from", "10"))))
                .isFalse();
    }

    @Test
    void recordOfACaseIsNoRuleSet() {
        assertThat(RuleWording.isRuleSet(
                        "holding", Map.of("number", "A-1", "note", "at most 3 pages", "size", "at least A4")))
                .isFalse();
    }
}
