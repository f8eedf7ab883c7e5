package me.fhir.chitchat.json;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** JSON is read and written in one place: the sources outside of this package neither write braces nor know Jackson. */
class OneWriterTest {
    private static final Path SOURCES = Path.of("src/main/java/me/fhir/chitchat");

    /** Where a library's own types are Jackson's: Dropwizard's configuration, errors and client; the schema validator. */
    private static final Set<String> FORCED = Set.of(
            "runtime/settings/EnvironmentConfigurationFactory.java",
            "runtime/settings/EnvironmentSettings.java",
            "runtime/settings/SettingType.java",
            "runtime/settings/PlainObjectMapper.java",
            "resources/JacksonExceptionMapper.java",
            "llm/http/JerseyClients.java",
            "scenario/schema/JsonSchema.java",
            "scenario/schema/BudgetedNodes.java");

    private static List<String> filesWithLine(Predicate<String> line) throws IOException {
        try (Stream<Path> files = Files.walk(SOURCES)) {
            return files.filter(file -> file.toString().endsWith(".java"))
                    .filter(file -> lines(file).stream().anyMatch(line))
                    .map(file -> SOURCES.relativize(file).toString().replace('\\', '/'))
                    .filter(name -> !name.startsWith("json/"))
                    .toList();
        }
    }

    private static List<String> lines(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void noOtherPackageWritesABrace() throws IOException {
        assertThat(filesWithLine(line -> line.contains("{\\\""))).isEmpty();
    }

    @Test
    void noOtherPackageKnowsJacksonUnlessALibraryForcesIt() throws IOException {
        assertThat(filesWithLine(line -> line.startsWith("import com.fasterxml.jackson.")
                        && !line.startsWith("import com.fasterxml.jackson.annotation.")))
                .isSubsetOf(FORCED);
    }

    @Test
    void looksAtTheRightFiles() throws IOException {
        assertThat(filesWithLine(line -> line.startsWith("package me.fhir.chitchat.conversation;")))
                .contains("conversation/Meta.java");
    }
}
