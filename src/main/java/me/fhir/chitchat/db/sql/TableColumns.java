package me.fhir.chitchat.db.sql;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which columns a table of an unknown database has. */
public final class TableColumns {
    private TableColumns() {}

    /** The columns of a table in lower case; none when there is no such table. */
    public static Set<String> of(Connection connection, String table) throws SQLException {
        Set<String> columns = new HashSet<>();
        try (var statement = connection.prepareStatement("SELECT lower(name) FROM pragma_table_info(?)")) {
            statement.setString(1, table);
            try (ResultSet rows = statement.executeQuery()) {
                while (rows.next()) {
                    columns.add(rows.getString(1));
                }
            }
        }
        return columns;
    }

    /** Whether a table has all these columns. */
    public static boolean includes(Connection connection, String table, List<String> columns) throws SQLException {
        return of(connection, table).containsAll(columns);
    }
}
