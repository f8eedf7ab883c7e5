package me.fhir.chitchat.db.file;

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
import java.util.EnumMap;
import java.util.Map;
import me.fhir.chitchat.runtime.files.OwnerOnly;

/**
 * The keys beside the data file. A snapshot carries each in a table of its own, so that one file restores all; without
 * them external agents would lose their conversations, and seats the headers that they send.
 */
public enum KeyFile {
    /** Seals the handles of bridges. */
    BRIDGE("bridge.key", "backup_bridge_key", ".key"),
    /** Seals what agents are called with. */
    SEAT("seat.key", "backup_seat_key", ".seat.key");

    private final String name;
    private final String table;
    private final String formerSuffix;

    KeyFile(String name, String table, String formerSuffix) {
        this.name = name;
        this.table = table;
        this.formerSuffix = formerSuffix;
    }

    /** Where the key of a data file is. */
    public Path beside(Path dataFile) {
        return dataFile.resolveSibling(name);
    }

    /** What it is called. */
    public String word() {
        return name;
    }

    /** Puts the keys that there are into a snapshot. */
    static void putAllInto(Connection snapshot, Path dataFile) throws IOException, SQLException {
        for (KeyFile key : values()) {
            if (Files.isRegularFile(key.beside(dataFile))) {
                key.putInto(snapshot, Files.readAllBytes(key.beside(dataFile)));
            }
        }
    }

    private void putInto(Connection snapshot, byte[] bytes) throws SQLException {
        try (Statement statement = snapshot.createStatement()) {
            statement.execute("CREATE TABLE " + table + " (bytes BLOB NOT NULL)");
            try (PreparedStatement insert = snapshot.prepareStatement("INSERT INTO " + table + " (bytes) VALUES (?)")) {
                insert.setBytes(1, bytes);
                insert.execute();
            }
        }
    }

    /** Takes the keys out of a copy of a snapshot; empty for one that it does not have. */
    static Map<KeyFile, byte[]> takeAllFrom(Connection snapshot) throws SQLException {
        Map<KeyFile, byte[]> keys = new EnumMap<>(KeyFile.class);
        for (KeyFile key : values()) {
            keys.put(key, key.takeFrom(snapshot));
        }
        return keys;
    }

    private byte[] takeFrom(Connection snapshot) throws SQLException {
        try (Statement statement = snapshot.createStatement()) {
            try (ResultSet found = statement.executeQuery("SELECT 1 FROM sqlite_schema WHERE name = '" + table + "'")) {
                if (!found.next()) {
                    return new byte[0];
                }
            }
            byte[] bytes;
            try (ResultSet row = statement.executeQuery("SELECT bytes FROM " + table)) {
                bytes = row.next() ? row.getBytes(1) : new byte[0];
            }
            statement.execute("DROP TABLE " + table);
            return bytes;
        }
    }

    /**
     * Writes a restored key.
     *
     * @param formerData where the former data file is now; another key that was there is moved beside it
     */
    void restore(byte[] key, Path dataFile, Path formerData) throws IOException {
        Path file = beside(dataFile);
        boolean exists = Files.exists(file);
        if (key.length == 0 || (exists && Arrays.equals(key, Files.readAllBytes(file)))) {
            return;
        }
        if (exists) {
            Files.move(file, formerData.resolveSibling(formerData.getFileName() + formerSuffix));
        }
        Path draft = OwnerOnly.createTempFile(file.toAbsolutePath().resolveSibling(""), name);
        try {
            Files.write(draft, key, StandardOpenOption.SYNC);
            Files.move(draft, file);
        } finally {
            Files.deleteIfExists(draft);
        }
    }
}
