package me.fhir.chitchat.runtime.launch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class JarFingerprintTest {
    @TempDir
    private Path folder;

    private Path jar(String name, String content) throws IOException {
        byte[] bytes = content.getBytes(StandardCharsets.UTF_8);
        CRC32 crc = new CRC32();
        crc.update(bytes);
        Path jar = folder.resolve(name);
        try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(jar))) {
            ZipEntry entry = new ZipEntry("A.class");
            entry.setMethod(ZipEntry.STORED);
            entry.setSize(bytes.length);
            entry.setCrc(crc.getValue());
            entry.setTime(0);
            zip.putNextEntry(entry);
            zip.write(bytes);
        }
        assertThat(jar.toFile().setLastModified(1_000)).isTrue();
        return jar;
    }

    @Test
    void jarsOfOneSizeAndTimeDifferByTheirContent() throws IOException {
        assertThat(JarFingerprint.of(jar("a.jar", "one"))).isEqualTo(JarFingerprint.of(jar("b.jar", "one")));
        assertThat(JarFingerprint.of(jar("a.jar", "one"))).isNotEqualTo(JarFingerprint.of(jar("b.jar", "two")));
    }

    @Test
    void aFileThatIsNoJarHasNone() throws IOException {
        Path file = Files.writeString(folder.resolve("c.jar"), "this is certainly no jar at all");
        assertThatThrownBy(() -> JarFingerprint.of(file)).isInstanceOf(IOException.class);
        Path empty = Files.writeString(folder.resolve("d.jar"), "");
        assertThatThrownBy(() -> JarFingerprint.of(empty)).isInstanceOf(IOException.class);
    }
}
