package me.fhir.chitchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The suites that docs/testing.md shows, and the command line's exit codes, in processes of their own. */
@Timeout(300)
class TestingDocsTest {
    private static final Pattern SUITE = Pattern.compile("```yaml\n(.*?)```", Pattern.DOTALL);

    @TempDir
    private Path folder;

    private record Ended(int code, String out, String err) {}

    private Path suite(int number) throws Exception {
        List<String> suites = SUITE.matcher(Files.readString(Path.of("docs/testing.md")))
                .results()
                .map(MatchResult::group)
                .map(block -> block.substring("```yaml\n".length(), block.length() - "```".length()))
                .toList();
        return Files.writeString(folder.resolve("suite-" + number + ".yml"), suites.get(number));
    }

    private Ended test(String... arguments) throws Exception {
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "-Djava.io.tmpdir=" + folder,
                "-cp",
                System.getProperty("java.class.path"),
                ChitchatApplication.class.getName(),
                "test"));
        command.addAll(List.of(arguments));
        Path out = folder.resolve("out");
        Path err = folder.resolve("err");
        ProcessBuilder builder =
                new ProcessBuilder(command).redirectOutput(out.toFile()).redirectError(err.toFile());
        builder.environment().remove("AGENT_TOKEN");
        Process process = builder.start();
        assertThat(process.waitFor(200, TimeUnit.SECONDS)).isTrue();
        return new Ended(process.exitValue(), Files.readString(out), Files.readString(err));
    }

    @Test
    void theSuiteRunsAndPassesAndLeavesNothingBehind() throws Exception {
        Path report = folder.resolve("report.xml");
        Ended ended = test(suite(0).toString(), "--junit", report.toString());
        assertThat(ended.code()).as(ended.err()).isZero();
        assertThat(ended.out())
                .startsWith("scenario ")
                .contains("3 of 3", "2 of 2")
                .endsWith("Passed.\n");
        assertThat(ended.err().lines()).as(ended.err()).hasSize(5);
        assertThat(report).content().contains("tests=\"3\"", "tests=\"2\"");
        assertThat(folder.toFile().list((parent, name) -> name.startsWith("chitchat-test")))
                .isEmpty();
    }

    @Test
    void aMistakeIsNamedAndEndsWithThree() throws Exception {
        Ended ended = test(suite(1).toString());
        assertThat(ended.code()).isEqualTo(3);
        assertThat(ended.err())
                .isEqualToIgnoringNewLines(
                        "headers.Authorization: needs the environment variable AGENT_TOKEN, which is not set");
        assertThat(test(suite(0).toString(), "--bogus").code()).isEqualTo(3);
        assertThat(test(suite(0).toString(), "--seat", "patient-agent").code()).isEqualTo(3);
    }

    @Test
    void aServerThatIsNotThereEndsWithTwo() throws Exception {
        Ended ended = test(suite(0).toString(), "--server", "http://127.0.0.1:9");
        assertThat(ended.code()).isEqualTo(2);
        assertThat(ended.err()).contains("http://127.0.0.1:9/api cannot be reached");
    }
}
