package me.fhir.chitchat.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.File;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FatalErrorsTest {
    private static final int THREADS = 4;
    private static final int EXIT_CODE_OF_THE_JVM = 3;

    @TempDir
    private Path folder;

    /** Holds all its memory, takes what is given back at once, and has a thread that ends for lack of it. */
    static final class FullHeap {
        private FullHeap() {}

        public static void main(String[] arguments) throws InterruptedException {
            FatalErrors.watchThreads();
            for (int i = 0; i < THREADS; i++) {
                new Thread(FullHeap::holdAll).start();
            }
            Thread.currentThread().join();
        }

        private static void holdAll() {
            Object[] held = {};
            int size = 1 << 16;
            boolean without = false;
            while (true) {
                try {
                    held = size > 0 ? new Object[] {held, new byte[size]} : new Object[] {held};
                } catch (OutOfMemoryError e) {
                    if (size == 0 && !without) {
                        without = true;
                        new Thread(FullHeap::needMore).start();
                    }
                    size /= 2;
                }
            }
        }

        private static void needMore() {
            Object[] held = {};
            while (true) {
                held = new Object[] {held};
            }
        }
    }

    @Test
    void aProcessWithoutMemoryEnds() throws Exception {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-Xmx24m",
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        FullHeap.class.getName())
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("log").toFile())
                .start();
        try {
            assertThat(process.waitFor(60, TimeUnit.SECONDS)).as("it ended").isTrue();
            assertThat(process.exitValue()).isEqualTo(EXIT_CODE_OF_THE_JVM);
        } finally {
            process.destroyForcibly();
        }
    }

    /** That of the tests, from another working folder. */
    private static String classPath() {
        List<String> entries = new ArrayList<>();
        for (String entry : System.getProperty("java.class.path").split(File.pathSeparator, -1)) {
            entries.add(Path.of(entry).toAbsolutePath().toString());
        }
        return String.join(File.pathSeparator, entries);
    }
}
