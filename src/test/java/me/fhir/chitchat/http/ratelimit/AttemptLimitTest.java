package me.fhir.chitchat.http.ratelimit;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import me.fhir.chitchat.conversation.TickingClock;
import org.junit.jupiter.api.Test;

class AttemptLimitTest {
    private final TickingClock clock = new TickingClock();
    private final AttemptLimit limit = new AttemptLimits(clock, AttemptLimits.OtherServers.NONE).limit("x", 10);

    @Test
    void tenWrongTokensMakeAnAddressWaitForTheRestOfTheMinute() {
        for (int i = 0; i < 10; i++) {
            assertThat(limit.wait("a")).isZero();
            limit.missed("a");
        }
        assertThat(limit.wait("a")).isPositive().isLessThanOrEqualTo(Duration.ofMinutes(1));
        assertThat(limit.wait("b")).isZero();
        clock.advance(61_000);
        assertThat(limit.wait("a")).isZero();
        limit.missed("a");
        assertThat(limit.wait("a")).as("it counts from the beginning").isZero();
    }

    @Test
    void aClockThatIsSetBackLocksNobodyOutForLongerThanAMinute() {
        for (int i = 0; i < 10; i++) {
            limit.missed("a");
        }
        clock.advance(-Duration.ofHours(2).toMillis());
        assertThat(limit.wait("a")).isLessThanOrEqualTo(Duration.ofMinutes(1));
        limit.missed("a");
        assertThat(limit.wait("a")).isZero();
    }
}
