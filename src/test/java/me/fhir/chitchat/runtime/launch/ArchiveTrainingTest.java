package me.fhir.chitchat.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

class ArchiveTrainingTest {
    /** A training that took the variables over would play its conversations in the real database. */
    @Test
    void theTrainingGetsNoVariableOfTheServerButTheFormOfItsLog() throws Exception {
        Map<String, String> environment =
                new HashMap<>(Map.of("PATH", "/bin", "JDK_JAVA_OPTIONS", "-ea", "OPENAI_API_KEY", "x"));
        Matcher documented = Pattern.compile("\\[([A-Z][A-Z_]+)]").matcher(Files.readString(Path.of("config.yml")));
        while (documented.find()) {
            environment.put(documented.group(1), "x");
        }
        assertThat(environment).containsKeys("DATABASE_URL", "SEAT_SECRET");

        ArchiveTraining.forgetTheServersSettings(environment);

        assertThat(environment).containsOnlyKeys("PATH", "JDK_JAVA_OPTIONS", "LOG_FORMAT");
    }
}
