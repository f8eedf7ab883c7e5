package me.fhir.chitchat.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which files lie at a place: the data file and its write-ahead log. A name can be given to another file under a running
 * server; what is written to the old one then is lost.
 */
record FileIdentity(@Nullable Object data, @Nullable Object log) {
    static FileIdentity of(Path file) {
        return new FileIdentity(key(file), key(log(file)));
    }

    static Path log(Path file) {
        return file.resolveSibling(file.getFileName() + "-wal");
    }

    boolean complete() {
        return data != null && log != null;
    }

    private static @Nullable Object key(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            // File systems without such keys (Windows) still have a time of birth.
            return Objects.requireNonNullElseGet(attributes.fileKey(), attributes::creationTime);
        } catch (IOException e) {
            return null;
        }
    }
}
