package me.fhir.chitchat.fuzz;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Sends what the fuzzer begins with, and all that it ever found, as an ordinary test. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class FuzzRegressionTest {
    private static final Path INPUTS = Path.of("src/test/fuzz/corpus");

    private FuzzedServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = FuzzedServer.start(folder, Duration.ofMinutes(1));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @ParameterizedTest
    @EnumSource
    void isAnsweredWithoutAnInternalError(FuzzTarget target) throws Exception {
        List<Path> inputs = inputs(target);
        assertThat(inputs).isNotEmpty();
        for (Path input : inputs) {
            try {
                target.send(server, Files.readString(input));
            } catch (AssertionError e) {
                throw new AssertionError(input.toString(), e);
            }
        }
    }

    private static List<Path> inputs(FuzzTarget target) throws IOException {
        try (Stream<Path> files = Files.list(INPUTS.resolve(target.name().toLowerCase(Locale.ROOT)))) {
            return files.sorted().toList();
        }
    }
}
