package me.fhir.chitchat.db.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** In processes of their own: a library that a JVM has loaded stays. */
@EnabledOnOs(OS.LINUX)
class NativeLibraryTest {
    @TempDir
    private Path temporary;

    @Test
    void isTheOnlyCopyWhenItIsLoadedFirst() throws Exception {
        assertThat(mapped("library", "driver"))
                .containsOnlyOnce("libsqlitejdbc.so")
                .contains("chitchat-");
    }

    /** So that nothing is left behind however the process ends. */
    @Test
    void leavesNoFileWhileItIsInUse() throws Exception {
        mapped("library", "driver");
        try (Stream<Path> files = Files.walk(temporary)) {
            assertThat(files.filter(Files::isRegularFile)).containsExactly(temporary.resolve("output"));
        }
    }

    @Test
    void isNotLoadedBesideTheDriversOwnCopy() throws Exception {
        assertThat(mapped("driver", "library")).containsOnlyOnce("libsqlitejdbc.so");
    }

    /** Loads in that order in a new JVM; the copies of the library that are mapped then, one a line. */
    private String mapped(String... order) throws Exception {
        Path output = temporary.resolve("output");
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-Djava.io.tmpdir=" + temporary,
                        "-cp",
                        System.getProperty("java.class.path"),
                        Loading.class.getName(),
                        order[0],
                        order[1])
                .redirectErrorStream(true)
                .redirectOutput(output.toFile())
                .start();
        assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
        String printed = Files.readString(output);
        assertThat(process.exitValue()).as(printed).isZero();
        return printed;
    }

    static final class Loading {
        private Loading() {}

        public static void main(String... order) throws Exception {
            for (String step : order) {
                if (step.equals("library")) {
                    NativeLibrary.load();
                } else {
                    try (Connection connection = DriverManager.getConnection("jdbc:sqlite::memory:")) {
                        connection.createStatement().close();
                    }
                }
            }
            Files.readAllLines(Path.of("/proc/self/maps"), UTF_8).stream()
                    .filter(line -> line.contains("libsqlitejdbc.so"))
                    .map(line -> line.substring(line.indexOf('/')))
                    .distinct()
                    .forEach(System.out::println);
        }
    }
}
