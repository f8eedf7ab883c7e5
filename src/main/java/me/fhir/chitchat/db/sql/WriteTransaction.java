package me.fhir.chitchat.db.sql;

import java.sql.PreparedStatement;
import java.sql.SQLException;

/** The transactions of one connection, and how one statement writes many rows in them. For a single thread. */
public interface WriteTransaction extends AutoCloseable {
    void begin() throws SQLException;

    /** Makes durable what was written. */
    void commit() throws SQLException;

    void rollback() throws SQLException;

    /** Writes the row whose parameters are set, now or with {@link #flush}. */
    void row(PreparedStatement statement) throws SQLException;

    /** Writes what {@link #row} has put off. */
    void flush(PreparedStatement statement) throws SQLException;

    @Override
    void close() throws SQLException;
}
