package me.fhir.chitchat.testrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.json.Json;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The packaged command {@code test}: killed with -9 and resumed, and what its exit codes say. */
class ResumeAfterKillIT {
    private static final Duration LONG = Duration.ofMinutes(2);
    private static final int RUNS = 8;
    private static final String SUITE = """
            scenarios: [scen_vision_screen_01]
            concurrency: 2
            runs: %d
            """.formatted(RUNS);

    @TempDir
    private Path folder;

    private Process test(String suite, String... options) throws IOException {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-jar",
                System.getProperty("chitchat.jar"),
                "test",
                Files.writeString(folder.resolve("suite.yml"), suite).toString()));
        command.addAll(List.of(options));
        return new ProcessBuilder(command)
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("output.txt").toFile())
                .start();
    }

    private int code(Process process) throws InterruptedException {
        assertThat(process.waitFor(LONG.toSeconds(), TimeUnit.SECONDS)).isTrue();
        return process.exitValue();
    }

    private List<String> lines(Path log) throws IOException {
        return Files.exists(log) ? Files.readAllLines(log) : List.of();
    }

    @Test
    void repeatsNothingThatHadFinished() throws Exception {
        Path log = folder.resolve("runs.log");
        Process killed = test(SUITE, "--resume", log.toString());
        await().atMost(LONG).until(() -> lines(log).size() >= 4);
        killed.destroyForcibly().waitFor();
        List<String> before = lines(log);
        assertThat(before.size()).isLessThanOrEqualTo(RUNS);

        Path json = folder.resolve("report.json");
        assertThat(code(test(SUITE, "--resume", log.toString(), "--json", json.toString())))
                .isZero();
        List<String> after = lines(log);
        // The last line may have been cut off by the kill; what was whole stays as it was.
        assertThat(after).startsWith(before.subList(0, before.size() - 1).toArray(String[]::new));
        assertThat(after).hasSize(RUNS + 1);
        assertThat(after.subList(1, after.size()).stream()
                        .map(line -> Json.parseOrNull(line) instanceof Json.Object run ? run.raw("run") : line))
                .doesNotHaveDuplicates()
                .hasSize(RUNS);
        assertThat(Files.readString(json)).contains("\"passed\":" + RUNS);

        assertThat(code(test(SUITE, "--resume", log.toString()))).isZero();
        assertThat(lines(log)).isEqualTo(after);
    }

    @Test
    void tellsByItsExitCodeWhatWentWrong() throws Exception {
        String failing = "scenarios: [{id: scen_vision_screen_01, contract: {endings: [neutral]}}]\nruns: 1\n";
        assertThat(code(test(failing))).isEqualTo(1);
        String unreachable = """
                scenarios: [scen_vision_screen_01]
                runs: 1
                seats: {school-nurse: "a2a:http://127.0.0.1:9/nobody"}
                """;
        assertThat(code(test(unreachable))).isEqualTo(2);
        assertThat(code(test("scenarios: [no_such_scenario]\n"))).isEqualTo(3);
        assertThat(code(test(SUITE, "--bogus"))).isEqualTo(3);
    }
}
