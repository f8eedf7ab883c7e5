package me.fhir.chitchat.db;

import com.fasterxml.jackson.annotation.JsonProperty;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where the data lives.
 *
 * @param path the SQLite file; its folder is created. Default {@code data/chitchat.db}
 * @param readers how many connections read side by side, 1 or more. Default 4
 */
public record StorageConfiguration(
        @JsonProperty("path") @Nullable String path,
        @JsonProperty("readers") @Nullable Integer readers) {
    public Path file() {
        return Path.of(path == null ? "data/chitchat.db" : path)
                .toAbsolutePath()
                .normalize();
    }

    public int readerCount() {
        return readers == null ? 4 : readers;
    }
}
