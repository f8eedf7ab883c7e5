package me.fhir.chitchat.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ClassArchiveTest {
    @TempDir
    private Path folder;

    private int releases;

    /** The archive of a new release at this path, last used so long ago. */
    private ClassArchive release(String jarName, Duration ago) throws IOException {
        Path jar = folder.resolve(jarName);
        try (ZipOutputStream out = new ZipOutputStream(Files.newOutputStream(jar))) {
            out.putNextEntry(new ZipEntry("release-" + ++releases));
        }
        ClassArchive archive = ClassArchive.of(
                        jar,
                        List.of(),
                        Map.of("CHITCHAT_CACHE_DIR", folder.resolve("cache").toString()))
                .orElseThrow();
        file(archive.file(), ago);
        return archive;
    }

    private static void file(Path file, Duration ago) throws IOException {
        Files.writeString(file, "classes");
        Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(ago)));
    }

    private List<Path> left() throws IOException {
        try (Stream<Path> files = Files.list(folder.resolve("cache"))) {
            return files.toList();
        }
    }

    @Test
    void theFormerReleaseOfAJarKeepsItsArchive() throws IOException {
        release("a.jar", Duration.ofDays(9));
        ClassArchive former = release("a.jar", Duration.ofDays(5));
        ClassArchive newest = release("a.jar", Duration.ZERO);
        Path lock = Path.of(newest.file() + ".lock");
        file(lock, Duration.ZERO);

        newest.deleteOlderOnes();

        assertThat(left()).containsExactlyInAnyOrder(newest.file(), former.file(), lock);
    }

    @Test
    void jarsThatAreUsedInTurnKeepTheirArchives() throws IOException {
        ClassArchive a = release("a.jar", Duration.ofDays(1));
        ClassArchive b = release("b.jar", Duration.ofDays(2));
        ClassArchive c = release("c.jar", Duration.ZERO);

        c.deleteOlderOnes();

        assertThat(left()).containsExactlyInAnyOrder(a.file(), b.file(), c.file());
    }

    @Test
    void ofManyJarsThoseGoThatWereNotUsedForTheLongestTime() throws IOException {
        ClassArchive used = release("0.jar", Duration.ofDays(100));
        ClassArchive unused = release("1.jar", Duration.ofDays(50));
        for (int i = 2; i < 6; i++) {
            release(i + ".jar", Duration.ofDays(i));
        }
        ClassArchive newest = release("6.jar", Duration.ZERO);
        used.used();

        newest.deleteOlderOnes();

        assertThat(left()).hasSize(6).contains(used.file(), newest.file()).doesNotContain(unused.file());
    }

    @Test
    void whatKilledTrainingsLeftBehindIsDeletedOnceNoneCanBeRunning() throws IOException {
        ClassArchive archive = release("a.jar", Duration.ZERO);
        Path halfAnArchive = Path.of(archive.file() + ".new");
        file(halfAnArchive, Duration.ofDays(2));
        Path beingTrained = folder.resolve("cache").resolve("interop-api-0-1.jsa.new");
        file(beingTrained, Duration.ofMinutes(2));

        archive.deleteOlderOnes();

        assertThat(left()).containsExactlyInAnyOrder(archive.file(), beingTrained);
    }
}
