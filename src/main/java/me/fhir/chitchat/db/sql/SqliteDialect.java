package me.fhir.chitchat.db.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The SQL of SQLite. */
public final class SqliteDialect implements SqlDialect {
    @Override
    public WriteTransaction transaction(Connection connection) throws SQLException {
        return new SqliteTransaction(connection);
    }

    @Override
    public boolean overNetwork() {
        return false;
    }

    @Override
    public TextSearch search(List<String> words) {
        return new SqliteTextSearch(words);
    }

    @Override
    public String putText() {
        return "INSERT OR REPLACE INTO ended_conversations (rowid, text) VALUES (:conversation, :text)";
    }

    @Override
    public String textKey() {
        return "rowid";
    }

    @Override
    public byte[] utf8(ResultSet row, String column) throws SQLException {
        return row.getBytes(column);
    }

    @Override
    public boolean hasTable(Connection connection, String table) throws SQLException {
        return !TableColumns.of(connection, table).isEmpty();
    }

    @Override
    public int schemaVersion(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement();
                var row = statement.executeQuery("PRAGMA user_version")) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    @Override
    public void setSchemaVersion(Connection connection, int version) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("PRAGMA user_version = " + version);
        }
    }
}
