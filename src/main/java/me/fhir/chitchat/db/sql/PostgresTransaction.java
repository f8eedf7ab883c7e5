package me.fhir.chitchat.db.sql;

import java.sql.BatchUpdateException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;

/** Transactions of PostgreSQL. The rows of a statement go over the network together. */
final class PostgresTransaction implements WriteTransaction {
    private final Connection connection;

    PostgresTransaction(Connection connection) {
        this.connection = connection;
    }

    @Override
    public void begin() throws SQLException {
        // The driver sends BEGIN along with the first statement, and nothing at all for an empty transaction.
        connection.setAutoCommit(false);
    }

    @Override
    public void commit() throws SQLException {
        connection.commit();
        connection.setAutoCommit(true);
    }

    @Override
    public void rollback() throws SQLException {
        connection.rollback();
        connection.setAutoCommit(true);
    }

    @Override
    public void row(PreparedStatement statement) throws SQLException {
        statement.addBatch();
    }

    @Override
    public void flush(PreparedStatement statement) throws SQLException {
        try {
            statement.executeBatch();
        } catch (BatchUpdateException e) {
            // Its own message quotes the rows, which do not belong in a log.
            SQLException reason = e.getNextException();
            throw reason == null ? new SQLException("a batch failed", e.getSQLState()) : reason;
        } catch (AssertionError e) {
            // Where assertions are on, the driver asserts after a failed batch that its connection is open.
            throw new SQLException("the connection broke", "08006", e);
        }
    }

    @Override
    public void close() {}
}
