package me.fhir.chitchat.wire;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TimestampsTest {
    @ParameterizedTest
    @CsvSource({
        "2026-11-23T16:30:00.123Z, 2026-11-23T16:30:00.123Z",
        "2026-01-02T03:04:05Z, 2026-01-02T03:04:05.000Z",
        "2026-12-31T23:59:59.009999Z, 2026-12-31T23:59:59.009Z",
        "1970-01-01T00:00:00.070Z, 1970-01-01T00:00:00.070Z"
    })
    void alwaysWritesThreeDigitsOfMilliseconds(Instant instant, String written) {
        assertThat(Timestamps.format(instant)).isEqualTo(written);
    }
}
