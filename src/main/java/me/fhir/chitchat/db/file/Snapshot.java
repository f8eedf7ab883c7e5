package me.fhir.chitchat.db.file;

import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import me.fhir.chitchat.runtime.files.OwnerOnly;

/**
 * One file that holds the whole database as it was at one moment: what a backup is and what a restore takes.
 *
 * <p>Taken with {@code VACUUM INTO}, not with SQLite's page-wise backup: that one starts again whenever another process
 * writes, so on a busy server it may never end, while this is a single read transaction which no writer waits for.
 */
public final class Snapshot {
    /** The application id in the header of every data file; what opens a new file for writing puts it there. */
    public static final int APPLICATION_ID = 1_128_813_908;

    private Snapshot() {}

    /**
     * Writes a checked snapshot of the data file to {@code target}, which must not exist. Until it is whole it has
     * another name, so that a file called {@code target} is always good.
     */
    public static void take(Path dataFile, Path target) throws IOException {
        if (!Files.isRegularFile(dataFile)) {
            throw new IOException("There is no data file at " + dataFile + "; DB_PATH names it.");
        }
        if (Files.exists(target)) {
            throw new IOException(target + " exists already; a backup never overwrites. Choose another name.");
        }
        Path partial = target.resolveSibling(
                target.getFileName() + ".partial-" + ProcessHandle.current().pid());
        try {
            // SQLite takes an empty file for it, and would let everybody read one of its own.
            OwnerOnly.createFile(partial);
            try (Connection connection = open(dataFile, "?open_mode=1&busy_timeout=60000");
                    PreparedStatement vacuum = connection.prepareStatement("VACUUM INTO ?")) {
                vacuum.setString(1, partial.toString());
                vacuum.execute();
            }
            try (Connection connection = open(partial, "")) {
                KeyFile.putAllInto(connection, dataFile);
            }
            verify(partial);
            force(partial);
            Files.move(partial, target);
            forceFolder(target);
        } catch (SQLException e) {
            throw new IOException("The backup of " + dataFile + " to " + target + " failed: " + e.getMessage(), e);
        } finally {
            Files.deleteIfExists(partial);
        }
    }

    /** Refuses a file that is not a whole database of ours. */
    static void verify(Path snapshot) throws IOException {
        if (!Files.isRegularFile(snapshot)) {
            throw new IOException("There is no file at " + snapshot + ".");
        }
        try (Connection connection = open(snapshot, "?open_mode=1")) {
            String integrity = ask(connection, "PRAGMA integrity_check(1)");
            if (!"ok".equals(integrity)) {
                throw new IOException(snapshot + " is damaged: " + integrity);
            }
            if (!Integer.toString(APPLICATION_ID).equals(ask(connection, "PRAGMA application_id"))) {
                throw new IOException(snapshot + " is a database, but not one of this service.");
            }
        } catch (SQLException e) {
            throw new IOException(snapshot + " is not a readable database: " + e.getMessage(), e);
        }
    }

    public static String ask(Connection connection, String pragma) throws SQLException {
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(pragma)) {
            return rows.next() ? rows.getString(1) : "";
        }
    }

    static Connection open(Path file, String settings) throws SQLException {
        NativeLibrary.load();
        return DriverManager.getConnection("jdbc:sqlite:" + file + settings);
    }

    /** On the disk before its name is: SQLite does not sync what VACUUM INTO wrote. */
    public static void force(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
            channel.force(true);
        }
    }

    public static void forceFolder(Path file) throws IOException {
        try (FileChannel channel = FileChannel.open(file.toAbsolutePath().getParent(), StandardOpenOption.READ)) {
            channel.force(true);
        }
    }
}
