package me.fhir.chitchat.testrun;

import java.util.List;
import java.util.stream.IntStream;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.testrun.RunResult.RunOutcome;

/** The result of a suite as JSON; a later test can take it as its baseline. */
final class JsonReport {
    static final String FORMAT = "chitchat-test-report";

    private JsonReport() {}

    static String of(SuiteResult result) {
        return JsonWriter.object(json -> json.text("format", FORMAT)
                        .number("version", 1)
                        .text("suite", result.name())
                        .text("result", result.sentence())
                        .number("exitCode", result.exitCode())
                        .number("requiredRate", result.passRate())
                        .texts("worse", result.worse())
                        .objects(
                                "scenarios",
                                result.scenarios(),
                                (fields, scenario) -> scenario(fields, result, scenario)))
                + "\n";
    }

    private static void scenario(JsonWriter json, SuiteResult result, ScenarioSummary scenario) {
        json.text("id", scenario.scenario().id())
                .text("name", scenario.scenario().name())
                .object("seats", seats -> scenario.scenario()
                        .seats()
                        .forEach((role, who) -> seats.text(role, who.player().wireName())))
                .flag("passed", result.reaches(scenario));
        figures(json, scenario);
        json.objects("results", scenario.results(), (run, each) -> each.write(run));
    }

    /** The summary of a scenario's runs. */
    static void figures(JsonWriter json, ScenarioSummary scenario) {
        PassRate rate = scenario.rate();
        RunResult.ModelUse use = scenario.use();
        json.object("runs", runs -> {
                    for (RunOutcome outcome : RunOutcome.values()) {
                        runs.number(outcome.wireName(), scenario.count(outcome));
                    }
                })
                .number("rate", rate.rate())
                .list(
                        "interval95",
                        List.of(rate.interval().low(), rate.interval().high()),
                        JsonWriter::number)
                .list(
                        "passHat",
                        IntStream.rangeClosed(1, rate.runs())
                                .mapToObj(rate::passHat)
                                .toList(),
                        JsonWriter::number)
                .number("meanTurns", scenario.meanTurns())
                .number("meanMillis", scenario.meanMillis())
                .number("calls", use.calls())
                .number("tokens", use.tokens())
                .number("cost", use.cost())
                .text("topReason", scenario.topReason());
    }
}
