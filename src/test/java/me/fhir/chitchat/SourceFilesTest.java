package me.fhir.chitchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What sources are like that the formatter and the compiler do not see to. */
class SourceFilesTest {
    private static final int MAX_LINES = 300;

    /** Waiting for time to pass and measuring the whole JVM: a busy machine answers otherwise than a quiet one. */
    private static final Pattern MACHINE_DEPENDENT =
            Pattern.compile("(?:Thread\\.(?:sleep|activeCount)|System\\.gc)\\(");

    private static List<Path> javaFiles(String folder, Predicate<Path> wanted) throws IOException {
        try (Stream<Path> files = Files.walk(Path.of(folder))) {
            return files.filter(file -> file.toString().endsWith(".java") && wanted.test(file))
                    .toList();
        }
    }

    @Test
    void mainClassesStayShort() throws IOException {
        List<String> longer = new ArrayList<>();
        for (Path file : javaFiles("src/main/java", file -> true)) {
            int lines = Files.readAllLines(file).size();
            if (lines > MAX_LINES) {
                longer.add(file + " " + lines);
            }
        }
        assertThat(longer).isEmpty();
    }

    @Test
    void testsDoNotDependOnTheMachine() throws IOException {
        List<Path> found = new ArrayList<>();
        for (Path file : javaFiles("src/test/java", file -> file.toString().endsWith("Test.java"))) {
            if (MACHINE_DEPENDENT.matcher(Files.readString(file)).find()) {
                found.add(file.getFileName());
            }
        }
        // It paces the packets of a slow client, and waits for none.
        assertThat(found).containsExactly(Path.of("RequestFilterTest.java"));
    }
}
