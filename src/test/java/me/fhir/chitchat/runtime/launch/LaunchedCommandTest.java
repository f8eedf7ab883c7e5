package me.fhir.chitchat.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LaunchedCommandTest {
    @TempDir
    private Path folder;

    @Test
    void keepsTheOptionsAndTheArgumentsInTheirPlaces() throws IOException {
        Path jar = Files.writeString(folder.resolve("my app.jar"), "");

        LaunchedCommand command = LaunchedCommand.of(
                        List.of("-Xmx300m", "-Da=b c", "-jar", jar.toString(), "server", "-jar"))
                .orElseThrow();

        assertThat(command.with(List.of("-XX:AOTCache=x")))
                .containsExactly("-XX:AOTCache=x", "-Xmx300m", "-Da=b c", "-jar", jar.toString(), "server", "-jar");
        assertThat(command.choosesItsOwnArchive()).isFalse();
    }

    @Test
    void isNoneWithoutAJarThatExists() {
        assertThat(LaunchedCommand.of(List.of("-cp", "classes", "Main", "server")))
                .isEmpty();
        assertThat(LaunchedCommand.of(List.of("-jar"))).isEmpty();
        assertThat(LaunchedCommand.of(List.of("-jar", folder.resolve("gone.jar").toString(), "server")))
                .isEmpty();
    }

    @Test
    void leavesACommandWithAnArchiveOrAnAgentAlone() throws IOException {
        Path jar = Files.writeString(folder.resolve("a.jar"), "");
        for (String option : List.of(
                "-XX:SharedArchiveFile=a.jsa",
                "-XX:AOTCache=a.aot",
                "-Xshare:off",
                "-javaagent:x.jar",
                "-agentlib:jdwp")) {
            assertThat(LaunchedCommand.of(List.of(option, "-jar", jar.toString(), "server")))
                    .hasValueSatisfying(command ->
                            assertThat(command.choosesItsOwnArchive()).isTrue());
        }
    }
}
