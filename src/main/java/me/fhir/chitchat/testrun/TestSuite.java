package me.fhir.chitchat.testrun;

import java.util.List;
import java.util.Map;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * The contents of a suite.
 *
 * @param hash identifies what determines the suite's results
 */
record TestSuite(String name, String hash, List<TestedScenario> scenarios, SuiteTerms terms) {
    /**
     * The settings for all scenarios.
     *
     * @param seats who plays a role in those scenarios that say nothing about it
     * @param forced who plays a role whatever the suite says
     * @param concurrency runs at a time
     * @param passRate the share of judged runs, 0 to 1, that must pass in every scenario
     * @param headers sent to A2A servers; their values are secret
     */
    record SuiteTerms(
            Map<String, SeatChoice> seats,
            Map<String, SeatChoice> forced,
            int concurrency,
            SuiteBudget budget,
            double passRate,
            Map<String, String> headers) {}

    /**
     * A scenario of the suite.
     *
     * @param reference the id of a scenario on the server, or the path of a file, seen from the suite's folder
     * @param fields where it stands in the suite, for faults
     * @param seats who plays a role in this scenario
     * @param contract in place of the scenario's own, or null
     */
    record TestedScenario(
            String reference,
            boolean isFile,
            String fields,
            Map<String, SeatChoice> seats,
            int runs,
            Json.@Nullable Object contract) {}

    /** The budget of the whole suite; {@link Long#MAX_VALUE} where it does not say. */
    record SuiteBudget(long calls, long tokens, long minutes) {}
}
