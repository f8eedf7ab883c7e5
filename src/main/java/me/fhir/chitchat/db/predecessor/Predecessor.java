package me.fhir.chitchat.db.predecessor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import me.fhir.chitchat.db.sql.TableColumns;
import org.jspecify.annotations.Nullable;

/** Reads the tables of the TypeScript server that this service replaces, in any of the shapes they have had. */
public final class Predecessor {
    private final Connection connection;

    Predecessor(Connection connection) {
        this.connection = connection;
    }

    /** Whether a database has that server's tables. */
    public static boolean made(Connection connection) throws SQLException {
        return TableColumns.includes(connection, "conversations", List.of("conversation"))
                || TableColumns.includes(connection, "conversation_events", List.of("conversation", "payload"))
                || TableColumns.includes(connection, "scenarios", List.of("id", "name", "config", "history"));
    }

    /** Takes one row. */
    @FunctionalInterface
    interface RowReader {
        void read(ResultSet row) throws SQLException;
    }

    /**
     * Reads a table; a missing one has no rows and a missing column is null.
     *
     * @param columns what to read; of {@code a|b} the first one that the table has, under the name {@code a}
     * @param order the column to sort by, in the same notation
     */
    void each(String table, List<String> columns, String order, RowReader reader) throws SQLException {
        each(table, columns, order, null, reader);
    }

    /** Reads the rows of one conversation. */
    void each(String table, List<String> columns, String order, @Nullable Long conversation, RowReader reader)
            throws SQLException {
        Set<String> there = TableColumns.of(connection, table);
        if (there.isEmpty()) {
            return;
        }
        String owner = found(there, "conversation|conversation_id");
        if (conversation != null && owner == null) {
            return;
        }
        String sorted = found(there, order);
        String sql = """
                SELECT %s FROM %s
                WHERE %s
                ORDER BY %s
                """.formatted(
                        columns.stream().map(column -> selected(there, column)).collect(Collectors.joining(", ")),
                        table,
                        conversation == null ? "true" : owner + " = ?",
                        sorted == null ? "1" : sorted);
        try (PreparedStatement statement = connection.prepareStatement(sql)) {
            if (conversation != null) {
                statement.setLong(1, conversation);
            }
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    reader.read(rows);
                }
            }
        }
    }

    private static String selected(Set<String> there, String column) {
        String name = column.replaceFirst("\\|.*", "");
        String found = found(there, column);
        return (found == null ? "NULL" : '"' + found + '"') + " AS " + name;
    }

    private static @Nullable String found(Set<String> there, String alternatives) {
        for (String name : List.of(alternatives.split("\\|", -1))) {
            if (there.contains(name)) {
                return name;
            }
        }
        return null;
    }
}
