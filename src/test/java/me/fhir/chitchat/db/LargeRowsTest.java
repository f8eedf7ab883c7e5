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

/**
 * A long row in a table without row numbers is read whole by every search that comes by it, those of other people's appends
 * too.
 */
class LargeRowsTest {
    private static final String UNNUMBERED =
            "SELECT name FROM sqlite_master WHERE type = 'table' AND sql LIKE '%WITHOUT ROWID%'"
                    // Those of the text search hold words.
                    + " AND name NOT LIKE 'ended_conversations_%' ORDER BY name";

    @TempDir
    Path folder;

    private Connection open() throws SQLException {
        return DriverManager.getConnection("jdbc:sqlite:" + folder.resolve("data.db"));
    }

    private static void execute(Connection connection, String... statements) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String sql : statements) {
                statement.execute(sql);
            }
        }
    }

    private static List<String> column(Connection connection, String sql) throws SQLException {
        List<String> values = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                var rows = statement.executeQuery(sql)) {
            while (rows.next()) {
                values.add(rows.getString(1));
            }
        }
        return values;
    }

    /** Brings a file to the schema of an earlier release, with two rows in each of the tables that were rebuilt. */
    private static void before(Connection connection) throws SQLException {
        Migrations.migrate(connection, new SqliteDialect());
        for (String table : List.of("conversation_events", "verdicts", "imports")) {
            String sql = column(connection, "SELECT sql FROM sqlite_master WHERE name = '" + table + "'")
                    .get(0);
            execute(connection, "DROP TABLE " + table, sql.replaceAll("\\)\\s*$", ") WITHOUT ROWID"));
        }
        execute(
                connection,
                "INSERT INTO conversations (id, completed, created_at, updated_at, last_seq, system_notes, turn,"
                        + " turn_events, turn_cleared) VALUES (1, 0, 0, 0, 2, 1, 0, 0, 0), (2, 0, 0, 0, 1, 1, 0, 0, 0)",
                "INSERT INTO conversation_events VALUES (1, 2, 1, 1, 'message', 'none', 'a', 7, '{\"text\":\"two\"}'),"
                        + " (1, 1, 0, 1, 'system', 'none', 's', 6, '{}')",
                "INSERT INTO verdicts VALUES (1, 'pass', '{}'), (2, 'fail', '{\"x\":1}')",
                "INSERT INTO imports VALUES (1, 'here', 5, 'everything', 1, 2, NULL), (2, NULL, 6, 'seat', 3, 4, '{}')",
                "DELETE FROM DATABASECHANGELOG WHERE FILENAME LIKE '%015-large-rows.sql'",
                "PRAGMA user_version = 1");
    }

    private static void assertContent(Connection connection) throws SQLException {
        assertThat(column(
                        connection,
                        "SELECT conversation_id || seq || turn || event || type || finality || agent_id || ts || payload"
                                + " FROM conversation_events ORDER BY conversation_id, seq"))
                .containsExactly("1101systemnones6{}", "1211messagenonea7{\"text\":\"two\"}");
        assertThat(column(
                        connection,
                        "SELECT conversation_id || overall || verdict FROM verdicts ORDER BY conversation_id"))
                .containsExactly("1pass{}", "2fail{\"x\":1}");
        assertThat(column(
                        connection,
                        "SELECT conversation_id || ifnull(server, '-') || conversation || evidence_view || exported_at"
                                + " || imported_at || ifnull(scenario, '-') FROM imports ORDER BY conversation_id"))
                .containsExactly("1here5everything12-", "2-6seat34{}");
    }

    @Test
    void onlyTablesOfShortRowsHaveNone() throws Exception {
        try (Connection connection = open()) {
            Migrations.migrate(connection, new SqliteDialect());
            assertThat(column(connection, UNNUMBERED))
                    .containsExactly("dialed_seats", "idempotency_keys", "model_spending", "seats");
        }
    }

    @Test
    void theFileOfAnEarlierReleaseIsRebuiltWithAllItHolds() throws Exception {
        try (Connection connection = open()) {
            before(connection);
            assertThat(column(connection, UNNUMBERED)).contains("conversation_events", "imports", "verdicts");
            Migrations.migrate(connection, new SqliteDialect());
            assertThat(column(connection, UNNUMBERED)).doesNotContain("conversation_events", "imports", "verdicts");
            assertContent(connection);
        }
    }

    @Test
    void aLargeOneStaysAsItIs() throws Exception {
        try (Connection connection = open()) {
            before(connection);
            execute(connection, "CREATE TABLE room (content BLOB)", "INSERT INTO room VALUES (zeroblob(134217728))");
            Migrations.migrate(connection, new SqliteDialect());
            assertThat(column(connection, UNNUMBERED)).contains("conversation_events", "imports", "verdicts");
            assertContent(connection);
            assertThat(Migrations.isCurrent(connection, new SqliteDialect())).isTrue();
        }
    }
}
