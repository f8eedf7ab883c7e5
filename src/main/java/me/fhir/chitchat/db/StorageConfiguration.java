package me.fhir.chitchat.db;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/**
 * Where data is stored.
 *
 * @param path the SQLite file; its folder is created. Default {@code data/chitchat.db}
 * @param readers how many connections read side by side, 1 to 1000. Default 4
 * @param maxBytes how large file and log may become together, in bytes, 0 for as large as the volume allows. Default 0
 */
public record StorageConfiguration(
        @JsonProperty("path") @Nullable String path,

        @JsonProperty("readers") @Min(1) @Max(1000) @Nullable
        Integer readers,

        @JsonProperty("maxBytes") @Min(0) @Nullable Long maxBytes) {
    public StorageConfiguration(@Nullable String path, @Nullable Integer readers) {
        this(path, readers, null);
    }

    long quotaBytes() {
        return maxBytes == null ? 0 : maxBytes;
    }

    public Path file() {
        return Path.of(path == null ? "data/chitchat.db" : path)
                .toAbsolutePath()
                .normalize();
    }

    public int readerCount() {
        return readers == null ? 4 : readers;
    }
}
