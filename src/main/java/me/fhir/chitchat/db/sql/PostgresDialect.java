package me.fhir.chitchat.db.sql;

import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/** The SQL of PostgreSQL. */
public final class PostgresDialect implements SqlDialect {
    private static final String SCHEMA_VERSION = "chitchat_schema";

    @Override
    public WriteTransaction transaction(Connection connection) {
        return new PostgresTransaction(connection);
    }

    @Override
    public boolean overNetwork() {
        return true;
    }

    @Override
    public TextSearch search(List<String> words) {
        return new PostgresTextSearch(words);
    }

    @Override
    public String putText() {
        return """
                INSERT INTO ended_conversations (conversation_id, text) VALUES (:conversation, :text)
                ON CONFLICT (conversation_id) DO UPDATE SET text = excluded.text
                """;
    }

    @Override
    public String textKey() {
        return "conversation_id";
    }

    @Override
    public byte[] utf8(ResultSet row, String column) throws SQLException {
        // Its text may be escaped.
        return row.getString(column).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public boolean hasTable(Connection connection, String table) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT to_regclass(lower(?)) IS NOT NULL")) {
            query.setString(1, table);
            try (ResultSet row = query.executeQuery()) {
                return row.next() && row.getBoolean(1);
            }
        }
    }

    @Override
    public int schemaVersion(Connection connection) throws SQLException {
        if (!hasTable(connection, SCHEMA_VERSION)) {
            return 0;
        }
        try (Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("SELECT version FROM " + SCHEMA_VERSION)) {
            return row.next() ? row.getInt(1) : 0;
        }
    }

    @Override
    public void setSchemaVersion(Connection connection, int version) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("UPDATE " + SCHEMA_VERSION + " SET version = " + version);
        }
    }
}
