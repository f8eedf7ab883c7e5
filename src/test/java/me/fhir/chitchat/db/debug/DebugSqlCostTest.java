package me.fhir.chitchat.db.debug;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.lang.reflect.Proxy;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.Statement;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Function;
import me.fhir.chitchat.conversation.ReadOnlySql;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What one statement of a stranger can cost. */
class DebugSqlCostTest {
    @RegisterExtension
    static final DebugSqlFixture database = new DebugSqlFixture();

    private static ReadOnlySql.QueryResult read(String statement) throws Exception {
        return database.read(statement);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "instr(a, substr(a, 1, 4000000) || 'b')",
                "replace(a, substr(a, 1, 4000000) || 'b', 'c')",
                "a LIKE '%' || substr(a, 1, 990) || 'b'",
                "a LIKE '%' || substr(a, 1, 990) || 'b' ESCAPE '!'"
            })
    @Timeout(20)
    void interruptsASingleCallThatTakesLong(String expression) {
        assertThatThrownBy(() ->
                        read("WITH t AS MATERIALIZED (SELECT replace(hex(zeroblob(8000000)), '0', 'a') AS a) SELECT "
                                + expression + " FROM t"))
                .hasMessageContaining("one second");
    }

    @Test
    @Timeout(20)
    void trimsALongTextOfManyCharactersAtOnce() throws Exception {
        assertThat(
                        read("WITH t AS (SELECT hex(zeroblob(1000000)) AS a) SELECT trim(a, a) AS x, ltrim(a, 'b' || a) AS y FROM t")
                                .rows())
                .containsExactly(Map.of("x", "", "y", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 'a' GLOB '*'", "SELECT json_patch('{}', '{}')"})
    void refusesFunctionsWhoseCostGrowsFasterThanTheirArguments(String statement) {
        assertThatThrownBy(() -> read(statement)).hasMessageContaining("may not be used");
    }

    @Test
    void aRowOfManyLongValuesIsRefusedBeforeAllOfThemAreRead() {
        AtomicInteger read = new AtomicInteger();
        ResultSetMetaData columns =
                proxy(ResultSetMetaData.class, name -> name.equals("getColumnCount") ? 200 : "c" + read.get());
        ResultSet rows = proxy(ResultSet.class, name -> switch (name) {
            case "getMetaData" -> columns;
            case "next" -> true;
            default -> longText(read);
        });
        assertThatThrownBy(() -> DebugSql.rows(rows, 1)).hasMessageContaining("16777216 characters");
        assertThat(read).hasValue(17);
    }

    private static <T> T proxy(Class<T> type, Function<String, Object> answers) {
        return type.cast(Proxy.newProxyInstance(
                type.getClassLoader(),
                new Class<?>[] {type},
                (self, method, values) -> answers.apply(method.getName())));
    }

    private static String longText(AtomicInteger read) {
        read.incrementAndGet();
        return "x".repeat(1_000_000);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '"',
            nullValues = "null",
            value = {
                "instr('äöü', 'ü') | 3",
                "instr('abc', 'd') | 0",
                "instr('abc', '') | 1",
                "instr(x'c3a4c3b6', x'c3b6') | 3",
                "instr(12345, 34) | 3",
                "instr(NULL, 'a') | null",
                "replace('aXbXc', 'X', '--') | a--b--c",
                "replace('aaaa', 'aa', 'b') | bb",
                "replace('äöä', 'ä', '😀') | 😀ö😀",
                "replace('abc', '', 'x') | abc",
                "replace('abc', 'b', NULL) | null",
                "trim('xxaxbxx', 'x') | axb",
                "ltrim('xyax', 'yx') | ax",
                "rtrim('a😀b😀', '😀b') | a",
                "trim('  a ') | a",
                "'Hello' LIKE 'h%O' | 1",
                "'Hello' LIKE '_ell_' | 1",
                "'Hello' LIKE 'ell' | 0",
                "'a😀b' LIKE 'a_b' | 1",
                "'Ä' LIKE 'ä' | 0",
                "'aab' LIKE '%ab%%' | 1",
                "'' LIKE '%' | 1",
                "'' LIKE '_' | 0",
                "'100%' LIKE '100!%' ESCAPE '!' | 1",
                "'1000' LIKE '100!%' ESCAPE '!' | 0",
                "'a' LIKE 'a!' ESCAPE '!' | 0",
                "'a' LIKE NULL | null",
                "5 LIKE 5 | 1"
            })
    void functionsOfTextsAnswerAsThoseOfSqlite(String expression, @Nullable String expected) throws Exception {
        Object own = read("SELECT " + expression + " AS x").rows().get(0).get("x");
        assertThat(own == null ? null : own.toString()).isEqualTo(expected);
        try (Connection plain = DriverManager.getConnection("jdbc:sqlite::memory:");
                Statement statement = plain.createStatement();
                ResultSet result = statement.executeQuery("SELECT " + expression)) {
            assertThat(result.getString(1)).isEqualTo(expected);
        }
    }
}
