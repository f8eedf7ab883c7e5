package me.fhir.chitchat.deployment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** {@code mvn k8s:build} without a daemon: with nothing packaged, and with the jar that the surrounding build made. */
class ImageIT {
    @TempDir
    Path folder;

    @Test
    void namesMvnPackageWhenThereIsNoJar() throws Exception {
        FinishedProcess ran =
                Checkout.in(folder).maven("k8s:build", "-Dinterop.baseImage=scratch", "-Djkube.build.strategy=jib");

        assertThat(ran.exit()).isNotZero();
        assertThat(ran.output()).contains("jar is missing, run mvn package first");
    }

    @Test
    void buildsLayersThatMoveLittlePerRelease() throws Exception {
        String thinJars = System.getProperty("chitchat.thinJarDirectory");
        String libraries = System.getProperty("chitchat.libraryDirectory");
        // An empty base: the real one would be asked of a registry, and is not what is tested here.
        Checkout checkout = Checkout.in(folder);
        checkout.maven(
                        "k8s:build",
                        "-Djkube.build.strategy=jib",
                        "-Dinterop.baseImage=scratch",
                        "-Dinterop.tag=v7",
                        "-Dinterop.thinJarDirectory=" + thinJars,
                        "-Dinterop.libraryDirectory=" + libraries)
                .orFail();

        Path archive;
        try (Stream<Path> files = Files.walk(folder.resolve("target/docker"))) {
            archive = files.filter(f -> f.getFileName().toString().startsWith("jib-image"))
                    .findFirst()
                    .orElseThrow();
        }
        tar("-xf", archive.toString());
        JsonNode manifest = json("manifest.json").get(0);
        assertThat(manifest.at("/RepoTags/0").asText()).isEqualTo("interop-api:v7");
        JsonNode config = json(manifest.get("Config").asText()).get("config");
        assertThat(config.get("User").asText()).isEqualTo("10001:10001");
        assertThat(texts(config.get("Entrypoint")))
                .containsExactly(
                        "java",
                        "-XX:MaxRAMPercentage=60",
                        "-XX:+ExitOnOutOfMemoryError",
                        "--enable-native-access=ALL-UNNAMED",
                        "-jar",
                        "/app/interop-api.jar");
        assertThat(texts(config.get("Cmd"))).containsExactly("server", "/app/config.yml");
        assertThat(texts(config.get("Env"))).contains("MALLOC_ARENA_MAX=2", "MALLOC_TRIM_THRESHOLD_=131072");
        assertThat(config.get("Labels").get("org.opencontainers.image.revision").asText())
                .isEqualTo("v7");
        assertThat(config.get("Labels").get("org.opencontainers.image.title").asText())
                .isEqualTo("interop-api");
        List<String> layers = texts(manifest.get("Layers"));
        assertThat(layers).hasSize(3);
        assertThat(filesIn(layers.get(0)))
                .hasSizeGreaterThan(50)
                .allMatch(f -> f.startsWith("app/lib/") && f.endsWith(".jar"))
                .anyMatch(f -> f.startsWith("app/lib/sqlite-jdbc-"))
                .noneMatch(f -> f.contains("junit") || f.contains("kubernetes"));
        assertThat(filesIn(layers.get(1))).containsExactly("app/config.yml");
        assertThat(filesIn(layers.get(2))).containsExactly("app/interop-api.jar");
        assertThat(Files.size(folder.resolve(layers.get(2)))).isLessThan(5_000_000L);
    }

    private List<String> filesIn(String layer) {
        return tar("-tzf", layer)
                .lines()
                // GNU tar complains of an extended header it does not know.
                .filter(f -> !f.endsWith("/") && !f.startsWith("tar: "))
                .toList();
    }

    private String tar(String... arguments) {
        List<String> command = new ArrayList<>(List.of("tar"));
        command.addAll(List.of(arguments));
        return FinishedProcess.command(command, folder, Map.of(), "").orFail();
    }

    private JsonNode json(String file) throws Exception {
        return new ObjectMapper().readTree(folder.resolve(file).toFile());
    }

    private static List<String> texts(JsonNode array) {
        List<String> texts = new ArrayList<>();
        array.forEach(element -> texts.add(element.asText()));
        return texts;
    }
}
