package me.fhir.chitchat.db.debug;

import java.nio.file.Path;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import me.fhir.chitchat.conversation.ReadOnlySql;
import me.fhir.chitchat.db.file.SqliteUri;
import me.fhir.chitchat.db.rows.Readers;
import org.jspecify.annotations.Nullable;
import org.sqlite.ProgressHandler;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/**
 * Runs one SELECT of a debugging person on a read-only connection of its own, over views with the column names of the
 * wire. What a statement may do is decided by what SQLite compiled it to, how long by SQLite's progress handler.
 */
public final class DebugSql implements ReadOnlySql {
    static final List<String> TABLES = List.of(
            "conversations", "conversation_events", "attachments", "scenarios", "idempotency_keys", "runner_registry");

    private static final int ROWS = 200;
    private static final int MAX_ROWS = 1000;
    private static final long MAX_CHARACTERS = 16L * 1024 * 1024;
    private static final int MAX_SQL = 100_000;
    private static final long TIME_NANOS = TimeUnit.SECONDS.toNanos(1);
    /** Few, since one step may copy a text of {@link #MAX_VALUE} bytes. */
    private static final int STEPS_BETWEEN_LOOKS = 100;

    /** In bytes: what a frame of 16 MiB can store. */
    private static final int MAX_VALUE = 17 * 1024 * 1024;

    private static final String SETTINGS =
            "mode=ro&busy_timeout=1000&limit_attached=0&limit_column=200&limit_length=" + MAX_VALUE;

    private static final String INTERRUPTED = "The statement was interrupted after one second; select less.";

    private final Path file;
    private final Readers readers;

    public DebugSql(Path file, Readers readers) {
        this.file = file;
        this.readers = readers;
    }

    @Override
    public QueryResult read(String sql, Parameters parameters) throws RefusedException {
        SqlText text = new SqlText(sql);
        requireSelect(sql, text);
        readers.requireOpen();
        long started = System.nanoTime();
        try (Connection connection = SqliteUri.open(file, SETTINGS)) {
            DebugViews.create(connection);
            BooleanSupplier late = () -> System.nanoTime() - started > TIME_NANOS;
            ProgressHandler.setHandler(connection, STEPS_BETWEEN_LOOKS, new ProgressHandler() {
                @Override
                protected int progress() {
                    return late.getAsBoolean() ? 1 : 0;
                }
            });
            new InterruptibleFunctions(late, MAX_VALUE).register(connection);
            return read(connection, text, parameters, started);
        } catch (SQLException e) {
            if (readers.isFileAtFault(e)) {
                throw readers.unavailable(e);
            }
            throw new RefusedException(sentence(e));
        }
    }

    private static void requireSelect(String sql, SqlText text) throws RefusedException {
        if (sql.length() > MAX_SQL) {
            throw new RefusedException("The statement is longer than " + MAX_SQL + " characters.");
        }
        if (text.firstWord().isEmpty()) {
            throw new RefusedException("There is no statement; send one SELECT.");
        }
        if (!text.firstWord().equals("SELECT") && !text.firstWord().equals("WITH")) {
            throw new RefusedException(
                    "Only one SELECT, or WITH … SELECT, is run here; this begins with " + text.firstWord() + ".");
        }
        if (text.more()) {
            throw new RefusedException("Only one statement is run here; there is a second one after the semicolon.");
        }
        if (sql.indexOf('\0') >= 0) {
            throw new RefusedException("The statement holds a NUL character.");
        }
    }

    private static QueryResult read(Connection connection, SqlText text, Parameters parameters, long started)
            throws SQLException, RefusedException {
        // One transaction, so that the schema cannot change between the check and the run.
        try (Statement begin = connection.createStatement()) {
            begin.execute("BEGIN");
        }
        new SqlProgram(connection, TABLES).check(text.statement());
        try (PreparedStatement statement = connection.prepareStatement(text.statement())) {
            SqlParameters.bind(statement, text.parameters(), parameters);
            try (ResultSet result = statement.executeQuery()) {
                Long own = text.limit();
                int most = text.limited() ? MAX_ROWS : ROWS;
                List<Map<String, @Nullable Object>> rows = rows(result, most);
                boolean cut = !text.limited() || (own == null ? rows.size() == most && result.next() : own > most);
                long taken = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - started);
                return new QueryResult(rows, taken, cut ? most : null);
            }
        }
    }

    static List<Map<String, @Nullable Object>> rows(ResultSet result, int most) throws SQLException, RefusedException {
        List<String> names = names(result.getMetaData());
        List<Map<String, @Nullable Object>> rows = new ArrayList<>();
        long characters = 0;
        while (rows.size() < most && result.next()) {
            Map<String, @Nullable Object> row = new LinkedHashMap<>();
            for (int i = 0; i < names.size(); i++) {
                Object value = value(result.getObject(i + 1));
                characters += value instanceof String string ? string.length() : 0;
                // Before the next one is read: a single row can hold more than there is memory.
                if (characters > MAX_CHARACTERS) {
                    throw new RefusedException("The rows hold more than " + MAX_CHARACTERS
                            + " characters; select fewer columns or set a LIMIT.");
                }
                row.put(names.get(i), value);
            }
            rows.add(row);
        }
        return rows;
    }

    /** Columns of the same name get a number, as SQLite does it in a subquery. */
    private static List<String> names(ResultSetMetaData columns) throws SQLException {
        List<String> names = new ArrayList<>();
        for (int i = 1; i <= columns.getColumnCount(); i++) {
            String label = columns.getColumnLabel(i);
            String name = label;
            for (int n = 1; names.contains(name); n++) {
                name = label + ":" + n;
            }
            names.add(name);
        }
        return names;
    }

    private static @Nullable Object value(@Nullable Object stored) {
        if (stored instanceof byte[] bytes) {
            return Base64.getEncoder().encodeToString(bytes);
        }
        // JSON has no word for infinity.
        return stored instanceof Double number && !Double.isFinite(number) ? null : stored;
    }

    private static String sentence(SQLException e) {
        if (e instanceof SQLiteException sqlite && sqlite.getResultCode() == SQLiteErrorCode.SQLITE_INTERRUPT) {
            return INTERRUPTED;
        }
        if (String.valueOf(e.getMessage()).contains(InterruptibleFunctions.INTERRUPTED)) {
            return INTERRUPTED;
        }
        // What SQLite says of this very statement stands in brackets behind the name of the error and its general text.
        String reason = String.valueOf(e.getMessage())
                .replaceFirst("^\\[[A-Z_]+]\\s*", "")
                .replaceFirst("(?s)^SQL error or missing database \\((.*)\\)$", "$1");
        return "SQLite refuses the statement: " + reason + ".";
    }
}
