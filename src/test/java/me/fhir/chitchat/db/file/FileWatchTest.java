package me.fhir.chitchat.db.file;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FileWatchTest {
    @TempDir
    private Path parent;

    private Path folder;
    private Path data;

    @BeforeEach
    void create() throws IOException {
        folder = Files.createDirectory(parent.resolve("data"));
        data = Files.createFile(folder.resolve("data.db"));
        Files.createFile(FileWatch.log(data));
    }

    /** As if nothing had changed in the folder for long, if so. */
    private FileWatch watch(boolean settled) throws IOException {
        if (settled) {
            Files.setLastModifiedTime(folder, FileTime.from(Instant.now().minus(Duration.ofHours(1))));
        }
        FileWatch watch = new FileWatch(data);
        assertThat(watch.unmoved()).isTrue();
        assertThat(watch.unmoved()).isTrue();
        return watch;
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void seesThatTheLogIsGone(boolean settled) throws IOException {
        FileWatch watch = watch(settled);
        Files.delete(FileWatch.log(data));
        assertThat(watch.unmoved()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void seesThatTheLogIsAnother(boolean settled) throws IOException {
        FileWatch watch = watch(settled);
        Path other = Files.createFile(parent.resolve("other"));
        Files.move(other, FileWatch.log(data), StandardCopyOption.REPLACE_EXISTING);
        assertThat(watch.unmoved()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void seesThatTheDataIsAnother(boolean settled) throws IOException {
        FileWatch watch = watch(settled);
        Path other = Files.createFile(parent.resolve("other"));
        Files.move(other, data, StandardCopyOption.REPLACE_EXISTING);
        assertThat(watch.unmoved()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void seesThatTheFolderIsAnother(boolean settled) throws IOException {
        FileWatch watch = watch(settled);
        Files.move(folder, parent.resolve("away"));
        create();
        assertThat(watch.unmoved()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void otherFilesMayComeAndGo(boolean settled) throws IOException {
        FileWatch watch = watch(settled);
        Path other = Files.createFile(folder.resolve("other"));
        assertThat(watch.unmoved()).isTrue();
        Files.delete(other);
        assertThat(watch.unmoved()).isTrue();
        Files.delete(FileWatch.log(data));
        assertThat(watch.unmoved()).isFalse();
    }

    @Test
    void filesThatWereNeverThereAreNotThoseThatWereOpened() {
        assertThat(new FileWatch(parent.resolve("nothing.db")).unmoved()).isFalse();
    }
}
