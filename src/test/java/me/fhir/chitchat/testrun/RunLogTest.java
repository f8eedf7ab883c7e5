package me.fhir.chitchat.testrun;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.List;
import me.fhir.chitchat.testrun.RunResult.RunOutcome;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RunLogTest {
    @TempDir
    private Path folder;

    private static RunResult result(int run, RunOutcome outcome) {
        return new RunResult(
                new RunResult.RunKey(0, run),
                outcome,
                "why \"not\"\n",
                new RunResult.RunFigures(7, "http://x/s/y", 4, 1500, new RunResult.ModelUse(3, 5, 0.25)),
                List.of(new RunResult.SaidLine("a", "hello")));
    }

    @Test
    void remembersWhatWasJudgedAndNothingElse() throws IOException {
        Path file = folder.resolve("runs");
        try (RunLog log = new RunLog(file, "hash")) {
            log.add(result(1, RunOutcome.PASSED));
            log.add(result(2, RunOutcome.NOT_JUDGED));
            log.add(result(3, RunOutcome.FAILED));
            log.add(result(4, RunOutcome.SKIPPED));
        }
        try (RunLog log = new RunLog(file, "hash")) {
            assertThat(log.finished().values())
                    .containsExactlyInAnyOrder(result(1, RunOutcome.PASSED), result(3, RunOutcome.FAILED));
        }
    }

    @Test
    void forgetsALineThatAKillCutOff() throws IOException {
        Path file = folder.resolve("runs");
        try (RunLog log = new RunLog(file, "hash")) {
            log.add(result(1, RunOutcome.PASSED));
        }
        Files.writeString(file, "{\"scenario\":0,\"run\":2,\"outc", StandardOpenOption.APPEND);
        try (RunLog log = new RunLog(file, "hash")) {
            assertThat(log.finished()).hasSize(1);
            log.add(result(2, RunOutcome.FAILED));
        }
        try (RunLog log = new RunLog(file, "hash")) {
            assertThat(log.finished()).hasSize(2);
        }
    }

    @Test
    void beginsAgainWhereNotEvenTheFirstLineIsWhole() throws IOException {
        Path file = Files.writeString(folder.resolve("runs"), "{\"format\":\"chit");
        try (RunLog log = new RunLog(file, "hash")) {
            assertThat(log.finished()).isEmpty();
        }
        assertThat(Files.readString(file))
                .startsWith("{\"format\":\"chitchat-test-runs\"")
                .endsWith("}\n");
    }

    @Test
    void takesNoFileOfAnotherSuiteAndOverwritesNothingElse() throws IOException {
        Path file = folder.resolve("runs");
        new RunLog(file, "other").close();
        assertThatExceptionOfType(SuiteException.class)
                .isThrownBy(() -> new RunLog(file, "hash"))
                .withMessageContaining("of another suite");
        for (String text : List.of("my letter\n", "my letter")) {
            Path foreign = Files.writeString(folder.resolve("letter"), text);
            assertThatExceptionOfType(SuiteException.class).isThrownBy(() -> new RunLog(foreign, "hash"));
            assertThat(foreign).hasContent(text.strip());
        }
    }
}
