package me.fhir.chitchat.db.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.conversation.ReadOnlySql;
import me.fhir.chitchat.conversation.ReadOnlySql.Parameters;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DebugSqlTest {
    private static final String NUMBERS =
            "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < %d) SELECT i FROM n ";

    @RegisterExtension
    static final DebugSqlFixture database = new DebugSqlFixture();

    private static ReadOnlySql.QueryResult read(String statement, @Nullable Object... values) throws Exception {
        return database.read(statement, values);
    }

    @Test
    void theTablesHaveTheNamesOfTheWireAndTimesAsText() throws Exception {
        assertThat(read("SELECT conversation, title, status, meta_json FROM conversations LIMIT 5")
                        .rows())
                .containsExactly(Map.of(
                        "conversation", 1,
                        "title", "Hello",
                        "status", "active",
                        "meta_json", "{\"title\":\"Hello\",\"agents\":[{\"id\":\"a\"}]}"));
        assertThat(read("SELECT ts FROM conversation_events").rows().get(0).get("ts"))
                .asString()
                .matches("\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d\\.\\d{3}Z");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "conversations",
                "conversation_events",
                "attachments",
                "scenarios",
                "idempotency_keys",
                "runner_registry",
                "main.conversations",
                "\"scenarios\""
            })
    void everyTableCanBeRead(String table) throws Exception {
        assertThat(read("SELECT count(*) AS n FROM " + table).rows().get(0)).containsKey("n");
        read("SELECT * FROM " + table);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "SELECT 1",
                "select 1 ;",
                "SELECT 1; -- the end",
                "-- first\nSELECT 1",
                "/* a */ SELECT 1",
                "WITH x AS (SELECT 1 AS a) SELECT a FROM x",
                "SELECT ';' AS a",
                "SELECT 1 UNION SELECT 2",
                "SELECT c.title, count(*) FROM conversations c JOIN conversation_events e USING (conversation) GROUP BY 1",
                "SELECT json_extract(payload, '$.kind') FROM conversation_events ORDER BY seq DESC",
                "SELECT value FROM json_each('[1, 2]')",
                "SELECT m.value FROM conversations c, JSON_EACH(c.meta_json) m",
                "SELECT fullkey FROM conversation_events, json_tree(payload) WHERE atom IS NOT NULL",
                "SELECT row_number() OVER (ORDER BY seq) FROM conversation_events",
                "SELECT * FROM conversation_events WHERE payload LIKE '%title%' AND seq IN (SELECT max(seq) FROM conversation_events)"
            })
    void runsStatementsThatOnlyRead(String statement) throws Exception {
        assertThat(read(statement).rows()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "  ",
                "-- nothing",
                ";",
                "SELEC 1",
                "SELECT",
                "SELECT * FROM nowhere",
                "SELECT nothing FROM scenarios",
                "EXPLAIN SELECT 1",
                "EXPLAIN QUERY PLAN SELECT 1",
                "VALUES (1)",
                "PRAGMA user_version",
                "BEGIN",
                "VACUUM",
                "ATTACH ':memory:' AS x",
                "DETACH main",
                "INSERT INTO scenarios VALUES (1)",
                "DELETE FROM conversations",
                "UPDATE conversations SET turn = 1",
                "DROP TABLE scenarios",
                "CREATE TABLE x (a)",
                "REINDEX",
                "ANALYZE",
                "WITH x AS (SELECT 1) DELETE FROM main.conversations",
                "WITH x AS (SELECT 1) INSERT INTO main.scenarios SELECT 1",
                "SELECT 1; SELECT 2",
                "SELECT 1; DROP TABLE scenarios",
                "SELECT 1;; SELECT 2",
                "SELECT * FROM sqlite_master",
                "SELECT * FROM sqlite_schema",
                "SELECT * FROM main.sqlite_master",
                "SELECT * FROM \"sqlite_master\"",
                "SELECT * FROM [sqlite_master]",
                "SELECT * FROM temp.sqlite_master",
                "SELECT * FROM sqlite_temp_master",
                "SELECT * FROM DATABASECHANGELOG",
                "SELECT * FROM main.databasechangelog",
                "SELECT * FROM pragma_table_info('scenarios')",
                "SELECT * FROM pragma_database_list",
                "SELECT * FROM dbstat",
                "SELECT * FROM json_each('[1]'), pragma_database_list",
                "SELECT * FROM json_each('[1]'), \"PRAGMA_database_list\"",
                "SELECT * FROM json_each('[1]') JOIN dbstat",
                "SELECT * FROM json_each('[1]') JOIN [sqlite_master]",
                "SELECT 'json_each' FROM fts3tokenize",
                "SELECT 'json_each' FROM pragma_module_list",
                "SELECT (SELECT count(*) FROM sqlite_master)",
                "WITH scenarios AS (SELECT * FROM sqlite_master) SELECT * FROM scenarios",
                "SELECT 1 WHERE EXISTS (SELECT 1 FROM sqlite_master)",
                "SELECT load_extension('x')",
                "SELECT writefile('x', 'y')",
                "SELECT readfile('/etc/passwd')",
                "SELECT sqlite_compileoption_get(1)",
                "SELECT ?",
                "SELECT * FROM conversations AS c, sqlite_master"
            })
    void refusesOtherStatementsWithAReason(String statement) {
        assertThatThrownBy(() -> read(statement))
                .isInstanceOfSatisfying(
                        ReadOnlySql.RefusedException.class,
                        e -> assertThat(e.sentence()).endsWith(".").doesNotContain("Exception", "[SQLITE"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            nullValues = "none",
            value = {
                "1500 |              | 200  | 200",
                "3    |              | 3    | 200",
                "1500 | LIMIT 300    | 300  | none",
                "1500 | limit 1000   | 1000 | none",
                "1500 | LIMIT 1200   | 1000 | 1000",
                "1500 | LIMIT -1     | 1000 | 1000",
                "1500 | LIMIT 5, 300 | 300  | none",
                "1500 | LIMIT 300 OFFSET 5 | 300 | none",
                "1500 | LIMIT 2 * 5  | 10   | none"
            })
    void rowsAreLimited(int available, @Nullable String limit, int rows, @Nullable Integer applied) throws Exception {
        ReadOnlySql.QueryResult result = read(NUMBERS.formatted(available) + (limit == null ? "" : limit));
        assertThat(result.rows()).hasSize(rows);
        assertThat(result.appliedLimit()).isEqualTo(applied);
    }

    @Test
    void aLimitOfAPartIsNotTheStatementsOwn() throws Exception {
        assertThat(read("SELECT * FROM (" + NUMBERS.formatted(1500) + "LIMIT 900)")
                        .rows())
                .hasSize(200);
        assertThat(read("SELECT 'LIMIT 5' AS \"LIMIT 7\"").appliedLimit()).isEqualTo(200);
    }

    @Test
    void parametersComeAsAListOrByName() throws Exception {
        assertThat(read("SELECT ? AS a, ? AS b, ?1 AS c", 1, "x").rows())
                .containsExactly(Map.of("a", 1, "b", "x", "c", 1));
        Map<String, @Nullable Object> named = new LinkedHashMap<>();
        named.put("name", "n");
        named.put("$other", 2.5);
        named.put("none", null);
        Map<String, @Nullable Object> row = database.read(
                        "SELECT :name AS a, $other AS b, :none AS c, :name AS d", new Parameters(List.of(), named))
                .rows()
                .get(0);
        assertThat(row)
                .containsEntry("a", "n")
                .containsEntry("b", 2.5)
                .containsEntry("c", null)
                .containsEntry("d", "n");
    }

    @Test
    void missingAndSurplusValuesAreReported() {
        assertThatThrownBy(() -> read("SELECT ?, ?", 1)).hasMessageContaining("2 parameters");
        assertThatThrownBy(() -> read("SELECT 1", 1)).hasMessageContaining("0 parameters");
        assertThatThrownBy(() -> read("SELECT ?", List.of())).hasMessageContaining("string, a number");
        assertThatThrownBy(() -> database.read("SELECT :a", new Parameters(List.of(), Map.of("b", 1))))
                .hasMessageContaining(":a");
        assertThatThrownBy(() -> database.read("SELECT ?", new Parameters(List.of(), Map.of("b", 1))))
                .hasMessageContaining("as a list");
    }

    @Test
    void aRefusalByTheDatabaseIsItsOwnReasonAlone() {
        assertThatThrownBy(() -> read("SELECT missing FROM scenarios"))
                .hasMessage("SQLite refuses the statement: no such column: missing.");
    }

    @Test
    void interruptsASlowStatement() {
        assertThatThrownBy(() -> read("SELECT count(*) FROM (" + NUMBERS.formatted(2_000_000_000) + ")"))
                .hasMessageContaining("one second");
    }

    @Test
    void numbersKeepTheirKindAndColumnsOfOneNameAreNumbered() throws Exception {
        assertThat(read("SELECT 9007199254740993 AS a, 1.5 AS b, x'00ff' AS c, 1 AS a")
                        .rows())
                .containsExactly(Map.of("a", 9007199254740993L, "b", 1.5, "c", "AP8=", "a:1", 1));
    }
}
