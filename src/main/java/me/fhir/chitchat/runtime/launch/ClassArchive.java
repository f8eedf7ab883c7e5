package me.fhir.chitchat.runtime.launch;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The archive of loaded classes of one jar on one JVM. From JDK 25 on it is an AOT cache (JEP 514), which also holds method
 * profiles; before that a dynamic class-data archive (JEP 350). The JVM ignores an archive that does not fit, so a wrong
 * one costs the gain and nothing else.
 */
record ClassArchive(Path file, boolean aotCache) {
    private static final int AOT_CACHE_SINCE = 25;
    /** Of one jar, with one before: the way back to the former release. Each is about 100 MB. */
    private static final int KEPT = 2;
    /** Of all jars together, so that two that are started in turn do not take each other's archive away. */
    private static final int KEPT_IN_ALL = 6;
    /** No training lasts as long. */
    private static final Duration LEFT_OVER_AFTER = Duration.ofDays(1);

    private static final String PREFIX = "interop-api-";
    private static final String AOT_CACHE = ".aot";
    private static final String DYNAMIC_ARCHIVE = ".jsa";

    /**
     * The archive for this jar on this JVM, whether it exists or not; empty where no folder can hold it.
     *
     * @param jar absolute path of the jar that runs
     * @param options of the JVM; some, such as its collector, decide whether an archive fits
     */
    static Optional<ClassArchive> of(Path jar, List<String> options, Map<String, String> environment) {
        return folder(environment).flatMap(folder -> {
            boolean aotCache = Runtime.version().feature() >= AOT_CACHE_SINCE;
            try {
                String key = Integer.toHexString(List.of(
                                JarFingerprint.of(jar),
                                options,
                                Runtime.version().toString(),
                                System.getProperty("java.home", ""))
                        .hashCode());
                String name = ofTheJar(jar) + key + (aotCache ? AOT_CACHE : DYNAMIC_ARCHIVE);
                return Optional.of(new ClassArchive(folder.resolve(name), aotCache));
            } catch (IOException e) {
                return Optional.empty();
            }
        });
    }

    boolean exists() {
        return Files.isReadable(file);
    }

    /** The JVM's option that uses the archive. */
    String useOption() {
        return (aotCache ? "-XX:AOTCache=" : "-XX:SharedArchiveFile=") + file;
    }

    /**
     * Writes the archive to {@code $CHITCHAT_TRAINED}; {@code java} gets the script's arguments. An AOT cache is made from a
     * record in a second step: with one option for both, the JVM that has recorded waits with all its memory for the other.
     */
    String trainingScript() {
        return aotCache
                ? "java -XX:AOTMode=record -XX:AOTConfiguration=\"$CHITCHAT_TRAINED.record\" \"$@\""
                        + " && java -XX:AOTMode=create -XX:AOTConfiguration=\"$CHITCHAT_TRAINED.record\""
                        + " -XX:AOTCache=\"$CHITCHAT_TRAINED\" \"$@\""
                : "java -XX:ArchiveClassesAtExit=\"$CHITCHAT_TRAINED\" \"$@\"";
    }

    /** How the names of all archives of the jar at this path begin. */
    private static String ofTheJar(Path jar) {
        return PREFIX + Integer.toHexString(jar.toString().hashCode()) + "-";
    }

    /** Notes that it was used now, which decides what is deleted first. */
    void used() {
        file.toFile().setLastModified(System.currentTimeMillis());
    }

    /** Deletes the archives that have not been used for the longest time, and what trainings that were killed left behind. */
    void deleteOlderOnes() {
        String name = name(file);
        String ofThisJar = name.substring(0, name.lastIndexOf('-') + 1);
        try (Stream<Path> files = Files.list(folder())) {
            List<Path> others = files.filter(other -> name(other).startsWith(PREFIX) && !other.equals(file))
                    .sorted(Comparator.comparing((Path other) -> other.toFile().lastModified())
                            .reversed())
                    .toList();
            List<Path> archives = others.stream().filter(ClassArchive::isWhole).toList();
            List<Path> outdated = archives.stream()
                    .filter(other -> name(other).startsWith(ofThisJar))
                    .skip(KEPT - 1)
                    .toList();
            Stream<Path> surplus =
                    archives.stream().filter(other -> !outdated.contains(other)).skip(KEPT_IN_ALL - 1);
            long before = System.currentTimeMillis() - LEFT_OVER_AFTER.toMillis();
            Stream<Path> leftOver = others.stream()
                    .filter(other -> !isWhole(other) && other.toFile().lastModified() < before);
            Stream.of(outdated.stream(), surplus, leftOver)
                    .flatMap(list -> list)
                    .forEach(other -> other.toFile().delete());
        } catch (IOException ignored) {
            // Disk space is all that is lost.
        }
    }

    private static boolean isWhole(Path archive) {
        return name(archive).endsWith(AOT_CACHE) || name(archive).endsWith(DYNAMIC_ARCHIVE);
    }

    private static String name(Path file) {
        return String.valueOf(file.getFileName());
    }

    Path folder() {
        Path parent = file.getParent();
        return parent == null ? Path.of(".") : parent;
    }

    /** {@code CHITCHAT_CACHE_DIR}, else {@code chitchat} in the user's cache folder; created, private to its owner. */
    private static Optional<Path> folder(Map<String, String> environment) {
        Optional<Path> named = named(environment, "CHITCHAT_CACHE_DIR")
                .or(() -> named(environment, "XDG_CACHE_HOME").map(cache -> cache.resolve("chitchat")))
                .or(ClassArchive::ofTheUser);
        if (named.isEmpty()) {
            return named;
        }
        Path folder = named.get();
        try {
            if (!Files.isDirectory(folder)) {
                Files.createDirectories(
                        folder, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------")));
            }
        } catch (IOException | UnsupportedOperationException e) {
            return Optional.empty();
        }
        return Optional.of(folder.toAbsolutePath());
    }

    /** None where the user has no home: in a container the JVM calls it "?". */
    private static Optional<Path> ofTheUser() {
        Path home = Path.of(System.getProperty("user.home", ""));
        return home.isAbsolute() ? Optional.of(home.resolve(".cache").resolve("chitchat")) : Optional.empty();
    }

    private static Optional<Path> named(Map<String, String> environment, String variable) {
        return Optional.ofNullable(environment.get(variable))
                .filter(value -> !value.isBlank())
                .map(Path::of);
    }
}
