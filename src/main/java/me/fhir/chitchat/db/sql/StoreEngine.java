package me.fhir.chitchat.db.sql;

import io.dropwizard.db.DataSourceFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.spi.JdbiPlugin;

/**
 * The database below the stores: its connections, and what its SQL has of its own. One implementation for each kind. For one
 * thread at a time, except where a method says otherwise.
 */
public interface StoreEngine {
    /**
     * Opens the database, keeps other servers away and brings the schema up to date. Does nothing while it is open.
     *
     * @throws me.fhir.chitchat.runtime.settings.SettingException when there can be no server on it: one sentence that says why
     */
    void open();

    /** The connection that writes; opens the database when it is not open. */
    Handle openWriter();

    /** A new connection to the same database in the place of one that failed. */
    Handle reopenWriter() throws SQLException;

    /** Writes something that changes nothing, which shows that writing works. */
    void writeSomething(Handle handle);

    /** Lets go of a database that is not there any more, or of one that is not needed. */
    void close();

    /** Whether what was opened is still what is there. */
    boolean unmoved();

    /** Whether there is a database with this version's schema, as far as is known; false while one is migrated. For any thread. */
    boolean isOpen();

    /** Whether another database, or none, is where the open one was. For any thread. */
    boolean isReplaced();

    /** Whether the database was made when it was opened last. For any thread. */
    boolean isNew();

    /** Whether a connection's database has the schema of this version. For any thread. */
    boolean isCurrent(Connection connection) throws SQLException;

    /** How so many connections for reading are made. */
    DataSourceFactory readers(int connections);

    /** Runs a query on one of them. For any thread. */
    <T> T read(Jdbi jdbi, Function<Handle, T> query);

    /** Whether a commit whose answer was lost can be looked up, once there is a connection again. For any thread. */
    boolean knowsAfterwards();

    /** Whether other servers may write to the same database at the same time. For any thread. */
    default boolean shared() {
        return false;
    }

    /** A connection that is notified of what other servers write; empty where there are none. For any thread. */
    default Optional<Connection> listening() throws SQLException {
        return Optional.empty();
    }

    /** The settings of every connection for reading. */
    JdbiPlugin plugin();

    /** Lets a test stand between the store and the driver. Before the database is opened. */
    void instrument(UnaryOperator<Connection> connection);

    /** Its SQL dialect. For any thread. */
    SqlDialect dialect();

    /** Which database this is, for people; holds no password. For any thread. */
    String name();
}
