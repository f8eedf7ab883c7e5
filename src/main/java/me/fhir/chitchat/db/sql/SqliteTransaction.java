package me.fhir.chitchat.db.sql;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Transactions of SQLite, in which each row is written at once: it costs no way over a network. */
final class SqliteTransaction implements WriteTransaction {
    private final PreparedStatement begin;
    private final PreparedStatement commit;
    private final PreparedStatement rollback;

    SqliteTransaction(Connection connection) throws SQLException {
        // The driver's own transactions would begin the next one at once and hold the file's lock meanwhile.
        begin = connection.prepareStatement("BEGIN IMMEDIATE");
        commit = connection.prepareStatement("COMMIT");
        rollback = connection.prepareStatement("ROLLBACK");
    }

    @Override
    public void begin() throws SQLException {
        begin.executeUpdate();
    }

    @Override
    public void commit() throws SQLException {
        commit.executeUpdate();
    }

    @Override
    public void rollback() throws SQLException {
        rollback.executeUpdate();
    }

    @Override
    public void row(PreparedStatement statement) throws SQLException {
        statement.executeUpdate();
    }

    @Override
    public void flush(PreparedStatement statement) {}

    @Override
    public void close() throws SQLException {
        begin.close();
        commit.close();
        rollback.close();
    }
}
