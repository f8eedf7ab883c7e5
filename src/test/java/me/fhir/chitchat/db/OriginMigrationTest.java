package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.db.sql.Migrations;
import me.fhir.chitchat.db.sql.SqliteDialect;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Conversations of an earlier server, whose origin is only in their first event. */
class OriginMigrationTest {
    @TempDir
    Path folder;

    /** Brings a file to the schema before origins were stored, with one conversation per Meta. */
    private void before(Connection connection, String... metas) throws SQLException {
        Migrations.migrate(connection, new SqliteDialect());
        try (Statement statement = connection.createStatement()) {
            for (String sql : new String[] {
                "DROP INDEX conversations_by_origin",
                "DROP INDEX conversations_by_context",
                "ALTER TABLE conversations DROP COLUMN origin_kind",
                "ALTER TABLE conversations DROP COLUMN origin_hash",
                "ALTER TABLE conversations DROP COLUMN origin_context",
                "DELETE FROM DATABASECHANGELOG WHERE FILENAME LIKE '%003-origins.sql'",
                "PRAGMA user_version = 1"
            }) {
                statement.execute(sql);
            }
        }
        for (int i = 0; i < metas.length; i++) {
            try (var head = connection.prepareStatement("INSERT INTO conversations (id, completed, created_at,"
                            + " updated_at, last_seq, system_notes, turn, turn_events, turn_cleared)"
                            + " VALUES (?, 0, 0, 0, 1, 1, 0, 0, 0)");
                    var event =
                            connection.prepareStatement("INSERT INTO conversation_events (conversation_id, seq, turn,"
                                    + " event, type, finality, agent_id, ts, payload)"
                                    + " VALUES (?, 1, 0, 1, 'system', 'none', 'system-orchestrator', 0, ?)")) {
                head.setLong(1, i + 1L);
                head.executeUpdate();
                event.setLong(1, i + 1L);
                event.setString(2, "{\"kind\":\"meta_created\",\"metadata\":" + metas[i] + "}");
                event.executeUpdate();
            }
        }
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(String.valueOf(rows.getString(1)));
            }
        }
        return values;
    }

    @Test
    void fillsTheOriginOfWhatBridgesBegan() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("old.db"))) {
            before(
                    connection,
                    "{\"custom\":{\"bridge\":\"a2a\",\"bridgeConfig64Hash\":\"h1\"}}",
                    "{\"custom\":{\"bridge\":\"mcp\",\"bridgeConfig64Hash\":\"h2\"}}",
                    "{\"title\":\"none\"}",
                    "{\"custom\":{\"bridge\":\"other\",\"bridgeConfig64Hash\":\"h3\"}}",
                    "{\"custom\":{\"bridge\":\"a2a\",\"bridgeConfig64Hash\":7}}",
                    "{\"custom\":\"\\\"bridgeConfig64Hash\\\"\"}",
                    // Deeper than SQLite reads JSON.
                    "{\"bridgeConfig64Hash\":" + "[".repeat(1500) + "]".repeat(1500) + "}");
            Migrations.migrate(connection, new SqliteDialect());
            assertThat(column(connection, "SELECT origin_kind FROM conversations ORDER BY id"))
                    .containsExactly("a2a", "mcp", "null", "null", "null", "null", "null");
            assertThat(column(connection, "SELECT origin_hash FROM conversations ORDER BY id"))
                    .containsExactly("h1", "h2", "null", "null", "null", "null", "null");
        }
    }

    @Test
    void listsAndContextsAreReadOffAnIndex() throws Exception {
        try (Connection connection = DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("new.db"))) {
            Migrations.migrate(connection, new SqliteDialect());
            String plan = "EXPLAIN QUERY PLAN SELECT c.id FROM conversations c WHERE c.origin_hash = 'h'"
                    + " AND c.origin_kind = 'a2a'";
            String since = "COALESCE(c.closed_at, c.created_at)";
            for (String list : new String[] {"", " AND " + since + " >= 5", " AND (" + since + ", c.id) < (5, 6)"}) {
                try (Statement statement = connection.createStatement();
                        var rows = statement.executeQuery(
                                plan + list + " ORDER BY " + since + " DESC, c.id DESC LIMIT 5")) {
                    assertThat(rows.next()).isTrue();
                    assertThat(rows.getString("detail")).contains("conversations_by_origin");
                    assertThat(rows.next()).as("nothing is sorted").isFalse();
                }
            }
            try (Statement statement = connection.createStatement();
                    var rows = statement.executeQuery(
                            plan + " AND c.origin_context = 'c' AND c.completed = 0" + " ORDER BY c.id DESC LIMIT 1")) {
                assertThat(rows.next()).isTrue();
                assertThat(rows.getString("detail")).contains("conversations_by_context");
            }
        }
    }
}
