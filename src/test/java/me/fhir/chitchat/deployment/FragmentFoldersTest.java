package me.fhir.chitchat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The folders that {@code jkube.environment} may name; src/main/k8s/pom.xml lists them, so that the plugin refuses any other name. */
class FragmentFoldersTest {
    @Test
    void thePomListsTheFoldersThatExist() throws Exception {
        Matcher listed = Pattern.compile(
                        "<includes>\\$\\{interop\\.checkedFragments}</includes>\\s*<excludes>([^<]*)</excludes>")
                .matcher(Files.readString(Path.of("src/main/k8s/pom.xml")));

        assertThat(listed.find()).isTrue();
        try (Stream<Path> folders = Files.list(Path.of("src/main/jkube"))) {
            assertThat(List.of(listed.group(1).split(",")))
                    .containsExactlyElementsOf(
                            folders.map(folder -> folder.getFileName().toString())
                                    .sorted()
                                    .toList());
        }
    }
}
