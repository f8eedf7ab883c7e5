package me.fhir.chitchat.llm;

import static me.fhir.chitchat.llm.RetryingModelTest.failed;
import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RetryPolicyTest {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final RetryPolicy POLICY = RetryPolicy.DEFAULT;

    @Test
    void spreadsPausesBetweenHalfAndAllOfTheirLength() {
        assertThat(POLICY.pause(0, failed(FailureKind.NETWORK, null), LONG, 0)).contains(Duration.ofMillis(250));
        assertThat(POLICY.pause(2, failed(FailureKind.NETWORK, null), LONG, 1)).contains(Duration.ofSeconds(2));
    }

    @Test
    void endsAfterThreeRetries() {
        assertThat(POLICY.pause(3, failed(FailureKind.NETWORK, null), LONG, 0)).isEmpty();
    }

    @Test
    void neverLeavesAProviderLessTimeThanItAskedFor() {
        var asked = failed(FailureKind.RATE_LIMIT, Duration.ofSeconds(30));
        assertThat(POLICY.pause(0, asked, LONG, 0)).contains(Duration.ofSeconds(30));
        assertThat(POLICY.pause(0, asked, Duration.ofSeconds(30), 0)).isEmpty();
        assertThat(POLICY.pause(0, failed(FailureKind.RATE_LIMIT, Duration.ZERO), LONG, 0))
                .contains(Duration.ofMillis(250));
    }

    @Test
    void growsNoLongerThanItsLongestPause() {
        RetryPolicy stubborn = new RetryPolicy(40, Duration.ofSeconds(1), Duration.ofSeconds(8));
        assertThat(stubborn.pause(30, failed(FailureKind.SERVER, null), LONG, 1))
                .contains(Duration.ofSeconds(8));
    }

    @ParameterizedTest
    @EnumSource(FailureKind.class)
    void repeatsOnlyWhatMayPass(FailureKind kind) {
        boolean again = POLICY.pause(0, failed(kind, null), LONG, 0).isPresent();
        assertThat(again)
                .isEqualTo(kind == FailureKind.NETWORK || kind == FailureKind.RATE_LIMIT || kind == FailureKind.SERVER);
    }
}
