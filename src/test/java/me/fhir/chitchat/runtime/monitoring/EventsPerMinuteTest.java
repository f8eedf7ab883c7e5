package me.fhir.chitchat.runtime.monitoring;

import static org.assertj.core.api.Assertions.assertThat;

import com.codahale.metrics.Counter;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class EventsPerMinuteTest {
    private final Counter stored = new Counter();
    private final EventsPerMinute minutes = new EventsPerMinute(stored);

    @AfterEach
    void stop() {
        minutes.stop();
    }

    @Test
    void countsWhatWasStoredInEachMinute() {
        stored.inc(5);
        minutes.start();
        assertThat(minutes.lastHour()).isEmpty();
        stored.inc(3);
        minutes.endMinute();
        minutes.endMinute();
        stored.inc(40);
        minutes.endMinute();
        assertThat(minutes.lastHour()).containsExactly(3L, 0L, 40L);
    }

    @Test
    void forgetsWhatIsOlderThanAnHour() {
        minutes.start();
        stored.inc(7);
        minutes.endMinute();
        for (int i = 0; i < 59; i++) {
            minutes.endMinute();
        }
        assertThat(minutes.lastHour()).hasSize(60).startsWith(7L);
        minutes.endMinute();
        assertThat(minutes.lastHour()).hasSize(60).doesNotContain(7L);
    }
}
