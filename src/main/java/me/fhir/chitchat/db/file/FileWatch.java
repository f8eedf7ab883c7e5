package me.fhir.chitchat.db.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.time.Duration;
import java.time.Instant;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Whether the data file and its write-ahead log are still those that were opened. Their names can be given to other files
 * under a running server; what is written to the old ones then is lost. For one thread at a time.
 */
public final class FileWatch {
    /** Coarser than any file system's clock: a folder changed longer ago cannot change again without showing it. */
    private static final Duration SETTLED = Duration.ofSeconds(3);

    private final Path data;
    private final Path log;
    private final Path folder;
    private final @Nullable Object dataKey;
    private final @Nullable Object logKey;
    private final boolean logWatched;
    /** The folder as it was when both files were seen in it; null while it changes. */
    private @Nullable FileState seen;

    private record FileState(Object key, Instant modified) {}

    /** Watches the files that lie there now. */
    public FileWatch(Path data) {
        this(data, key(data), key(log(data)), true);
    }

    private FileWatch(Path data, @Nullable Object dataKey, @Nullable Object logKey, boolean logWatched) {
        this.data = data;
        this.log = log(data);
        this.folder = data.resolveSibling("").toAbsolutePath();
        this.dataKey = dataKey;
        this.logKey = logKey;
        this.logWatched = logWatched;
    }

    /** Watches the same data file only: its log comes and goes with the connections. */
    public FileWatch ofDataOnly() {
        return new FileWatch(data, dataKey, null, false);
    }

    /** Where SQLite keeps the write-ahead log of a data file. */
    public static Path log(Path data) {
        return data.resolveSibling(data.getFileName() + "-wal");
    }

    /**
     * Looks. The log itself is looked at only after its folder has changed: since Linux 6.13 the times of a file that was
     * asked for them are kept more finely from then on, and the next fsync has to write them, which doubles its time.
     */
    public boolean unmoved() {
        FileState now = state(folder);
        if (now == null || !sameDataFile()) {
            return false;
        }
        if (logWatched && !now.equals(seen)) {
            if (logKey == null || !logKey.equals(key(log))) {
                return false;
            }
            seen = now.modified().isBefore(Instant.now().minus(SETTLED)) ? now : null;
        }
        return true;
    }

    /** Whether the data file itself is still the same. For any thread. */
    public boolean sameDataFile() {
        return dataKey != null && dataKey.equals(key(data));
    }

    private static @Nullable Object key(Path path) {
        FileState state = state(path);
        return state == null ? null : state.key();
    }

    private static @Nullable FileState state(Path path) {
        try {
            BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
            // File systems without keys (Windows) still have a creation time.
            return new FileState(
                    Objects.requireNonNullElseGet(attributes.fileKey(), attributes::creationTime),
                    attributes.lastModifiedTime().toInstant());
        } catch (IOException e) {
            return null;
        }
    }
}
