package me.fhir.chitchat.db.rows;

import java.sql.SQLException;
import java.util.EnumSet;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.sqlite.SQLiteErrorCode;
import org.sqlite.SQLiteException;

/** Failures of the disk, the file or the machine, as against those of a statement. */
public final class StorageFault {
    /** Faults of the statement itself, independent of the file. */
    private static final Set<SQLiteErrorCode> OF_STATEMENTS = EnumSet.of(
            SQLiteErrorCode.SQLITE_ERROR,
            SQLiteErrorCode.SQLITE_CONSTRAINT,
            SQLiteErrorCode.SQLITE_MISMATCH,
            SQLiteErrorCode.SQLITE_TOOBIG,
            SQLiteErrorCode.SQLITE_RANGE,
            SQLiteErrorCode.SQLITE_INTERRUPT,
            SQLiteErrorCode.SQLITE_AUTH);

    /** Classes of SQL states, which other databases give: connection, resources, intervention, system, read-only, bug. */
    private static final Set<String> STATES = Set.of("08", "25", "53", "57", "58", "XX");

    /** A key that is there already, a transaction out of order, a deadlock. */
    private static final Set<String> CONTENTION = Set.of("23505", "40001", "40P01");

    /** Undone by the database for the sake of another transaction. */
    private static final Set<String> SACRIFICED = Set.of("40001", "40P01");

    private StorageFault() {}

    /** SQLite's primary result code at the bottom of a failure; null when there is none. */
    public static @Nullable SQLiteErrorCode code(@Nullable Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof SQLiteException sqlite) {
                return SQLiteErrorCode.getErrorCode(sqlite.getResultCode().code & 0xff);
            }
        }
        return null;
    }

    /** The database's own message of a failure, without the statement's values, which must not be logged. */
    public static String words(Throwable failure) {
        String words = failure.getMessage();
        for (Throwable e = failure; e != null; e = e.getCause()) {
            words = e instanceof SQLException ? e.getMessage() : words;
        }
        return String.valueOf(words);
    }

    /**
     * Whether another writer came first, in the same conversation for instance: what was decided by an older state has to be
     * decided again. Never in SQLite, which has one writer.
     */
    public static boolean isContention(@Nullable Throwable failure) {
        return hasState(failure, CONTENTION);
    }

    /** Whether the database undid a statement for the sake of another transaction: the whole has to be done again. */
    public static boolean isSacrificed(@Nullable Throwable failure) {
        return hasState(failure, SACRIFICED);
    }

    private static boolean hasState(@Nullable Throwable failure, Set<String> states) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof SQLException sql && sql.getSQLState() != null) {
                return states.contains(sql.getSQLState());
            }
        }
        return false;
    }

    /**
     * Whether such a failure is at the bottom of this one. A commit that failed counts: what it wrote may come back
     * when the file is opened again, so it must not be written again.
     */
    public static boolean in(@Nullable Throwable failure) {
        for (Throwable e = failure; e != null; e = e.getCause()) {
            if (e instanceof WriteStatements.CommitFailedException) {
                return true;
            }
            if (e instanceof SQLiteException sqlite) {
                int primary = sqlite.getResultCode().code & 0xff;
                return OF_STATEMENTS.stream().noneMatch(code -> code.code == primary);
            }
            if (e instanceof SQLException sql && sql.getSQLState() != null) {
                return STATES.contains(sql.getSQLState().substring(0, 2));
            }
        }
        return false;
    }
}
