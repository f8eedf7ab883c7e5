package me.fhir.chitchat.web;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.SortedMap;
import org.junit.jupiter.api.Test;

class ClassPathFolderTest {
    /** A folder that the class path is sure to have in a jar. */
    private static final String IN_JAR = "META-INF/maven/io.dropwizard";

    private static final String LANDMARK = "dropwizard-core/pom.properties";

    @Test
    void aFolderInAJarIsReadWithAllBelowItAndNothingBeside() {
        SortedMap<String, byte[]> files = ClassPathFolder.read(IN_JAR, LANDMARK);

        assertThat(files).containsOnlyKeys("dropwizard-core/pom.properties", "dropwizard-core/pom.xml");
        assertThat(new String(files.get(LANDMARK), UTF_8)).contains("artifactId=dropwizard-core");
    }

    @Test
    void aJarCanBeReadAgain() {
        assertThat(ClassPathFolder.read(IN_JAR, LANDMARK)).hasSize(2);
        assertThat(ClassPathFolder.read(IN_JAR, LANDMARK)).hasSize(2);
    }

    @Test
    void oneFileHasTheContentThatItHasAmongAll() {
        assertThat(ClassPathFolder.file(IN_JAR, LANDMARK))
                .hasValue(ClassPathFolder.read(IN_JAR, LANDMARK).get(LANDMARK));
        assertThat(ClassPathFolder.file("assets", "index.html"))
                .hasValue(ClassPathFolder.read("assets", "index.html").get("index.html"));
        assertThat(ClassPathFolder.file("assets", "js/unknown.js.map")).isEmpty();
    }

    @Test
    void aMissingFolderIsNamed() {
        assertThatThrownBy(() -> ClassPathFolder.read("nowhere", "index.html"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("nowhere/index.html");
    }
}
