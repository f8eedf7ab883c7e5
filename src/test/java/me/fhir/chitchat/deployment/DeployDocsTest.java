package me.fhir.chitchat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every command of docs/deploy.md is run by a test, or is said to need what no test has. */
class DeployDocsTest {
    private static final Path CASES = Path.of("src/test/kubernetes");

    @Test
    void everyCommandIsListed() throws Exception {
        Set<String> documented = DocumentedCommands.of(Path.of("docs/deploy.md"));
        Set<String> listed = listed().keySet();

        assertThat(documented).hasSizeGreaterThan(60);
        assertThat(documented.stream().filter(command -> !listed.contains(command)))
                .as("commands of docs/deploy.md that src/test/kubernetes/commands.txt does not list")
                .isEmpty();
        assertThat(listed.stream().filter(command -> !documented.contains(command)))
                .as("listed commands that docs/deploy.md no longer has")
                .isEmpty();
    }

    @Test
    void listedScriptsRunOrNameWhatTheyNeed() throws Exception {
        ScriptCases cases = new ScriptCases(scripts());

        listed().forEach((command, runner) -> {
            if (runner.startsWith("case_")) {
                assertThat(cases.run(runner)).as(runner).isTrue();
                assertThat(cases.missing(command, runner))
                        .as("%s in %s", command, runner)
                        .isEmpty();
            } else if (runner.endsWith("Test") || runner.endsWith("IT")) {
                assertThat(Path.of("src/test/java/me/fhir/chitchat", runner + ".java"))
                        .exists();
            } else {
                assertThat(runner).as(command).matches("needs .+|\\.ci/run");
            }
        });
    }

    private static Map<String, String> listed() throws IOException {
        Map<String, String> listed = new LinkedHashMap<>();
        for (String line : Files.readAllLines(CASES.resolve("commands.txt"))) {
            if (!line.startsWith("#")) {
                int bar = line.lastIndexOf(" | ");
                listed.put(line.substring(0, bar), line.substring(bar + 3));
            }
        }
        return listed;
    }

    private static List<Path> scripts() throws IOException {
        try (Stream<Path> ours = Files.list(CASES);
                Stream<Path> images = Files.list(Path.of("src/test/image"))) {
            return Stream.concat(ours, images)
                    .filter(file -> file.toString().endsWith(".sh"))
                    .toList();
        }
    }
}
