package me.fhir.chitchat.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TemporaryFolderTest {
    @Test
    void isGoneWithAllItHeldOnceClosed() throws Exception {
        Path held;
        try (TemporaryFolder folder = TemporaryFolder.create("temporary-folder-test")) {
            held = folder.resolve("below").resolve("file");
            Files.createDirectories(held.getParent());
            Files.writeString(held, "content");
        }

        assertThat(held.getParent().getParent()).doesNotExist();
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
