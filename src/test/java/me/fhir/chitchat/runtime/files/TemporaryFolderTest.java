package me.fhir.chitchat.runtime.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {
    @Test
    void isGoneWithAllItHeldOnceClosed() throws Exception {
        TemporaryFolder folder = TemporaryFolder.create("temporary-folder-test");
        Path below = Files.createDirectories(folder.resolve("below"));
        Files.writeString(below.resolve("file"), "content");

        folder.close();

        assertThat(folder.resolve("")).doesNotExist();
    }

    @Test
    void closesAlthoughItsFilesAreGone() throws Exception {
        TemporaryFolder folder = TemporaryFolder.create("temporary-folder-test");
        Path file = Files.writeString(folder.resolve("file"), "content");
        Files.delete(file);

        folder.close();

        assertThat(file.getParent()).doesNotExist();
    }
}
