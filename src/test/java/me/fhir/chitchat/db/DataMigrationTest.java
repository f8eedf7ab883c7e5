package me.fhir.chitchat.db;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import me.fhir.chitchat.db.engine.DataFileLock;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import me.fhir.chitchat.db.sql.TableDigest;
import me.fhir.chitchat.runtime.settings.SettingException;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** All tables there and back, with what is difficult about text. */
class DataMigrationTest {
    private static final String TEXT = "q'\"\\%_\0\u001a0 ü 😀\n";

    @TempDir
    private Path folder;

    private StorageConfiguration storage = new StorageConfiguration(null, null);
    private StorageConfiguration back = new StorageConfiguration(null, null);

    @BeforeEach
    void fill() throws Exception {
        Path file = folder.resolve("data.db");
        String url = TestPostgres.emptyDatabase();
        storage = new StorageConfiguration(file.toString(), null, null, url);
        back = new StorageConfiguration(folder.resolve("back.db").toString(), null, null, url);
        MigratedFile.createWithShippedScenarios(file);
        try (Connection connection = sqlite(file)) {
            for (String table : tables(connection)) {
                if (!table.equals("scenarios")) {
                    row(connection, table);
                }
            }
        }
    }

    private static Connection sqlite(Path file) throws Exception {
        return DriverManager.getConnection("jdbc:sqlite:" + file);
    }

    /** What a person would list: all but the migration's own and those that SQLite keeps for the index. */
    private static Set<String> tables(Connection connection) throws Exception {
        Set<String> tables = new TreeSet<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(
                        "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'DATABASECHANGELOG%'"
                                + " AND name NOT LIKE 'ended_conversations_%' AND name NOT LIKE 'sqlite_%'")) {
            while (rows.next()) {
                tables.add(rows.getString(1));
            }
        }
        return tables;
    }

    /** A row with a value in each column. */
    private static void row(Connection connection, String table) throws Exception {
        List<String> columns = new ArrayList<>();
        List<Boolean> text = new ArrayList<>();
        try (Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery("PRAGMA table_info(" + table + ")")) {
            while (rows.next()) {
                columns.add(rows.getString("name"));
                text.add(rows.getString("type").equals("TEXT")
                        || rows.getString("name").equals("text"));
            }
        }
        String marks = "?" + ", ?".repeat(columns.size() - 1);
        try (PreparedStatement insert = connection.prepareStatement(
                "INSERT INTO " + table + " (" + String.join(", ", columns) + ") VALUES (" + marks + ")")) {
            for (int i = 0; i < columns.size(); i++) {
                if (text.get(i)) {
                    insert.setString(i + 1, TEXT);
                } else {
                    insert.setLong(i + 1, 1);
                }
            }
            insert.execute();
        }
    }

    private static List<String> content(Path file) throws Exception {
        List<String> content = new ArrayList<>();
        try (Connection connection = sqlite(file)) {
            for (String table : tables(connection)) {
                try (Statement statement = connection.createStatement();
                        ResultSet rows = statement.executeQuery("SELECT * FROM " + table + " ORDER BY 1")) {
                    while (rows.next()) {
                        StringBuilder row = new StringBuilder(table);
                        for (int i = 1; i <= rows.getMetaData().getColumnCount(); i++) {
                            row.append('|').append(rows.getString(i));
                        }
                        content.add(row.toString());
                    }
                }
            }
        }
        return content;
    }

    @Test
    void roundTripPreservesAllRows() throws Exception {
        List<String> told = new ArrayList<>();
        new DataMigration(told::add).run(storage, true);
        try (Connection connection = sqlite(storage.file())) {
            assertThat(told)
                    .as("every table is copied")
                    .hasSameSizeAs(tables(connection))
                    .noneMatch(line -> line.contains(": 0 rows"));
        }
        List<String> toldBack = new ArrayList<>();
        new DataMigration(toldBack::add).run(back, false);
        assertThat(toldBack).isEqualTo(told);
        assertThat(content(back.file())).isEqualTo(content(storage.file())).anyMatch(row -> row.contains(TEXT));
    }

    @Test
    void aTargetWithDataIsLeftAlone() {
        new DataMigration(line -> {}).run(storage, true);
        assertThatThrownBy(() -> new DataMigration(line -> {}).run(storage, true))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("There is data in")
                .hasMessageContaining("nothing was copied");
    }

    @Test
    void aFileThatIsNotThereIsNoSourceAndIsNotMade() {
        Path mistyped = folder.resolve("dta").resolve("data.db");
        StorageConfiguration wrong = new StorageConfiguration(mistyped.toString(), null, null, storage.url());
        assertThatThrownBy(() -> new DataMigration(line -> {}).run(wrong, true))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("There is no data file at " + mistyped);
        assertThat(mistyped.getParent()).doesNotExist();
    }

    @Test
    void aSourceWithoutDataIsRefusedAndNoTargetIsMade() {
        assertThatThrownBy(() -> new DataMigration(line -> {}).run(back, false))
                .isInstanceOf(SettingException.class)
                .hasMessageContaining("There is no data in")
                .hasMessageNotContaining("postgres:postgres");
        assertThat(back.file()).doesNotExist();
    }

    @Test
    void aServerOnEitherSideKeepsItAway() throws Exception {
        DataFileLock lock = DataFileLock.take(storage.file());
        try {
            assertThatThrownBy(() -> new DataMigration(line -> {}).run(storage, true))
                    .isInstanceOf(SettingException.class);
        } finally {
            lock.close();
        }
    }

    @Test
    void needsAnAddress() {
        StorageConfiguration none =
                new StorageConfiguration(folder.resolve("data.db").toString(), null);
        assertThatThrownBy(() -> new DataMigration(line -> {}).run(none, true)).hasMessageContaining("DATABASE_URL");
    }

    @Test
    void aDigestTellsRowsApartButNotTheirOrder() {
        TableDigest one = new TableDigest();
        one.add(List.of("a", 1L));
        one.add(List.of("b", TableDigest.NOTHING));
        TableDigest other = new TableDigest();
        other.add(List.of("b", TableDigest.NOTHING));
        assertThat(other.sameAs(one)).isFalse();
        other.add(List.of("a", 1L));
        assertThat(other.sameAs(one)).isTrue();
        other.add(List.of("a", "1"));
        TableDigest third = new TableDigest();
        third.add(List.of("a", 1L));
        third.add(List.of("b", TableDigest.NOTHING));
        third.add(List.of("a1", ""));
        assertThat(third.sameAs(other)).isFalse();
    }
}
