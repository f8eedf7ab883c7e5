package me.fhir.chitchat.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The packaged jar, started as a person starts it, makes its archive and uses it the next time. */
@DisabledOnOs(OS.WINDOWS)
class QuickStartIT {
    @TempDir
    private Path folder;

    @Test
    void theFirstStartMakesAnArchiveAndTheSecondUsesItInTheSameProcess() throws Exception {
        Process first = start("on");
        List<String> plain = commandLine(first);
        assertThat(plain).noneMatch(QuickStartIT::usesAnArchive);
        // It outlives the server that began it, as a person who only has a look will stop it before.
        stop(first);
        await().atMost(Duration.ofMinutes(10)).until(() -> archives().size() == 1 && remains() == 1);

        Process second = start("on");
        assertThat(commandLine(second)).anyMatch(QuickStartIT::usesAnArchive);
        // The arguments after the jar are the person's own.
        assertThat(commandLine(second)
                        .subList(
                                commandLine(second).indexOf("-jar"),
                                commandLine(second).size()))
                .isEqualTo(plain.subList(plain.indexOf("-jar"), plain.size()));
        stop(second);

        // A damaged archive is ignored by the JVM.
        Path archive = archives().get(0);
        assertThat(archive.toFile().setWritable(true)).isTrue();
        Files.writeString(archive, "no archive");
        stop(start("on"));

        Process without = start("off");
        assertThat(commandLine(without)).noneMatch(QuickStartIT::usesAnArchive);
        stop(without);
    }

    private Process start(String archive) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-jar",
                        System.getProperty("chitchat.jar"),
                        "server")
                .redirectErrorStream(true)
                .directory(folder.toFile());
        builder.environment().put("PORT", "0");
        builder.environment().put("ADMIN_PORT", "0");
        builder.environment().put("CHITCHAT_ARCHIVE", archive);
        builder.environment().put("CHITCHAT_CACHE_DIR", folder.resolve("cache").toString());
        Process process = builder.start();
        BufferedReader lines = process.inputReader();
        StringBuilder output = new StringBuilder();
        for (String line = lines.readLine(); line != null; line = lines.readLine()) {
            output.append(line).append('\n');
            if (line.startsWith("Chitchat is ready at")) {
                return process;
            }
        }
        throw new AssertionError("the server ended:\n" + output);
    }

    private static void stop(Process process) throws InterruptedException {
        process.destroy();
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
    }

    private static List<String> commandLine(Process process) {
        return List.of(process.toHandle().info().arguments().orElseThrow());
    }

    private static boolean usesAnArchive(String argument) {
        return argument.startsWith("-XX:SharedArchiveFile=") || argument.startsWith("-XX:AOTCache=");
    }

    private List<Path> archives() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.filter(file ->
                            file.toString().endsWith(".jsa") || file.toString().endsWith(".aot"))
                    .toList();
        }
    }

    /** Nothing stays in the cache folder but the archive: no lock, no half of it, no data of the training. */
    private long remains() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.count();
        }
    }
}
