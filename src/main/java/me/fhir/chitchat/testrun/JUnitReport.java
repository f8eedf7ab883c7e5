package me.fhir.chitchat.testrun;

import java.io.StringWriter;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLOutputFactory;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamWriter;
import me.fhir.chitchat.testrun.RunResult.RunOutcome;

/**
 * The result of a suite in the XML of JUnit as Maven's Surefire writes it (surefire-test-report.xsd): a {@code testsuite} a
 * scenario, a {@code testcase} a run. A run that could not be judged is an error, one that was left out is skipped.
 */
final class JUnitReport {
    private static final double MILLIS = 1000;

    private final StringWriter text = new StringWriter();
    private final XMLStreamWriter xml;

    private JUnitReport() throws XMLStreamException {
        this.xml = XMLOutputFactory.newFactory().createXMLStreamWriter(text);
    }

    static String of(SuiteResult result) {
        try {
            JUnitReport report = new JUnitReport();
            report.write(result);
            return report.text + "\n";
        } catch (XMLStreamException e) {
            throw new IllegalStateException("a text in memory cannot be written", e);
        }
    }

    private void write(SuiteResult result) throws XMLStreamException {
        xml.writeStartDocument("UTF-8", "1.0");
        xml.writeStartElement("testsuites");
        attribute("name", result.name());
        for (ScenarioSummary scenario : result.scenarios()) {
            scenario(result.name(), scenario);
        }
        xml.writeEndElement();
        xml.writeEndDocument();
        xml.close();
    }

    private void scenario(String suite, ScenarioSummary scenario) throws XMLStreamException {
        long millis = scenario.results().stream()
                .mapToLong(run -> run.figures().millis())
                .sum();
        xml.writeStartElement("testsuite");
        attribute("name", suite + ": " + scenario.scenario().name());
        attribute("tests", String.valueOf(scenario.results().size()));
        attribute("failures", String.valueOf(scenario.count(RunOutcome.FAILED)));
        attribute("errors", String.valueOf(scenario.count(RunOutcome.NOT_JUDGED)));
        attribute("skipped", String.valueOf(scenario.count(RunOutcome.SKIPPED)));
        attribute("time", seconds(millis));
        for (RunResult run : scenario.results()) {
            testcase(scenario.scenario(), run);
        }
        xml.writeEndElement();
    }

    private void testcase(ScenarioUnderTest scenario, RunResult run) throws XMLStreamException {
        xml.writeStartElement("testcase");
        attribute("name", scenario.name() + ", run " + run.key().run());
        attribute("classname", scenario.id());
        attribute("time", seconds(run.figures().millis()));
        properties(run.figures());
        switch (run.outcome()) {
            case FAILED -> problem("failure", "verdict", run);
            case NOT_JUDGED -> problem("error", "infrastructure", run);
            case SKIPPED -> {
                xml.writeEmptyElement("skipped");
                attribute("message", run.reason());
            }
            case PASSED -> {
                // Nothing is a pass.
            }
        }
        xml.writeEndElement();
    }

    private void properties(RunResult.RunFigures figures) throws XMLStreamException {
        Map<String, String> values = Map.of(
                "conversation", figures.conversation() == 0 ? "" : String.valueOf(figures.conversation()),
                "link", figures.link() == null ? "" : figures.link(),
                "turns", String.valueOf(figures.turns()),
                "modelCalls", String.valueOf(figures.use().calls()),
                "tokens", String.valueOf(figures.use().tokens()));
        xml.writeStartElement("properties");
        for (String name : values.keySet().stream().sorted().toList()) {
            String value = values.getOrDefault(name, "");
            if (!value.isEmpty()) {
                xml.writeEmptyElement("property");
                attribute("name", name);
                attribute("value", value);
            }
        }
        xml.writeEndElement();
    }

    private void problem(String element, String type, RunResult run) throws XMLStreamException {
        xml.writeStartElement(element);
        attribute("message", run.reason());
        attribute("type", type);
        StringBuilder text = new StringBuilder(run.reason()).append("\n\n");
        run.said().forEach(message -> text.append(message.from())
                .append(": ")
                .append(message.text())
                .append("\n"));
        xml.writeCharacters(valid(text.toString()));
        xml.writeEndElement();
    }

    private void attribute(String name, String value) throws XMLStreamException {
        xml.writeAttribute(name, valid(value));
    }

    private static String seconds(long millis) {
        return String.format(Locale.ROOT, "%.3f", millis / MILLIS);
    }

    /** XML 1.0 has no way to write most control characters; what agents say may hold any. */
    private static String valid(String text) {
        return text.codePoints()
                .map(c -> isValid(c) ? c : 0xFFFD)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static boolean isValid(int c) {
        return c == '\t'
                || c == '\n'
                || c == '\r'
                || (c >= 0x20 && c <= 0xD7FF)
                || (c >= 0xE000 && c <= 0xFFFD)
                || c > 0xFFFF;
    }
}
