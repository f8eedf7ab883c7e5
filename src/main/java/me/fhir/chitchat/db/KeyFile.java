package me.fhir.chitchat.db;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Arrays;

/**
 * The key beside the data file that seals the handles of bridges. A snapshot carries it in a table of its own, so that
 * one file restores all; without it external agents would lose their conversations.
 */
public final class KeyFile {
    private static final String NAME = "bridge.key";
    private static final String TABLE = "backup_bridge_key";

    private KeyFile() {}

    /** Where the key of a data file is. */
    public static Path beside(Path dataFile) {
        return dataFile.resolveSibling(NAME);
    }

    /** Puts the key into a snapshot; nothing when there is none yet. */
    static void putInto(Connection snapshot, Path dataFile) throws IOException, SQLException {
        Path key = beside(dataFile);
        if (!Files.isRegularFile(key)) {
            return;
        }
        try (Statement statement = snapshot.createStatement()) {
            statement.execute("CREATE TABLE " + TABLE + " (bytes BLOB NOT NULL)");
            try (PreparedStatement insert = snapshot.prepareStatement("INSERT INTO " + TABLE + " (bytes) VALUES (?)")) {
                insert.setBytes(1, Files.readAllBytes(key));
                insert.execute();
            }
        }
    }

    /** Takes the key out of a copy of a snapshot; empty when it has none. */
    static byte[] takeFrom(Connection snapshot) throws SQLException {
        try (Statement statement = snapshot.createStatement()) {
            try (ResultSet table = statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = '" + TABLE + "'")) {
                if (!table.next()) {
                    return new byte[0];
                }
            }
            byte[] bytes;
            try (ResultSet row = statement.executeQuery("SELECT bytes FROM " + TABLE)) {
                bytes = row.next() ? row.getBytes(1) : new byte[0];
            }
            statement.execute("DROP TABLE " + TABLE);
            return bytes;
        }
    }

    /** Writes a restored key; another one that was there is moved to {@code former}. */
    static void restore(byte[] key, Path dataFile, Path former) throws IOException {
        Path file = beside(dataFile);
        boolean exists = Files.exists(file);
        if (key.length == 0 || (exists && Arrays.equals(key, Files.readAllBytes(file)))) {
            return;
        }
        if (exists) {
            Files.move(file, former);
        }
        // A temporary file is readable by its owner only.
        Path draft = Files.createTempFile(file.toAbsolutePath().getParent(), NAME, ".restoring");
        try {
            Files.write(draft, key, StandardOpenOption.SYNC);
            Files.move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
