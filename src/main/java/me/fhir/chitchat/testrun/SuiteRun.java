package me.fhir.chitchat.testrun;

import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import me.fhir.chitchat.testrun.RunResult.ModelUse;
import me.fhir.chitchat.testrun.RunResult.RunOutcome;

/** Makes the runs of a suite, some at a time, and reports each when it has ended. */
final class SuiteRun {
    private final TestedRun.SuiteContext bench;
    private final RunLog log;
    private final List<ScenarioUnderTest> scenarios;
    private final Map<RunResult.RunKey, RunResult> results = new ConcurrentHashMap<>();

    SuiteRun(TestedRun.SuiteContext bench, RunLog log, List<ScenarioUnderTest> scenarios) {
        this.bench = bench;
        this.log = log;
        this.scenarios = scenarios;
    }

    /**
     * Makes all runs that the log does not hold.
     *
     * @throws IOException when the log cannot be written
     */
    List<ScenarioSummary> run(int concurrency) throws IOException, InterruptedException {
        results.putAll(log.finished());
        results.values().forEach(result -> bench.spending().add(result.figures().use()));
        ExecutorService threads = Executors.newFixedThreadPool(concurrency);
        try {
            List<Future<?>> pending = new ArrayList<>();
            for (RunOf run : missing()) {
                pending.add(threads.submit(() -> {
                    make(run);
                    return null;
                }));
            }
            for (Future<?> run : pending) {
                run.get();
            }
        } catch (ExecutionException e) {
            if (e.getCause() instanceof IOException notKept) {
                throw notKept;
            }
            throw new IllegalStateException("a run failed without a result", e.getCause());
        } finally {
            threads.shutdownNow();
        }
        return scenarios.stream().map(this::summary).toList();
    }

    private record RunOf(ScenarioUnderTest scenario, RunResult.RunKey key) {}

    /** One run of every scenario after the other, so that a budget that is used up early leaves something of each. */
    private List<RunOf> missing() {
        List<RunOf> runs = new ArrayList<>();
        for (ScenarioUnderTest scenario : scenarios) {
            for (int run = 1; run <= scenario.runs(); run++) {
                RunResult.RunKey key = new RunResult.RunKey(scenario.index(), run);
                if (!results.containsKey(key)) {
                    runs.add(new RunOf(scenario, key));
                }
            }
        }
        runs.sort(Comparator.comparing(run -> run.key().run()));
        return runs;
    }

    private void make(RunOf run) throws IOException, InterruptedException {
        RunResult result = bench.spending().isUsedUp(ModelUse.NONE)
                ? new RunResult(
                        run.key(), RunOutcome.SKIPPED, "The budget was used up.", RunResult.RunFigures.NONE, List.of())
                : new TestedRun(bench, run.scenario(), run.key().run()).play();
        bench.spending().add(result.figures().use());
        results.put(run.key(), result);
        log.add(result);
        report(run.scenario(), result);
    }

    private void report(ScenarioUnderTest scenario, RunResult result) {
        bench.progress()
                .println(String.format(
                                Locale.ROOT,
                                "%s, run %d of %d: %s (%d turns, %.1f s)",
                                scenario.name(),
                                result.key().run(),
                                scenario.runs(),
                                result.outcome().wireName(),
                                result.figures().turns(),
                                result.figures().millis() / 1000.0)
                        + (result.reason().isEmpty() ? "" : " " + result.reason()));
    }

    private ScenarioSummary summary(ScenarioUnderTest scenario) {
        return new ScenarioSummary(
                scenario,
                results.values().stream()
                        .filter(result -> result.key().scenario() == scenario.index()
                                && result.key().run() <= scenario.runs())
                        .sorted(Comparator.comparing(result -> result.key().run()))
                        .toList());
    }
}
