package me.fhir.chitchat.db;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Opens a file with the parameters of SQLite's own file URIs, with any characters in its name. */
final class SqliteUri {
    private SqliteUri() {}

    static Connection open(Path file, String parameters) throws SQLException {
        NativeLibrary.load();
        return DriverManager.getConnection("jdbc:sqlite:" + file.toUri() + "?" + parameters);
    }
}
