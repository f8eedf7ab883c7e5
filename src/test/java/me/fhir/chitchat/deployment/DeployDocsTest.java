package me.fhir.chitchat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** Every command of docs/deploy.md is run by a test, or is said to need what no test has. */
class DeployDocsTest {
    private static final Path CASES = Path.of("src/test/kubernetes");

    @Test
    void everyCommandIsRunOrSaysWhatItNeeds() throws Exception {
        Map<String, String> listed = new LinkedHashMap<>();
        for (String line : Files.readAllLines(CASES.resolve("commands.txt"))) {
            if (!line.startsWith("#")) {
                int bar = line.lastIndexOf(" | ");
                listed.put(line.substring(0, bar), line.substring(bar + 3));
            }
        }

        assertThat(listed.keySet()).containsExactlyInAnyOrderElementsOf(documented());

        String scripts = Files.readString(CASES.resolve("traps.sh"))
                + Files.readString(CASES.resolve("profiles.sh"))
                + Files.readString(Path.of("src/test/image/cases.sh"));
        listed.forEach((command, runner) -> {
            Matcher function = Pattern.compile("case_\\w+").matcher(runner);
            if (function.find()) {
                assertThat(scripts).as(command).contains(function.group() + "() {", "check " + function.group() + " ");
            } else if (runner.endsWith("Test")) {
                assertThat(Path.of("src/test/java/me/fhir/chitchat", runner + ".java"))
                        .exists();
            } else {
                assertThat(runner).as(command).matches("needs .+|\\.ci/run");
            }
        });
    }

    /** The lines of the page's blocks without what is said behind them. */
    private static List<String> documented() throws IOException {
        List<String> commands = new ArrayList<>();
        boolean block = false;
        for (String line : Files.readAllLines(Path.of("docs/deploy.md"))) {
            if (line.startsWith("```")) {
                block = !block;
            } else if (block) {
                String command = line.replaceFirst("\\s+#.*", "").strip();
                if (!commands.contains(command)) {
                    commands.add(command);
                }
            }
        }
        return commands;
    }
}
