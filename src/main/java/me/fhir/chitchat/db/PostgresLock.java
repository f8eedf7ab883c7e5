package me.fhir.chitchat.db;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;

/**
 * Keeps other servers away from a database. The lock belongs to the session that writes: who loses the one has lost the other,
 * and whoever has it knows that all transactions of the one before are over.
 */
final class PostgresLock {
    /** A server that was killed is noticed by PostgreSQL within moments. */
    static final Duration PATIENCE = Duration.ofSeconds(10);

    private static final int BETWEEN_TRIES_MS = 200;

    private static final String TRY =
            "SELECT pg_try_advisory_lock(" + Snapshot.APPLICATION_ID + ", hashtext(current_schema()::text))";

    private PostgresLock() {}

    /** Whether the lock could be had within this time. */
    static boolean taken(Connection connection, Duration patience) throws SQLException {
        long until = System.nanoTime() + patience.toNanos();
        try (Statement statement = connection.createStatement()) {
            while (!tried(statement)) {
                if (System.nanoTime() > until) {
                    return false;
                }
                Thread.sleep(BETWEEN_TRIES_MS);
            }
            return true;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return false;
        }
    }

    private static boolean tried(Statement statement) throws SQLException {
        try (ResultSet row = statement.executeQuery(TRY)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
