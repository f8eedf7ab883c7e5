package me.fhir.chitchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * The libraries that go into the jar, by name, version and content: one that is new, changed or gone fails the build until a
 * person has looked at it. CONTRIBUTING.md says how to refresh the list.
 */
class DependenciesTest {
    private static final Path LISTED = Path.of("src/test/resources/dependencies.txt");
    /** Written by the execution libraries-of-the-jar in pom.xml. */
    private static final Path RESOLVED = Path.of("target/runtime-dependencies.txt");

    private static final Path ACTUAL = Path.of("target/dependencies.txt");
    /** {@code group:artifact:jar[:classifier]:version:scope:file}, then perhaps the name of its module. */
    private static final Pattern LIBRARY =
            Pattern.compile("\\s+(\\S+):(?:compile|runtime):(.+?\\.jar)(?: -- module .*)?");

    @Test
    void everyLibraryOfTheJarIsTheOneThatWasLookedAt() throws IOException {
        List<String> actual = resolved();
        Files.write(ACTUAL, actual);
        assertThat(actual)
                .as("libraries of the jar; compare %s with %s, and see CONTRIBUTING.md", ACTUAL, LISTED)
                .isEqualTo(listed());
    }

    private static List<String> listed() throws IOException {
        try (Stream<String> lines = Files.lines(LISTED)) {
            return lines.filter(line -> !line.isBlank() && !line.startsWith("#"))
                    .toList();
        }
    }

    private static List<String> resolved() throws IOException {
        assertThat(RESOLVED).as("mvn generate-test-resources writes it").exists();
        try (Stream<String> lines = Files.lines(RESOLVED)) {
            List<String> libraries = lines.map(LIBRARY::matcher)
                    .filter(Matcher::matches)
                    .map(library -> library.group(1) + " " + sha256(Path.of(library.group(2))))
                    .sorted()
                    .toList();
            assertThat(libraries)
                    .as("lines of %s that were understood", RESOLVED)
                    .hasSizeGreaterThan(50);
            return libraries;
        }
    }

    private static String sha256(Path file) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(Files.readAllBytes(file)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }
}
