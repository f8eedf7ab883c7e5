package me.fhir.chitchat.db.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Types;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * A table that both databases have, read and written row by row. The target's columns say what there is and whether it is a
 * number or text.
 */
public final class CopiedTable {
    /** Rows that go over the network together, and the characters after which fewer do. */
    private static final int BATCH = 500;

    private static final long BATCH_CHARACTERS = 4L << 20;

    private static final String TEXTS = "ended_conversations";
    private static final String CONVERSATION = "conversation_id";

    private final String name;
    private final Map<String, Boolean> numeric = new TreeMap<>();

    /** @param postgres the side that knows the types of its columns */
    public CopiedTable(String name, Connection postgres) throws SQLException {
        this.name = name;
        try (PreparedStatement query = postgres.prepareStatement("SELECT * FROM " + name + " WHERE false");
                ResultSet none = query.executeQuery()) {
            for (int i = 1; i <= none.getMetaData().getColumnCount(); i++) {
                int type = none.getMetaData().getColumnType(i);
                numeric.put(none.getMetaData().getColumnName(i), type == Types.BIGINT || type == Types.INTEGER);
            }
        }
    }

    public String name() {
        return name;
    }

    public boolean isEmpty(Connection connection) throws SQLException {
        try (PreparedStatement query = connection.prepareStatement("SELECT 1 FROM " + name + " LIMIT 1");
                ResultSet row = query.executeQuery()) {
            return !row.next();
        }
    }

    /** Copies all rows, and says what they were. */
    public TableDigest copy(Side from, Side to) throws SQLException {
        List<String> columns = List.copyOf(numeric.keySet());
        String marks = String.join(", ", Collections.nCopies(columns.size(), "?"));
        String insert = "INSERT INTO " + name + " (" + names(to, columns) + ") VALUES (" + marks + ")";
        TableDigest digest = new TableDigest();
        try (PreparedStatement target = to.connection().prepareStatement(insert)) {
            int waiting = 0;
            long characters = 0;
            try (Rows rows = new Rows(from)) {
                while (rows.next()) {
                    List<Object> row = rows.row();
                    digest.add(row);
                    characters += bind(target, columns, row);
                    target.addBatch();
                    if (++waiting == BATCH || characters > BATCH_CHARACTERS) {
                        target.executeBatch();
                        waiting = 0;
                        characters = 0;
                    }
                }
            }
            target.executeBatch();
        }
        return digest;
    }

    /** The digest of the existing rows. */
    public TableDigest digest(Side side) throws SQLException {
        TableDigest digest = new TableDigest();
        try (Rows rows = new Rows(side)) {
            while (rows.next()) {
                digest.add(rows.row());
            }
        }
        return digest;
    }

    private long bind(PreparedStatement target, List<String> columns, List<Object> row) throws SQLException {
        long characters = 0;
        for (int i = 0; i < row.size(); i++) {
            Object value = row.get(i);
            if (value instanceof Long number) {
                target.setLong(i + 1, number);
            } else if (value instanceof String text) {
                target.setString(i + 1, text);
                characters += text.length();
            } else {
                target.setNull(i + 1, Boolean.TRUE.equals(numeric.get(columns.get(i))) ? Types.BIGINT : Types.VARCHAR);
            }
        }
        return characters;
    }

    private String names(Side side, List<String> columns) {
        return columns.stream().map(column -> side.column(column, name)).collect(Collectors.joining(", "));
    }

    /** All rows, a portion at a time. */
    private final class Rows implements AutoCloseable {
        private final PreparedStatement query;
        private final ResultSet result;

        Rows(Side side) throws SQLException {
            query = side.connection()
                    .prepareStatement("SELECT " + names(side, List.copyOf(numeric.keySet())) + " FROM " + name);
            query.setFetchSize(50);
            result = query.executeQuery();
        }

        boolean next() throws SQLException {
            return result.next();
        }

        /** Numbers, text, and {@link TableDigest#NOTHING} for null, in the order of the columns' names. */
        List<Object> row() throws SQLException {
            List<Object> row = new ArrayList<>();
            int place = 0;
            for (boolean number : numeric.values()) {
                place++;
                Object value = number ? (Object) result.getLong(place) : result.getString(place);
                row.add(value == null || result.wasNull() ? TableDigest.NOTHING : value);
            }
            return row;
        }

        @Override
        public void close() throws SQLException {
            query.close();
        }
    }

    /** One of the two databases. */
    public record Side(Connection connection, SqlDialect dialect) {
        private String column(String name, String table) {
            return table.equals(TEXTS) && name.equals(CONVERSATION) ? dialect.textKey() : name;
        }
    }
}
