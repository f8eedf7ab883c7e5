package me.fhir.chitchat.testrun;

import java.util.List;
import java.util.Locale;
import me.fhir.chitchat.http.html.Html;

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

    private final Html html = new Html();

    private HtmlReport() {}

    static String of(SuiteResult result) {
        HtmlReport page = new HtmlReport();
        page.write(result);
        return page.html.toString();
    }

    private void write(SuiteResult result) {
        html.open("html", "lang", "en").open("head").open("meta", "charset", "utf-8");
        html.element("title", result.name());
        html.open("meta", "name", "viewport", "content", "width=device-width").style(STYLE);
        html.close("head").open("body").element("h1", result.name()).element("p", result.sentence());
        if (!result.worse().isEmpty()) {
            html.element("h2", "Worse than the baseline").open("ul");
            result.worse().forEach(sentence -> html.element("li", sentence));
            html.close("ul");
        }
        html.open("table").open("thead").open("tr");
        HEADINGS.forEach(heading -> html.element("th", heading, "scope", "col"));
        html.close("tr").close("thead").open("tbody");
        result.scenarios().forEach(scenario -> row(result, scenario));
        html.close("tbody").close("table");
        result.scenarios().forEach(this::runs);
        html.close("body").close("html");
    }

    private void row(SuiteResult result, ScenarioSummary scenario) {
        PassRate rate = scenario.rate();
        boolean reached = result.reaches(scenario);
        String state = rate.runs() == 0 ? "not judged" : reached ? "passed" : "failed";
        RunResult.ModelUse use = scenario.use();
        html.open("tr").element("th", scenario.scenario().name(), "scope", "row");
        html.element("td", state, "class", state.replace(' ', '-'));
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
            html.element("td", cell);
        }
        html.close("tr");
    }

    private void runs(ScenarioSummary scenario) {
        html.element("h2", scenario.scenario().name());
        scenario.results().forEach(this::run);
    }

    private void run(RunResult run) {
        String outcome = run.outcome().wireName();
        html.open("details").open("summary").text("Run " + run.key().run() + ": ");
        html.element("span", outcome.replace('-', ' '), "class", outcome).text(" " + run.reason());
        html.close("summary").open("p");
        html.text(String.format(
                Locale.ROOT,
                "%d turns, %.1f s, %d calls",
                run.figures().turns(),
                run.figures().millis() / 1000.0,
                run.figures().use().calls()));
        String link = run.figures().link();
        if (link != null) {
            html.text(", ").element("a", "conversation " + run.figures().conversation(), "href", link);
        }
        html.close("p");
        for (RunResult.SaidLine message : run.said()) {
            html.element("strong", message.from()).element("pre", message.text());
        }
        html.close("details");
    }
}
