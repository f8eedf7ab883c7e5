package me.fhir.chitchat.db.file;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;

/** Opens a file with the parameters of SQLite's own file URIs, with any characters in its name. */
public final class SqliteUri {
    private SqliteUri() {}

    public static Connection open(Path file, String parameters) throws SQLException {
        NativeLibrary.load();
        return DriverManager.getConnection("jdbc:sqlite:" + file.toUri() + "?" + parameters);
    }
}
