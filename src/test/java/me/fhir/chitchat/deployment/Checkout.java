package me.fhir.chitchat.deployment;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/**
 * What Maven needs of this project to deploy it, copied to a folder of its own, and Maven called there as a person calls
 * it. The copy keeps the surrounding build's {@code target} out of the way, and can be a git checkout or none.
 */
final class Checkout {
    private static final List<String> PARTS = List.of(
            "pom.xml", ".mvn", ".gitignore", "config.yml", "src/build/pom.xml", "src/main/jkube", "src/main/k8s");
    private final Path folder;

    private Checkout(Path folder) {
        this.folder = folder;
    }

    static Checkout in(Path folder) throws IOException {
        Path project = Path.of("").toAbsolutePath();
        for (String part : PARTS) {
            copy(project.resolve(part), folder.resolve(part));
        }
        return new Checkout(folder);
    }

    Path folder() {
        return folder;
    }

    /** Makes the copy a git checkout with one commit. */
    Checkout committed() {
        git("init", "-q");
        git("add", "-A");
        git("-c", "user.name=t", "-c", "user.email=t@example.org", "-c", "commit.gpgsign=false", "commit", "-qm", "t");
        return this;
    }

    String git(String... arguments) {
        List<String> command = new ArrayList<>(List.of("git"));
        command.addAll(List.of(arguments));
        return FinishedProcess.command(command, folder, Map.of(), "").orFail().strip();
    }

    FinishedProcess maven(String... arguments) {
        return maven(Map.of(), arguments);
    }

    FinishedProcess maven(Map<String, String> environment, String... arguments) {
        return Maven.run(folder, environment, arguments);
    }

    /** The manifest that {@code k8s:resource} rendered last, read strictly. Each variant has a folder of its own. */
    Manifests manifests() {
        try (Stream<Path> files = Files.walk(folder.resolve("target/classes/META-INF/jkube"))) {
            Path newest = files.filter(file -> file.endsWith("kubernetes.yml"))
                    .max(Comparator.comparing(file -> file.toFile().lastModified()))
                    .orElseThrow();
            return Manifests.of(Files.readString(newest));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> files = Files.walk(from)) {
            for (Path file : files.toList()) {
                Path target = to.resolve(from.relativize(file).toString());
                if (Files.isDirectory(file)) {
                    Files.createDirectories(target);
                } else {
                    Files.createDirectories(target.getParent());
                    Files.writeString(target, Files.readString(file, UTF_8), UTF_8);
                }
            }
        }
    }
}
