package me.fhir.chitchat.scenario.regex;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.regex.PatternSyntaxException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class SchemaPatternTest {
    @Test
    void findsAPieceAndMatchesTheWhole() {
        SchemaPattern pattern = SchemaPattern.of("[A-Z]{2}\\d+");
        assertThat(pattern.isIn("see AB12 there")).isTrue();
        assertThat(pattern.isIn("see ab12 there")).isFalse();
        assertThat(pattern.fits("AB12")).isTrue();
        assertThat(pattern.fits("see AB12")).isFalse();
    }

    @Test
    void searchesALongTextForAnHonestPattern() {
        String text = "word ".repeat(100_000) + "MRN-123456";
        assertThat(SchemaPattern.of("MRN-\\d{6}$").isIn(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"(.*a){20}$", ".*.*.*.*.*.*.*.*.*.*z", "(a+)+\\1$", "(a*)*(a*)*(a*)*\\2b"})
    void givesUpASearchThatWouldTakeForEver(String hostile) {
        SchemaPattern pattern = SchemaPattern.of(hostile);
        assertThatThrownBy(() -> pattern.isIn("a".repeat(60) + "!")).isInstanceOf(SchemaPattern.GivenUpException.class);
        assertThatThrownBy(() -> pattern.fits("a".repeat(60) + "!")).isInstanceOf(SchemaPattern.GivenUpException.class);
    }

    @Test
    void givesUpInsteadOfRunningOutOfStack() {
        SchemaPattern pattern = SchemaPattern.of("(?:a|b)*c");
        assertThatThrownBy(() -> pattern.fits("ab".repeat(400_000))).isInstanceOf(SchemaPattern.GivenUpException.class);
        assertThatThrownBy(() -> SchemaPattern.of("(".repeat(200_000))).isInstanceOf(PatternSyntaxException.class);
    }

    @Test
    void givesUpWhenItsThreadIsWantedElsewhere() {
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> SchemaPattern.of("x").isIn("a".repeat(5_000)))
                    .isInstanceOf(SchemaPattern.GivenUpException.class);
        } finally {
            assertThat(Thread.interrupted())
                    .as("whoever interrupted is still heard")
                    .isTrue();
        }
    }
}
