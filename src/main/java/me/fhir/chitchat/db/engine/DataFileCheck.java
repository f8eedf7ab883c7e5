package me.fhir.chitchat.db.engine;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import me.fhir.chitchat.db.file.FileWatch;
import me.fhir.chitchat.db.file.Snapshot;
import me.fhir.chitchat.db.file.SqliteUri;
import me.fhir.chitchat.db.predecessor.Predecessor;
import me.fhir.chitchat.db.rows.StorageFault;
import me.fhir.chitchat.db.sql.TableColumns;
import me.fhir.chitchat.runtime.files.OwnerOnly;
import me.fhir.chitchat.runtime.settings.SettingException;
import org.sqlite.SQLiteErrorCode;

/** Looks at the place of the data file before anything is written there. */
public final class DataFileCheck {
    private static final byte[] MAGIC = "SQLite format 3\0".getBytes(StandardCharsets.US_ASCII);
    private static final int HEADER_BYTES = 100;
    private static final String SETTING = "DB_PATH (storage.path)";

    private final Path file;

    public DataFileCheck(Path file) {
        this.file = file;
    }

    /** The kind of file at the path. */
    public enum FileKind {
        /** Nothing, or an empty database. */
        NEW,
        /** A data file of this service. */
        OURS,
        /** A data file of the TypeScript server that this service replaces. */
        PREDECESSOR
    }

    /**
     * Recognises what the file is, and makes its folder. Changes nothing else.
     *
     * @throws SettingException when it cannot be used: one sentence that names the setting, the path and the remedy
     */
    public FileKind kind() {
        makeFolder();
        if (!Files.exists(file)) {
            return FileKind.NEW;
        }
        if (Files.isDirectory(file)) {
            throw unusable("is a folder", "name a file in it, such as " + file.resolve("chitchat.db"));
        }
        if (!Files.isReadable(file) || !Files.isWritable(file)) {
            throw unusable(
                    "may not be " + (Files.isReadable(file) ? "written" : "read") + " by this user",
                    "change its permissions or name another file");
        }
        try {
            return Files.size(file) == 0 ? FileKind.NEW : kindOfContent();
        } catch (IOException | SQLException e) {
            throw refused(e);
        }
    }

    private void makeFolder() {
        Path folder = file.toAbsolutePath().resolveSibling("").normalize();
        try {
            OwnerOnly.createFolders(folder);
        } catch (FileAlreadyExistsException e) {
            throw unusable("lies below " + e.getFile() + ", which is not a folder", "name a file in a folder");
        } catch (IOException e) {
            throw unusable(
                    "lies in a folder that cannot be made (" + reason(e) + ")", "name a file in a writable folder");
        }
        try {
            // Asking for the permissions is not enough: a file system mounted read-only has them too.
            Files.delete(Files.createTempFile(folder, ".chitchat", ".tmp"));
        } catch (IOException e) {
            throw unusable("lies in a folder that cannot be written (" + reason(e) + ")", "make the folder writable");
        }
    }

    private static String reason(IOException e) {
        if (e instanceof FileSystemException named && named.getReason() != null) {
            return named.getReason();
        }
        return e.getClass()
                .getSimpleName()
                .replace("Exception", "")
                .replaceAll("(?<=[a-z])(?=[A-Z])", " ")
                .toLowerCase(Locale.ROOT);
    }

    private FileKind kindOfContent() throws IOException, SQLException {
        requireWholeDatabase();
        // Read without taking part in its locks, where no log shows that it may be in use: nothing is left beside.
        boolean alone = !Files.exists(FileWatch.log(file))
                && !Files.exists(file.resolveSibling(file.getFileName() + "-journal"));
        try (Connection connection = SqliteUri.open(file, alone ? "mode=ro&immutable=1" : "mode=ro")) {
            Set<String> tables = tables(connection);
            if (Integer.toString(Snapshot.APPLICATION_ID).equals(Snapshot.ask(connection, "PRAGMA application_id"))
                    || TableColumns.includes(connection, "conversations", List.of("id", "completed", "last_seq"))) {
                return FileKind.OURS;
            }
            if (Predecessor.made(connection)) {
                return FileKind.PREDECESSOR;
            }
            // A start that was killed in the middle of the first migration leaves nothing but these.
            tables.removeAll(Set.of("DATABASECHANGELOG", "DATABASECHANGELOGLOCK"));
            if (tables.isEmpty()) {
                return FileKind.NEW;
            }
        }
        throw unusable("is the database of another program", "nothing was changed in it, name another file");
    }

    private static Set<String> tables(Connection connection) throws SQLException {
        Set<String> tables = new HashSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT name FROM sqlite_master WHERE type IN ('table', 'view') AND name NOT LIKE 'sqlite_%'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    private void requireWholeDatabase() throws IOException {
        ByteBuffer header = ByteBuffer.allocate(HEADER_BYTES);
        long size;
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.READ)) {
            size = channel.size();
            while (header.hasRemaining() && channel.read(header) >= 0) {
                // Until the header is whole.
            }
        }
        byte[] start = new byte[MAGIC.length];
        header.flip().get(start, 0, Math.min(start.length, header.remaining()));
        if (!Arrays.equals(start, MAGIC)) {
            throw unusable("is not an SQLite database", "nothing was changed in it, name another file");
        }
        if (header.limit() < HEADER_BYTES) {
            throw damaged("it ends within its header");
        }
        int pageSize = header.getShort(16) == 1 ? 65_536 : header.getShort(16) & 0xffff;
        long pages = header.getInt(28) & 0xffff_ffffL;
        boolean counted = header.getInt(24) == header.getInt(92);
        // With a log beside it the rest may still be in there.
        if (counted && size < pages * pageSize && !Files.exists(FileWatch.log(file))) {
            throw damaged("it is cut off after " + size + " of " + pages * pageSize + " bytes");
        }
    }

    /** The sentence about a file, or a place for one, that SQLite or the file system refuses. */
    SettingException refused(Exception failure) {
        SQLiteErrorCode code = StorageFault.code(failure);
        if (code == null && failure instanceof IOException io) {
            return unusable("cannot be read (" + reason(io) + ")", "remedy that or name another file");
        }
        String message = String.valueOf(failure.getMessage());
        return switch (code == null ? SQLiteErrorCode.SQLITE_CORRUPT : code) {
            case SQLITE_FULL -> unusable("lies on a full volume", "make room there or name a file on another one");
            case SQLITE_BUSY, SQLITE_LOCKED ->
                unusable("is in use by another program", "stop that program or name another file");
            case SQLITE_IOERR, SQLITE_CANTOPEN, SQLITE_READONLY, SQLITE_PERM ->
                unusable(
                        "cannot be read or written (" + message + ")",
                        "look at its volume and its permissions or name another file");
            default -> damaged(message);
        };
    }

    /** A file that is there and cannot be read as a database. */
    private SettingException damaged(String reason) {
        return unusable(
                "is damaged (" + reason + ")", "restore a backup with the restore command or name another file");
    }

    private SettingException unusable(String problem, String remedy) {
        return new SettingException(SETTING + " names " + file + ", which " + problem + "; " + remedy + ".");
    }
}
