package me.fhir.chitchat.llm;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CallFoldersTest {
    @TempDir
    Path outside;

    private Path root;
    private CallFolders folders;

    @BeforeEach
    void fill() throws IOException {
        root = outside.resolve("llm-debug");
        folders = new CallFolders(root);
        Files.createDirectories(root.resolve("conversation_1/a"));
        Files.writeString(root.resolve("conversation_1/a/request.txt"), "hello");
        Files.writeString(outside.resolve("secret.txt"), "secret");
        Files.createDirectory(outside.resolve("llm-debug-other"));
        Files.writeString(outside.resolve("llm-debug-other/x.txt"), "secret");
    }

    @Test
    void findsFilesAndFolders() throws IOException {
        assertThat(folders.find("")).contains(root.toRealPath());
        assertThat(folders.find("conversation_1/a/request.txt"))
                .hasValueSatisfying(file -> assertThat(file).hasContent("hello"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "..",
                "../secret.txt",
                "conversation_1/../../secret.txt",
                "conversation_1/../conversation_1",
                ".",
                "./conversation_1",
                "/etc/passwd",
                "//etc/passwd",
                "conversation_1//a",
                "conversation_1/",
                "../llm-debug-other/x.txt",
                "..\\secret.txt",
                "conversation_1\\a",
                "a\u0000b",
                "a\nb",
                "a\u007fb",
                "nothing-there",
                "conversation_1/a/request.txt/x"
            })
    void findsNothingElse(String path) {
        assertThat(folders.find(path)).isEmpty();
    }

    @Test
    void followsNoLinkOutOfTheFolder() throws IOException {
        Files.createSymbolicLink(root.resolve("file-out"), outside.resolve("secret.txt"));
        Files.createSymbolicLink(root.resolve("folder-out"), outside);
        Files.createSymbolicLink(root.resolve("beside"), outside.resolve("llm-debug-other"));

        assertThat(folders.find("file-out")).isEmpty();
        assertThat(folders.find("folder-out")).isEmpty();
        assertThat(folders.find("folder-out/secret.txt")).isEmpty();
        assertThat(folders.find("beside/x.txt")).isEmpty();
        assertThat(folders.entries(root))
                .extracting(CallFolders.FolderEntry::name)
                .containsExactly("conversation_1");
    }

    @Test
    void worksWhenTheFolderItselfIsALink() throws IOException {
        Path link = Files.createSymbolicLink(outside.resolve("link"), root);

        assertThat(new CallFolders(link).find("conversation_1/a")).isPresent();
    }

    @Test
    void listsNewestFirst() throws IOException {
        for (int i = 0; i < 3; i++) {
            Path folder = Files.createDirectory(root.resolve("f" + i));
            Files.setLastModifiedTime(folder, FileTime.fromMillis(4_000_000_000_000L + (i == 1 ? 9000 : i)));
        }

        assertThat(folders.entries(root.toRealPath()))
                .extracting(CallFolders.FolderEntry::name)
                .containsExactly("f1", "f2", "f0", "conversation_1");
    }
}
