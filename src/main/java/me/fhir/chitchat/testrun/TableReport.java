package me.fhir.chitchat.testrun;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import me.fhir.chitchat.testrun.RunResult.RunOutcome;

/** The result of a suite as a table for people. */
final class TableReport {
    private static final List<String> HEADINGS = List.of(
            "scenario", "", "passed", "rate", "95 % interval", "pass^k", "turns", "seconds", "calls", "tokens", "US$");
    private static final int MAX_NAME_LENGTH = 44;

    private TableReport() {}

    static String of(SuiteResult result) {
        List<List<String>> rows = new ArrayList<>();
        rows.add(HEADINGS);
        result.scenarios().forEach(scenario -> rows.add(row(result, scenario)));
        StringBuilder out = new StringBuilder();
        rows.forEach(row -> line(out, rows, row));
        for (ScenarioSummary scenario : result.scenarios()) {
            note(out, scenario, "fails mostly because", scenario.topReason());
            note(out, scenario, "could not be judged", scenario.topTrouble());
            int skipped = scenario.count(RunOutcome.SKIPPED);
            note(out, scenario, "runs left out, because the budget was used up", skipped == 0 ? "" : "" + skipped);
        }
        result.worse()
                .forEach(sentence -> out.append("Worse: ").append(sentence).append('\n'));
        return out.append(result.sentence()).append('\n').toString();
    }

    private static List<String> row(SuiteResult result, ScenarioSummary scenario) {
        PassRate rate = scenario.rate();
        RunResult.ModelUse use = scenario.use();
        return List.of(
                shortened(scenario.scenario().name()),
                rate.runs() == 0 ? "?" : result.reaches(scenario) ? "ok" : "FAILED",
                rate.passed() + " of " + rate.runs(),
                rate.runs() == 0 ? "-" : number("%.2f", rate.rate()),
                number("%.2f", rate.interval().low()) + " - "
                        + number("%.2f", rate.interval().high()),
                passHat(scenario),
                number("%.1f", scenario.meanTurns()),
                number("%.2f", scenario.meanMillis() / 1000),
                String.valueOf(use.calls()),
                String.valueOf(use.tokens()),
                number("%.4f", use.cost()));
    }

    static String passHat(ScenarioSummary scenario) {
        int k = scenario.shownK();
        return k == 0 ? "-" : number("%.2f", scenario.rate().passHat(k)) + " (k=" + k + ")";
    }

    static String number(String format, double value) {
        return String.format(Locale.ROOT, format, value);
    }

    private static String shortened(String name) {
        return name.length() <= MAX_NAME_LENGTH ? name : name.substring(0, MAX_NAME_LENGTH - 2) + " …";
    }

    private static void line(StringBuilder out, List<List<String>> rows, List<String> row) {
        StringBuilder line = new StringBuilder();
        for (int column = 0; column < row.size(); column++) {
            int at = column;
            int width = rows.stream()
                    .mapToInt(other -> other.get(at).length())
                    .max()
                    .orElse(0);
            String cell = row.get(column);
            String space = " ".repeat(width - cell.length());
            line.append(column < 2 ? cell + space : space + cell).append("  ");
        }
        out.append(line.toString().stripTrailing()).append('\n');
    }

    private static void note(StringBuilder out, ScenarioSummary scenario, String what, String text) {
        if (!text.isEmpty()) {
            out.append(scenario.scenario().name())
                    .append(": ")
                    .append(what)
                    .append(": ")
                    .append(text)
                    .append('\n');
        }
    }
}
