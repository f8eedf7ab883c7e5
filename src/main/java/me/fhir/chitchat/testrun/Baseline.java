package me.fhir.chitchat.testrun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.json.Json;

/** An earlier result of a suite, with which a new one is compared, scenario by scenario. */
final class Baseline {
    private final Map<String, PassRate> rates = new HashMap<>();

    /** With nothing to compare with. */
    Baseline() {}

    /**
     * Reads a report that {@code --json} wrote.
     *
     * @throws SuiteException when it is none
     */
    Baseline(Path file) {
        Json.Object report;
        try {
            report = Json.objectOrNull(Files.readString(file));
        } catch (IOException e) {
            throw new SuiteException("--baseline", file + " cannot be read: " + e);
        }
        if (report == null || !JsonReport.FORMAT.equals(report.text("format"))) {
            throw new SuiteException("--baseline", file + " is not a report that --json has written");
        }
        for (Json.Object scenario : report.objects("scenarios")) {
            Json.Object runs = scenario.object("runs");
            if (runs != null) {
                int passed = (int) RunResult.whole(runs, RunResult.RunOutcome.PASSED.wireName());
                int failed = (int) RunResult.whole(runs, RunResult.RunOutcome.FAILED.wireName());
                rates.put(String.valueOf(scenario.text("name")), new PassRate(passed, passed + failed));
            }
        }
    }

    /** A sentence for every scenario whose rate is lower by more than chance explains. */
    List<String> worse(List<ScenarioSummary> scenarios) {
        List<String> worse = new ArrayList<>();
        for (ScenarioSummary scenario : scenarios) {
            String name = scenario.scenario().name();
            PassRate before = rates.get(name);
            if (before != null && scenario.rate().isWorseThan(before)) {
                worse.add(name + " passed " + shown(scenario.rate()) + ", before " + shown(before) + ".");
            }
        }
        return worse;
    }

    private static String shown(PassRate rate) {
        return rate.passed() + " of " + rate.runs();
    }
}
