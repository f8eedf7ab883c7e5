package me.fhir.chitchat.testrun;

import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import me.fhir.chitchat.testrun.RunResult.ModelUse;
import me.fhir.chitchat.testrun.RunResult.RunOutcome;

/**
 * The runs of one scenario and what they amount to.
 *
 * @param results in the order of their numbers
 */
record ScenarioSummary(ScenarioUnderTest scenario, List<RunResult> results) {
    /** The number of runs in a row whose common success tables show. */
    private static final int SHOWN_K = 3;

    PassRate rate() {
        return new PassRate(count(RunOutcome.PASSED), count(RunOutcome.PASSED) + count(RunOutcome.FAILED));
    }

    int count(RunOutcome outcome) {
        return (int)
                results.stream().filter(result -> result.outcome() == outcome).count();
    }

    /** The k of {@link PassRate#passHat} that tables show: 3, or as many runs as there are. */
    int shownK() {
        return Math.min(SHOWN_K, rate().runs());
    }

    double meanTurns() {
        return judged().stream()
                .mapToInt(result -> result.figures().turns())
                .average()
                .orElse(0);
    }

    double meanMillis() {
        return judged().stream()
                .mapToLong(result -> result.figures().millis())
                .average()
                .orElse(0);
    }

    /** The model usage of all runs, those that were not judged included. */
    ModelUse use() {
        return results.stream().map(result -> result.figures().use()).reduce(ModelUse.NONE, ModelUse::plus);
    }

    /** The most frequent reason for failing, with how often; empty when none failed. */
    String topReason() {
        return reasons(RunOutcome.FAILED);
    }

    /** The same for runs that could not be judged. */
    String topTrouble() {
        return reasons(RunOutcome.NOT_JUDGED);
    }

    private String reasons(RunOutcome outcome) {
        Map<String, Long> byReason = results.stream()
                .filter(result -> result.outcome() == outcome)
                .collect(Collectors.groupingBy(RunResult::reason, Collectors.counting()));
        return byReason.entrySet().stream()
                .max(Comparator.comparing((Map.Entry<String, Long> entry) -> entry.getValue())
                        .thenComparing(Map.Entry::getKey, Comparator.reverseOrder()))
                .map(entry -> entry.getKey() + " (" + entry.getValue() + " of " + count(outcome) + ")")
                .orElse("");
    }

    private List<RunResult> judged() {
        return results.stream().filter(result -> result.outcome().isJudged()).toList();
    }
}
