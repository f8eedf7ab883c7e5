package me.fhir.chitchat.testrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PassRateTest {
    /** By R's prop.test(x, n, correct = FALSE). */
    @ParameterizedTest
    @CsvSource({
        "5, 5, 0.5655, 1",
        "4, 5, 0.3755, 0.9638",
        "0, 5, 0, 0.4345",
        "81, 263, 0.2553, 0.3662",
        "1, 2, 0.0945, 0.9055",
    })
    void givesWilsonsInterval(int passed, int runs, double low, double high) {
        PassRate.Interval interval = new PassRate(passed, runs).interval();
        assertThat(interval.low()).isCloseTo(low, within(0.0001));
        assertThat(interval.high()).isCloseTo(high, within(0.0001));
    }

    @Test
    void knowsNothingWithoutRuns() {
        assertThat(new PassRate(0, 0).interval()).isEqualTo(new PassRate.Interval(0, 1));
    }

    /** The share of the combinations of k runs in which all passed. */
    @ParameterizedTest
    @CsvSource({"4, 5, 1, 0.8", "4, 5, 2, 0.6", "4, 5, 4, 0.2", "4, 5, 5, 0", "1, 3, 2, 0", "5, 5, 5, 1"})
    void estimatesThatSeveralRunsInARowPass(int passed, int runs, int k, double expected) {
        assertThat(new PassRate(passed, runs).passHat(k)).isCloseTo(expected, within(1e-9));
    }

    @ParameterizedTest
    @CsvSource({
        "10, 10, 10, 10, false",
        "4, 5, 5, 5, false",
        "2, 10, 10, 10, true",
        "50, 100, 80, 100, true",
        "75, 100, 80, 100, false",
        "10, 10, 2, 10, false",
        "0, 0, 10, 10, false",
    })
    void isWorseOnlyBeyondChance(int passed, int runs, int passedBefore, int runsBefore, boolean worse) {
        assertThat(new PassRate(passed, runs).isWorseThan(new PassRate(passedBefore, runsBefore)))
                .isEqualTo(worse);
    }

    /** Newcombe 1998, table II, case (a): 56/70 and 48/80 differ by 0.0524 to 0.3339. */
    @Test
    void differsFromNewcombesExampleByMoreThanItsInterval() {
        assertThat(new PassRate(48, 80).isWorseThan(new PassRate(56, 70))).isTrue();
        assertThat(new PassRate(52, 80).isWorseThan(new PassRate(54, 70))).isFalse();
    }
}
