package me.fhir.chitchat.db.file;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Map;
import me.fhir.chitchat.runtime.files.OwnerOnly;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Puts a snapshot in the place of the data file while no server runs, and keeps what was there. */
public final class Restoration {
    private Restoration() {}

    /**
     * Replaces {@code dataFile} by {@code snapshot}; what was there stays beside it.
     *
     * @return where the former data file is now; the same as {@code dataFile} when there was none
     */
    public static Path restore(Path snapshot, Path dataFile) throws IOException {
        Snapshot.verify(snapshot);
        Path former = unused(sibling(dataFile, ".before-restore"));
        OwnerOnly.createFolders(dataFile.toAbsolutePath().resolveSibling(""));
        Path partial = dataFile.resolveSibling(dataFile.getFileName() + ".restoring");
        try {
            OwnerOnly.copy(snapshot, partial);
            Map<KeyFile, byte[]> keys = takeKeysFrom(partial);
            Snapshot.verify(partial);
            Snapshot.force(partial);
            boolean replaces = Files.exists(dataFile);
            if (replaces) {
                foldInLog(dataFile, former);
                Files.move(dataFile, former);
            }
            // A log of the former file would be played into the new one.
            Files.deleteIfExists(sibling(dataFile, "-wal"));
            Files.deleteIfExists(sibling(dataFile, "-shm"));
            for (Map.Entry<KeyFile, byte[]> key : keys.entrySet()) {
                key.getKey().restore(key.getValue(), dataFile, former);
            }
            Files.move(partial, dataFile);
            Snapshot.forceFolder(dataFile);
            return replaces ? former : dataFile;
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    private static Map<KeyFile, byte[]> takeKeysFrom(Path copy) throws IOException {
        try (Connection connection = Snapshot.open(copy, "")) {
            return KeyFile.takeAllFrom(connection);
        } catch (SQLException e) {
            throw new IOException("The keys in the backup cannot be read: " + e.getMessage(), e);
        }
    }

    /**
     * Leaving WAL mode needs the file for itself: it writes the log into the file, or reports that a server has it
     * open.
     */
    private static void foldInLog(Path dataFile, Path former) throws IOException {
        try (Connection connection = Snapshot.open(dataFile, "?busy_timeout=2000")) {
            String mode = Snapshot.ask(connection, "PRAGMA journal_mode=DELETE");
            if (!"delete".equals(mode)) {
                throw inUse(dataFile, null);
            }
        } catch (SQLiteException e) {
            if (busy(e.getResultCode())) {
                throw inUse(dataFile, e);
            }
            // A damaged file may be the very reason for the restore: it is set aside as it is.
            setAsideLog(dataFile, former);
        } catch (SQLException e) {
            throw new IOException("The data file " + dataFile + " cannot be closed: " + e.getMessage(), e);
        }
    }

    private static IOException inUse(Path dataFile, @Nullable SQLException cause) {
        return new IOException(
                "A running server has " + dataFile + " open. Stop it first (in Kubernetes: scale to 0).", cause);
    }

    private static void setAsideLog(Path dataFile, Path former) throws IOException {
        Path log = sibling(dataFile, "-wal");
        if (Files.exists(log)) {
            Files.move(log, sibling(former, "-wal"));
        }
    }

    private static boolean busy(SQLiteErrorCode code) {
        return (code.code & 0xff) == SQLiteErrorCode.SQLITE_BUSY.code
                || (code.code & 0xff) == SQLiteErrorCode.SQLITE_LOCKED.code;
    }

    /** Files that earlier restores put aside stay: the first of them may be the only good one. */
    private static Path unused(Path file) {
        Path candidate = file;
        for (int n = 2; Files.exists(candidate); n++) {
            candidate = sibling(file, "-" + n);
        }
        return candidate;
    }

    private static Path sibling(Path dataFile, String suffix) {
        return dataFile.resolveSibling(dataFile.getFileName() + suffix);
    }
}
