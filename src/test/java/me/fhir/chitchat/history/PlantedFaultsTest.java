package me.fhir.chitchat.history;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import me.fhir.chitchat.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The whole history checker, against a server that is made to break what it promises. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class PlantedFaultsTest {
    private static final Plan TWO_TALKS = new Plan(2, 60, Duration.ZERO, Duration.ofMillis(2), Duration.ofHours(1));
    private static final Duration TIMEOUT = Duration.ofSeconds(20);

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = TestServer.start(folder.resolve("data.db"), TestServer.quiet());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void isFoundByItsKind(PlantedFault fault, @TempDir Path folder) throws Exception {
        try (LyingProxy proxy = LyingProxy.start(server.webSocket(), fault.lies());
                HistoryFile history = new HistoryFile(folder.resolve("history.jsonl"))) {
            ServerAddress lying = new ServerAddress("http://127.0.0.1:" + server.port(), proxy.webSocket());
            HistoryRun run = new HistoryRun(new RunContext(() -> List.of(lying), history, TWO_TALKS), TIMEOUT);
            List<Violation> found = run.play(new Nemesis(history, Duration.ofHours(1)));
            Violation.Kind expected = fault.causes();
            if (expected == null) {
                assertThat(found).isEmpty();
            } else {
                assertThat(found).extracting(Violation::kind).contains(expected);
            }
        }
    }
}
