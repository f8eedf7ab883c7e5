package me.fhir.chitchat.db.engine;

import com.fasterxml.jackson.annotation.JsonProperty;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.Pattern;
import java.nio.file.Path;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Where data is stored.
 *
 * @param path the SQLite file; its folder is created. Default {@code data/chitchat.db}
 * @param readers how many connections read side by side, 1 to 1000. Default 4
 * @param url the PostgreSQL database that is used instead of the file. Default none
 * @param replicas whether further servers may work on the same PostgreSQL database. Default false
 * @param maxBytes how large file and log may become together, in bytes, 0 for as large as the volume allows. Default 0
 */
public record StorageConfiguration(
        @JsonProperty("path") @Nullable String path,

        @JsonProperty("readers") @Min(1) @Max(1000) @Nullable
        Integer readers,

        @JsonProperty("maxBytes") @Min(0) @Nullable Long maxBytes,

        @JsonProperty("url")
        @Pattern(
                regexp = PostgresAddress.FORM,
                message =
                        "must be jdbc:postgresql://user:password@host[:port]/database; what has a meaning in an address is"
                                + " percent-encoded in user and password")
        @Nullable
        String url,

        @JsonProperty("replicas") @Nullable Boolean replicas) {
    public StorageConfiguration(@Nullable String path, @Nullable Integer readers) {
        this(path, readers, null, null);
    }

    public StorageConfiguration(
            @Nullable String path, @Nullable Integer readers, @Nullable Long maxBytes, @Nullable String url) {
        this(path, readers, maxBytes, url, null);
    }

    /** The PostgreSQL database, if there is to be one. */
    public Optional<PostgresAddress> postgres() {
        return url == null || url.isBlank() ? Optional.empty() : Optional.of(new PostgresAddress(url));
    }

    /** Whether this is one of several servers on the database. */
    public boolean shared() {
        return replicas != null && replicas;
    }

    long quotaBytes() {
        return maxBytes == null ? 0 : maxBytes;
    }

    public Path file() {
        return Path.of(path == null ? "data/chitchat.db" : path)
                .toAbsolutePath()
                .normalize();
    }

    /** Without the password. */
    @Override
    public String toString() {
        return postgres().map(PostgresAddress::name).orElseGet(() -> file().toString());
    }

    public int readerCount() {
        return readers == null ? 4 : readers;
    }
}
