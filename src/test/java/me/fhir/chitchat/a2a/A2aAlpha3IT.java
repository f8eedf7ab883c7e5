package me.fhir.chitchat.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.deployment.Maven;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The Java SDK of A2A 1.0, written by others, finishes a scripted scenario; on a class path of its own. */
class A2aAlpha3IT {
    @RegisterExtension
    static final A2aServer SERVER = new A2aServer();

    @Test
    void finishesAScenario(@TempDir Path folder) throws IOException, InterruptedException {
        Maven.run(Path.of("src/test/a2a-1.0"), Map.of(), "-q", "dependency:copy-dependencies")
                .orFail();
        Path output = folder.resolve("output");
        Process client = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        "target/a2a-1.0/*",
                        "src/test/a2a-1.0/A2aAlpha3Scenario.java",
                        SERVER.uri(A2aServer.ASK_THEN_APPROVE, "/a2a").toString())
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        try {
            assertThat(client.waitFor(90, TimeUnit.SECONDS)).as("it ends").isTrue();
            assertThat(client.exitValue())
                    .as(Files.readString(output, StandardCharsets.UTF_8))
                    .isZero();
            assertThat(Files.readString(output, StandardCharsets.UTF_8)).contains("finished");
        } finally {
            client.destroyForcibly();
        }
    }
}
