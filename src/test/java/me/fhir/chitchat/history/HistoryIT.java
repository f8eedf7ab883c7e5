package me.fhir.chitchat.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** The short form of the history checker: each fault about once. The long one is in docs/reliability.md. */
class HistoryIT {
    private static final Plan SHORT =
            new Plan(2, 60, Duration.ofSeconds(15), Duration.ofMillis(20), Duration.ofSeconds(2));

    static List<OwnServers.Kind> kinds() {
        return List.of(
                new OwnServers.Kind(1, false, 0), new OwnServers.Kind(1, true, 0), new OwnServers.Kind(3, true, 0));
    }

    @ParameterizedTest
    @MethodSource("kinds")
    void nothingIsFoundWhileServersAreKilledPausedAndRestarted(OwnServers.Kind kind, @TempDir Path folder)
            throws Exception {
        try (HistoryFile history = new HistoryFile(folder.resolve("history.jsonl"))) {
            Nemesis nemesis = new Nemesis(history, SHORT.faultEvery());
            try (OwnServers servers = OwnServers.start(folder, kind, nemesis)) {
                HistoryRun run = new HistoryRun(new RunContext(servers::addresses, history, SHORT));
                assertThat(run.play(nemesis)).isEmpty();
            }
            assertThat(history.summary()).contains("Acknowledged", "Fault", "ReadDone", "Stored");
        }
    }
}
