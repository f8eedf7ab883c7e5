package me.fhir.chitchat.testrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import javax.xml.parsers.DocumentBuilderFactory;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.testrun.RunResult.RunOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.w3c.dom.Document;
import org.w3c.dom.Element;

/** What a suite's result looks like in each form, and which exit code it is. */
class ReportsTest {
    private static final String HOSTILE = "<script>alert(1)</script> ]]> & \u0000\u001b";

    /** A result with a scenario whose runs went as the letters say: Passed, Failed, Infrastructure, Skipped. */
    private static SuiteResult result(String letters) {
        List<RunResult> runs = new ArrayList<>();
        for (int i = 0; i < letters.length(); i++) {
            RunOutcome outcome =
                    switch (letters.charAt(i)) {
                        case 'P' -> RunOutcome.PASSED;
                        case 'F' -> RunOutcome.FAILED;
                        case 'I' -> RunOutcome.NOT_JUDGED;
                        default -> RunOutcome.SKIPPED;
                    };
            runs.add(new RunResult(
                    new RunResult.RunKey(0, runs.size() + 1),
                    outcome,
                    outcome == RunOutcome.PASSED ? "" : "because " + HOSTILE,
                    new RunResult.RunFigures(7, "http://x/s/y", 4, 1500, new RunResult.ModelUse(3, 50, 0.25)),
                    List.of(new RunResult.SaidLine("a", HOSTILE))));
        }
        ScenarioUnderTest scenario =
                new ScenarioUnderTest(0, "knee", "Knee " + HOSTILE, runs.size(), Map.of("a", SeatChoice.SERVER));
        return new SuiteResult("nightly", 0.8, List.of(new ScenarioSummary(scenario, runs)), List.of());
    }

    @ParameterizedTest
    @CsvSource({"PPPPP, 0", "PPPPF, 0", "PPPFF, 1", "F, 1", "PPPPI, 2", "PPPPS, 2", "I, 2", "FFI, 1", "FFFFS, 1"})
    void exitCodeIsOneOnlyForVerdicts(String runs, int code) {
        assertThat(result(runs).exitCode()).isEqualTo(code);
    }

    @Test
    void writesXmlThatReadersOfJUnitTake() throws Exception {
        DocumentBuilderFactory factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/disallow-doctype-decl", true);
        Document document = factory.newDocumentBuilder()
                .parse(new ByteArrayInputStream(JUnitReport.of(result("PFIS")).getBytes(StandardCharsets.UTF_8)));
        Element suite = (Element) document.getElementsByTagName("testsuite").item(0);
        assertThat(List.of("tests", "failures", "errors", "skipped"))
                .extracting(suite::getAttribute)
                .containsExactly("4", "1", "1", "1");
        assertThat(suite.getAttribute("time")).isEqualTo("6.000");
        assertThat(document.getElementsByTagName("testcase").getLength()).isEqualTo(4);
        Element failure = (Element) document.getElementsByTagName("failure").item(0);
        assertThat(failure.getAttribute("message")).startsWith("because <script>");
        assertThat(failure.getTextContent()).contains("a: <script>");
        Element link = (Element) document.getElementsByTagName("property").item(1);
        assertThat(link.getAttribute("name")).isEqualTo("link");
        assertThat(link.getAttribute("value")).isEqualTo("http://x/s/y");
    }

    @Test
    void writesAPageOnWhichNothingOfTheAgentsRuns() {
        String page = HtmlReport.of(result("PF"));
        assertThat(page).doesNotContain("<script").contains("&lt;script&gt;", "1 of 2", "0.09 to 0.91");
    }

    @Test
    void writesATableWithTheMostFrequentReason() {
        assertThat(TableReport.of(result("PPFFI")))
                .contains("FAILED", "2 of 4", "0.50", "0.15 - 0.85", "0.00 (k=3)", "15", "250", "1.2500")
                .contains("fails mostly because: because")
                .contains("(2 of 2)")
                .contains("could not be judged: because");
    }

    @Test
    void namesWhatGotWorseThanAnEarlierReport(@TempDir Path folder) throws IOException, JsonSyntaxException {
        Path before = Files.writeString(folder.resolve("r.json"), JsonReport.of(result("PPPPPPPPPP")));
        Baseline baseline = new Baseline(before);
        assertThat(baseline.worse(result("PPPPPPPPPF").scenarios())).isEmpty();
        assertThat(baseline.worse(result("PPFFFFFFFF").scenarios()))
                .singleElement()
                .asString()
                .endsWith("passed 2 of 10, before 10 of 10.");
        Json.Object report = Json.parseObject(Files.readString(before));
        assertThat(report.objects("scenarios").get(0).raw("passHat"))
                .isEqualTo("[1.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0,1.0]");
        Path other = Files.writeString(folder.resolve("other.json"), "{}");
        assertThatExceptionOfType(SuiteException.class).isThrownBy(() -> new Baseline(other));
    }
}
