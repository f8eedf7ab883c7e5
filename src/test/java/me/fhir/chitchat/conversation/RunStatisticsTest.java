package me.fhir.chitchat.conversation;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class RunStatisticsTest {
    private static ConversationRun run(@Nullable OutcomeKind outcome, int turns, int seconds) {
        return new ConversationRun(outcome, turns, Duration.ofSeconds(seconds), Instant.EPOCH);
    }

    @Test
    void countsEveryKindOfOutcomeAndThoseThatGoOn() {
        RunStatistics statistics = RunStatistics.of(List.of(
                run(OutcomeKind.SUCCESS, 4, 1),
                run(OutcomeKind.SUCCESS, 4, 1),
                run(OutcomeKind.ERROR, 1, 1),
                run(OutcomeKind.FAILURE, 1, 1),
                run(null, 2, 1)));
        assertThat(statistics.runs()).isEqualTo(5);
        assertThat(statistics.active()).isEqualTo(1);
        assertThat(statistics.failures()).isEqualTo(2);
        assertThat(statistics.outcomes())
                .containsEntry(OutcomeKind.SUCCESS, 2)
                .containsEntry(OutcomeKind.CANCELED, 0)
                .hasSize(OutcomeKind.values().length);
    }

    @Test
    void theMediansAreThoseOfRunsThatAgentsEnded() {
        assertThat(RunStatistics.of(List.of(
                                run(OutcomeKind.SUCCESS, 8, 30),
                                run(OutcomeKind.FAILURE, 4, 90),
                                run(OutcomeKind.NEUTRAL, 6, 10),
                                run(OutcomeKind.NEUTRAL, 40, 95),
                                run(OutcomeKind.CANCELED, 1, 600),
                                run(OutcomeKind.ERROR, 1, 600),
                                run(null, 1, 600)))
                        .typical())
                .contains(new RunStatistics.Medians(6, Duration.ofSeconds(30)));
        assertThat(RunStatistics.of(List.of(run(null, 3, 3), run(OutcomeKind.CANCELED, 3, 3)))
                        .typical())
                .isEmpty();
        assertThat(RunStatistics.of(List.of()).typical()).isEmpty();
    }
}
