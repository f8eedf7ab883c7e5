package me.fhir.chitchat.testrun;

import java.util.LinkedHashMap;
import java.util.Map;
import me.fhir.chitchat.json.JsonWriter;

/** How many runs of a scenario stand, for the page: the figures of the reports, and a row for each run. */
final class ManyRunsJson {
    private ManyRunsJson() {}

    static String of(ManyRuns runs) {
        ScenarioSummary summary = runs.summary();
        ScenarioUnderTest scenario = runs.plan().scenario();
        boolean over = runs.isOver();
        return JsonWriter.object(json -> {
            json.text("id", runs.id())
                    .text("scenarioId", scenario.id())
                    .text("name", scenario.name())
                    .text("state", over ? (runs.isStopped() ? "stopped" : "finished") : "running")
                    .text("startedAt", runs.startedAt().toString())
                    .number("runs", scenario.runs())
                    .number("concurrency", runs.plan().concurrency())
                    .object("seats", seats -> scenario.seats().forEach((role, who) -> seats.text(role, who.word())));
            json.object("summary", figures -> JsonReport.figures(figures, summary));
            json.list("rows", rows(runs, summary).values(), JsonWriter::raw);
        });
    }

    /** In the order of the runs. */
    private static Map<Integer, String> rows(ManyRuns runs, ScenarioSummary summary) {
        Map<Integer, String> rows = new LinkedHashMap<>();
        for (int run = 1; run <= runs.plan().scenario().runs(); run++) {
            rows.put(run, waiting(runs, run));
        }
        summary.results().forEach(result -> rows.put(result.key().run(), JsonWriter.object(result::writeFigures)));
        return rows;
    }

    private static String waiting(ManyRuns runs, int run) {
        Long conversation = runs.conversation(run);
        return JsonWriter.object(json -> {
            json.number("run", run)
                    .text("outcome", conversation == null ? (runs.isStopped() ? "skipped" : "waiting") : "running");
            if (conversation != null) {
                json.number("conversationId", conversation);
            }
        });
    }
}
