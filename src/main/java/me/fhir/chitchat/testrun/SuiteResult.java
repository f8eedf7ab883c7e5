package me.fhir.chitchat.testrun;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.testrun.RunResult.RunOutcome;

/**
 * The result of a suite.
 *
 * @param passRate the share of judged runs that must pass in every scenario
 * @param worse sentences about what got worse than in the baseline
 */
record SuiteResult(String name, double passRate, List<ScenarioSummary> scenarios, List<String> worse) {
    /** The exit codes of the command. */
    static final int PASSED = 0;

    static final int FAILED = 1;
    static final int INFRASTRUCTURE = 2;

    boolean reaches(ScenarioSummary scenario) {
        PassRate rate = scenario.rate();
        return rate.runs() > 0 && rate.rate() >= passRate;
    }

    /** Failed when runs that were judged are too bad; else incomplete when some could not be judged. */
    int exitCode() {
        boolean failed = scenarios.stream().anyMatch(scenario -> scenario.rate().runs() > 0 && !reaches(scenario));
        if (failed) {
            return FAILED;
        }
        boolean complete = scenarios.stream()
                .allMatch(scenario -> scenario.count(RunOutcome.NOT_JUDGED) + scenario.count(RunOutcome.SKIPPED) == 0);
        return complete ? PASSED : INFRASTRUCTURE;
    }

    /** The result in a sentence. */
    String sentence() {
        List<String> parts = new ArrayList<>();
        for (ScenarioSummary scenario : scenarios) {
            if (scenario.rate().runs() > 0 && !reaches(scenario)) {
                parts.add(scenario.scenario().name());
            }
        }
        if (!parts.isEmpty()) {
            return "Failed: " + String.join(", ", parts) + ".";
        }
        return exitCode() == PASSED ? "Passed." : "Not all runs could be judged; none of those that were is too bad.";
    }
}
