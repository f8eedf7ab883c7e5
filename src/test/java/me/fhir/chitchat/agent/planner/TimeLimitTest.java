package me.fhir.chitchat.agent.planner;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class TimeLimitTest {
    private final AtomicBoolean wanted = new AtomicBoolean(true);
    private final TimeLimit limit = TimeLimit.startingNow(Duration.ofSeconds(1), wanted::get);

    @AfterEach
    void leaveNoInterrupt() {
        Thread.interrupted();
    }

    private static String waitForEver() throws InterruptedException {
        new CountDownLatch(1).await();
        return "never";
    }

    @Test
    void endsACallThatTakesTooLongAndLeavesNoInterrupt() {
        assertThatThrownBy(() -> limit.within(TimeLimitTest::waitForEver)).isInstanceOf(TimeLimit.UpException.class);
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
        assertThatThrownBy(() -> limit.within(() -> "too late")).isInstanceOf(TimeLimit.UpException.class);
    }

    @Test
    void letsAnAnswerPassThatCameWithTheAlarm() throws Exception {
        assertThat(limit.within(TimeLimitTest::untilTheAlarm)).isEqualTo("answer");
        assertThat(Thread.currentThread().isInterrupted()).isFalse();
    }

    private static String untilTheAlarm() {
        while (!Thread.currentThread().isInterrupted()) {
            Thread.onSpinWait();
        }
        return "answer";
    }

    @Test
    void aStopInTheSameInstantIsAStop() {
        assertThatThrownBy(() -> limit.within(() -> {
                    try {
                        return waitForEver();
                    } finally {
                        // The stopping thread sets the flag first and interrupts then.
                        wanted.set(false);
                    }
                }))
                .isInstanceOf(InterruptedException.class);
    }

    @Test
    void aStopThatCameWithTheAnswerIsNotForgotten() throws Exception {
        String answer = limit.within(() -> {
            untilTheAlarm();
            wanted.set(false);
            Thread.currentThread().interrupt();
            return "answer";
        });
        assertThat(answer).isEqualTo("answer");
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
    }
}
