package me.fhir.chitchat.testrun;

import java.util.List;
import java.util.Locale;
import me.fhir.chitchat.testrun.RunResult.RunOutcome;

/** The result of a suite as one page that needs nothing else, not even a script. */
final class HtmlReport {
    private static final List<String> HEADINGS = List.of(
            "Scenario",
            "Result",
            "Passed",
            "Rate",
            "95 % interval",
            "pass^k",
            "Turns",
            "Seconds",
            "Calls",
            "Tokens",
            "US$",
            "Fails mostly because");
    private static final String STYLE = """
            body{font:15px/1.45 system-ui,sans-serif;max-width:72rem;margin:2rem auto;padding:0 1rem;color:#1a1c1e}
            table{border-collapse:collapse;width:100%}th,td{text-align:left;padding:.35rem .5rem;vertical-align:top}
            th,td{border-bottom:1px solid #d5d9de}.failed{color:#a3122a}.passed{color:#0b6b3a}
            .not-judged,.skipped{color:#7a5200}pre{white-space:pre-wrap;margin:.3rem 0 1rem}
            details{margin:.4rem 0}summary{cursor:pointer}
            @media print{details{break-inside:avoid}}
            """;

    private final StringBuilder out = new StringBuilder();

    private HtmlReport() {}

    static String of(SuiteResult result) {
        HtmlReport page = new HtmlReport();
        page.write(result);
        return page.out.toString();
    }

    private void write(SuiteResult result) {
        out.append("<!doctype html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>")
                .append(escaped(result.name()))
                .append("</title><meta name=\"viewport\" content=\"width=device-width\"><style>")
                .append(STYLE)
                .append("</style></head><body>\n<h1>")
                .append(escaped(result.name()))
                .append("</h1>\n<p>")
                .append(escaped(result.sentence()))
                .append("</p>\n");
        if (!result.worse().isEmpty()) {
            out.append("<h2>Worse than the baseline</h2>\n<ul>");
            result.worse().forEach(sentence -> out.append("<li>").append(escaped(sentence)));
            out.append("</ul>\n");
        }
        out.append("<table><thead><tr>");
        HEADINGS.forEach(heading -> out.append("<th scope=\"col\">").append(escaped(heading)));
        out.append("</thead><tbody>\n");
        result.scenarios().forEach(scenario -> row(result, scenario));
        out.append("</tbody></table>\n");
        result.scenarios().forEach(this::runs);
        out.append("</body></html>\n");
    }

    private void row(SuiteResult result, ScenarioSummary scenario) {
        PassRate rate = scenario.rate();
        boolean reached = result.reaches(scenario);
        String state = rate.runs() == 0 ? "not judged" : reached ? "passed" : "failed";
        RunResult.ModelUse use = scenario.use();
        out.append("<tr><th scope=\"row\">").append(escaped(scenario.scenario().name()));
        out.append("<td class=\"").append(state.replace(' ', '-')).append("\">").append(state);
        for (String cell : List.of(
                rate.passed() + " of " + rate.runs(),
                TableReport.number("%.2f", rate.rate()),
                TableReport.number("%.2f", rate.interval().low()) + " to "
                        + TableReport.number("%.2f", rate.interval().high()),
                TableReport.passHat(scenario),
                TableReport.number("%.1f", scenario.meanTurns()),
                TableReport.number("%.2f", scenario.meanMillis() / 1000),
                String.valueOf(use.calls()),
                String.valueOf(use.tokens()),
                TableReport.number("%.4f", use.cost()),
                scenario.topReason())) {
            out.append("<td>").append(escaped(cell));
        }
        out.append("\n");
    }

    private void runs(ScenarioSummary scenario) {
        out.append("<h2>").append(escaped(scenario.scenario().name())).append("</h2>\n");
        for (RunResult run : scenario.results()) {
            RunOutcome outcome = run.outcome();
            out.append("<details><summary>Run ")
                    .append(run.key().run())
                    .append(": <span class=\"")
                    .append(outcome.word())
                    .append("\">")
                    .append(outcome.word().replace('-', ' '))
                    .append("</span> ")
                    .append(escaped(run.reason()))
                    .append("</summary>\n<p>")
                    .append(String.format(
                            Locale.ROOT,
                            "%d turns, %.1f s, %d calls",
                            run.figures().turns(),
                            run.figures().millis() / 1000.0,
                            run.figures().use().calls()));
            if (run.figures().link() != null) {
                out.append(", <a href=\"")
                        .append(escaped(run.figures().link()))
                        .append("\">conversation ")
                        .append(run.figures().conversation())
                        .append("</a>");
            }
            out.append("</p>\n");
            for (RunResult.SaidLine message : run.said()) {
                out.append("<strong>")
                        .append(escaped(message.from()))
                        .append("</strong><pre>")
                        .append(escaped(message.text()))
                        .append("</pre>\n");
            }
            out.append("</details>\n");
        }
    }

    private static String escaped(String text) {
        return text.replace("&", "&amp;")
                .replace("<", "&lt;")
                .replace(">", "&gt;")
                .replace("\"", "&quot;");
    }
}
