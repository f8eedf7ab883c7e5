package me.fhir.chitchat.testrun;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Tests agents by a suite, against a running server: the work behind the command {@code test}. */
public final class SuiteExecution {
    private final SuiteRequest request;
    private final TestSuite suite;
    private final Baseline baseline;

    /**
     * Reads the suite and what else the command line names.
     *
     * @param environment for the variables in headers
     * @throws SuiteException when one of them cannot be used
     */
    public SuiteExecution(SuiteRequest request, Map<String, String> environment) {
        this.request = request;
        this.suite = new SuiteReader(environment)
                .read(
                        text(request.suite()),
                        String.valueOf(request.suite().getFileName()),
                        new SuiteReader.SuiteOverrides(request.seats(), request.runs()));
        Path former = request.reports().baseline();
        this.baseline = former == null ? new Baseline() : new Baseline(former);
    }

    private static String text(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new SuiteException("suite", "there is no file " + file);
        } catch (IOException e) {
            throw new SuiteException("suite", file + " cannot be read: " + e);
        }
    }

    /**
     * Makes the runs and writes the reports.
     *
     * @param server the address of the server
     * @param lasting whether the server is there after the test
     * @return the exit code: 0 when all scenarios passed, 1 when one failed, 2 when runs could not be judged
     * @throws SuiteException when the suite does not fit the scenarios
     * @throws UnavailableException when the server does not answer
     * @throws IOException when a report cannot be written
     */
    public int run(String server, boolean lasting) throws UnavailableException, IOException, InterruptedException {
        TestSuite.SuiteTerms terms = suite.terms();
        ServerClient client = new ServerClient(server);
        Path folder = request.suite().toAbsolutePath().getParent();
        ScenarioSource source = new ScenarioSource(client, suite, folder == null ? Path.of("") : folder);
        var scenarios = source.all();
        TestedRun.SuiteContext bench = new TestedRun.SuiteContext(
                client,
                new SuiteSpending(terms.budget()),
                terms.headers(),
                lasting,
                request.output().progress());
        Path resume = request.resume();
        try (RunLog log = resume == null ? new RunLog() : new RunLog(resume, source.hash())) {
            var summaries = new SuiteRun(bench, log, scenarios).run(terms.concurrency());
            SuiteResult result = new SuiteResult(suite.name(), terms.passRate(), summaries, baseline.worse(summaries));
            report(result);
            return result.exitCode();
        }
    }

    private void report(SuiteResult result) throws IOException {
        write(request.reports().junit(), JUnitReport.of(result));
        write(request.reports().json(), JsonReport.of(result));
        write(request.reports().html(), HtmlReport.of(result));
        request.output().table().print(TableReport.of(result));
        request.output().table().flush();
    }

    private static void write(@Nullable Path file, String text) throws IOException {
        if (file == null) {
            return;
        }
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        Files.writeString(file, text);
    }
}
