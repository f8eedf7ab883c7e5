package me.fhir.chitchat.db.engine;

import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import me.fhir.chitchat.db.file.Snapshot;

/**
 * Keeps other servers away from a database. The lock belongs to the session that writes: who loses the one has lost the other,
 * and its holder knows that all transactions of the one before are over.
 */
final class PostgresLock {
    /** A server that was killed is noticed by PostgreSQL within moments. */
    static final Duration WAIT = Duration.ofSeconds(10);

    private static final int BETWEEN_TRIES_MS = 200;

    private static final String KEY = "(" + Snapshot.APPLICATION_ID + ", hashtext(current_schema()::text))";
    private static final String ALONE = "SELECT pg_try_advisory_lock" + KEY;
    private static final String SHARED = "SELECT pg_try_advisory_lock_shared" + KEY;

    /** Another key: servers that share a database bring its schema up to date one after the other. */
    private static final String MIGRATION = "(" + (Snapshot.APPLICATION_ID + 1) + ", hashtext(current_schema()::text))";

    private PostgresLock() {}

    /**
     * Whether the lock could be had within this time.
     *
     * @param shared with other servers that share it, but with none that takes it exclusively
     */
    static boolean taken(Connection connection, Duration wait, boolean shared) throws SQLException {
        long until = System.nanoTime() + wait.toNanos();
        try (Statement statement = connection.createStatement()) {
            while (!tried(statement, shared ? SHARED : ALONE)) {
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

    /** Waits until no other server prepares the database. */
    static void beginPreparing(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_lock" + MIGRATION);
        }
    }

    static void endPreparing(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            statement.execute("SELECT pg_advisory_unlock" + MIGRATION);
        }
    }

    private static boolean tried(Statement statement, String query) throws SQLException {
        try (ResultSet row = statement.executeQuery(query)) {
            return row.next() && row.getBoolean(1);
        }
    }
}
