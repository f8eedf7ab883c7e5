package me.fhir.chitchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** What sources are like that the formatter and the compiler do not see to. */
class SourceFilesTest {
    private static final int MAX_LINES = 300;

    /** Waiting for time to pass and measuring the whole JVM: a busy machine answers otherwise than a quiet one. */
    private static final Pattern MACHINE_DEPENDENT =
            Pattern.compile("(?:\\bsleep|Thread\\.activeCount|System\\.gc|waitForTimeout|\\.parkNanos)\\(");

    private static final Pattern POSTGRES_SQL =
            Pattern.compile("\\bpg_\\w+\\(|::(?:bigint|xid8)\\b|FOR NO KEY|nextval\\(|clock_timestamp|string_to_array");

    /** A type of the JDK within a statement; two of the same name are told apart so. */
    private static final Pattern QUALIFIED_TYPE =
            Pattern.compile("(?m)^ +(?![*/ ])[^\"\n]*?(?<![\\w.])(java(?:\\.[a-z]\\w*)+\\.([A-Z]\\w*))");

    /** They choose the moment at which a process is killed, or the pace of a client that tries again. */
    private static final Set<String> CHOOSE_A_MOMENT =
            Set.of("CrashIT.java", "a2a/dial/KilledServerIT.java", "seat/KilledServerTest.java");

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
    void typesAreImported() throws IOException {
        List<String> found = new ArrayList<>();
        for (Path file : javaFiles("src/main/java", file -> true)) {
            String text = Files.readString(file);
            QUALIFIED_TYPE
                    .matcher(text)
                    .results()
                    .filter(type -> !text.contains("." + type.group(2) + ";\n"))
                    .forEach(type -> found.add(file + " " + type.group(1)));
        }
        assertThat(found).isEmpty();
        assertThat(QUALIFIED_TYPE
                        .matcher("        var now = java.time.Instant.now();")
                        .find())
                .isTrue();
    }

    @Test
    void theSqlOfPostgresStandsWhereTheDialectsAre() throws IOException {
        Path db = Path.of("src/main/java/me/fhir/chitchat/db");
        List<Path> found = new ArrayList<>();
        for (Path file : javaFiles(
                "src/main/java",
                file -> !file.startsWith(db.resolve("sql")) && !file.startsWith(db.resolve("engine")))) {
            if (POSTGRES_SQL.matcher(Files.readString(file)).find()) {
                found.add(file);
            }
        }
        assertThat(found).isEmpty();
    }

    @Test
    void testsDoNotDependOnTheMachine() throws IOException {
        Path tests = Path.of("src/test/java/me/fhir/chitchat");
        List<String> found = new ArrayList<>();
        // history/ injects faults into running servers, at moments of its choice.
        for (Path file : javaFiles("src/test/java", file -> !file.startsWith(tests.resolve("history")))) {
            if (MACHINE_DEPENDENT.matcher(Files.readString(file)).find()) {
                found.add(tests.relativize(file).toString());
            }
        }
        assertThat(found).containsExactlyInAnyOrderElementsOf(CHOOSE_A_MOMENT);
    }
}
