package me.fhir.chitchat.scenario.regex;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LinearPatternTest {
    /** Compiled, each of these would fill the memory or overflow the stack. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "((a{1000}){1000}){1000}",
                "(a{1000}){1000}",
                "(?:(?:[ab]{100}){100}){100,}",
                "\\Q[\\E(a{1000}){1000}",
                "[]](a{1000}){1000}",
                "[^]](a{1000}){1000}",
                "[\\]](a{1000}){1000}",
                "(((a{10}){10}){10}){0,10}",
                "(?i)(\\pL{500}){3}"
            })
    void refusesWhatIsLargeOnceRepetitionsAreWrittenOut(String expression) {
        assertThat(LinearPattern.complaint(expression))
                .hasValueSatisfying(it -> assertThat(it).startsWith("is too large"));
        assertThat(LinearPattern.of(expression)).isEmpty();
    }

    @Test
    void refusesLongAndDeepOnes() {
        assertThat(LinearPattern.of("a|".repeat(15))).isPresent();
        assertThat(LinearPattern.of("(".repeat(5) + ")".repeat(5))).isPresent();
        assertThat(LinearPattern.of("a|".repeat(1_500))).isEmpty();
        assertThat(LinearPattern.of("(".repeat(500) + ")".repeat(500))).isEmpty();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            value = {
                "(?i)denied|not\\s+approved; the request is DENIED",
                "\\b\\d{4}-\\d{2}-\\d{2}\\b; on 2026-03-01 we",
                "^[A-Z]{2,3}\\d{5,12}$; AB123456",
                "[^]]{3}\\]; abc]",
                "(?P<code>[A-Z]\\d{2}(\\.\\d{1,4})?); code M23.2 it is",
                "\\Q{1000}\\E; exactly {1000} of them",
                "x{3,}y{0}z; xxxxz"
            })
    void takesWhatAuthorsWrite(String expression, String text) {
        assertThat(LinearPattern.of(expression))
                .hasValueSatisfying(pattern -> assertThat(pattern.isIn(text)).isTrue());
    }
}
