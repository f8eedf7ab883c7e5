package me.fhir.chitchat;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The build can be read: the main pom in ten minutes, and none of its parents is made short by squeezing lines. */
class PomTest {
    private static final Pattern SECOND_ELEMENT = Pattern.compile("(</[^>]+>|/>)\\s*<");

    @Test
    void isShort() throws Exception {
        assertThat(Files.readAllLines(Path.of("pom.xml"))).hasSizeLessThanOrEqualTo(550);
    }

    @ParameterizedTest
    @ValueSource(strings = {"pom.xml", "src/main/k8s/pom.xml", "src/build/pom.xml"})
    void hasOneElementOnALine(String file) throws Exception {
        assertThat(Files.readAllLines(Path.of(file)))
                .noneMatch(line -> SECOND_ELEMENT.matcher(line).find());
    }
}
