package me.fhir.chitchat.db.engine;

import io.dropwizard.db.DataSourceFactory;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import me.fhir.chitchat.db.sql.CachedStatements;
import me.fhir.chitchat.db.sql.EscapedText;
import me.fhir.chitchat.db.sql.Migrations;
import me.fhir.chitchat.db.sql.PostgresDialect;
import me.fhir.chitchat.db.sql.SqlDialect;
import me.fhir.chitchat.db.sql.StoreEngine;
import me.fhir.chitchat.runtime.settings.SettingException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** A PostgreSQL database, with the one session of this server that writes. */
public final class PostgresEngine implements StoreEngine {
    private static final Logger LOG = LoggerFactory.getLogger(PostgresEngine.class);

    private final PostgresAddress address;
    private final PostgresConnections connections;
    private final Duration lockWait;
    private final boolean shared;
    private final SqlDialect dialect = new PostgresDialect();
    private @Nullable Handle writer;
    private volatile boolean isNew;
    private volatile boolean open;
    private UnaryOperator<Connection> instrument = UnaryOperator.identity();

    public PostgresEngine(PostgresAddress address) {
        this(address, PostgresLock.WAIT, false);
    }

    /**
     * A database that is not opened yet.
     *
     * @param lockWait how long to wait for another server to end
     * @param shared whether further servers work on it
     */
    public PostgresEngine(PostgresAddress address, Duration lockWait, boolean shared) {
        this.address = address;
        this.lockWait = lockWait;
        this.shared = shared;
        this.connections = new PostgresConnections(address);
    }

    @Override
    public void open() {
        if (writer == null) {
            try {
                writer = connectWriter(true);
            } catch (SQLException | JdbiException e) {
                throw new SettingException("DATABASE_URL (storage.url) names " + address.name()
                        + ", which cannot be used: "
                        + String.valueOf(e.getMessage()).lines().findFirst().orElse(""));
            }
        }
    }

    @Override
    public Handle openWriter() {
        open();
        return Objects.requireNonNull(writer);
    }

    @Override
    public Handle reopenWriter() throws SQLException {
        closeWriter();
        Handle handle = connectWriter(false);
        writer = handle;
        return handle;
    }

    private Handle connectWriter(boolean migrate) throws SQLException {
        Connection connection = instrument.apply(EscapedText.on(connections.writer()));
        boolean opened = false;
        try {
            if (!PostgresLock.taken(connection, lockWait, shared)) {
                throw new SQLException(
                        shared
                                ? "a server works on it that does not share it. Stop that one first, or set"
                                        + " DATABASE_REPLICAS (storage.replicas) for all."
                                : "another server works on it. Stop that one first, or set DATABASE_REPLICAS"
                                        + " (storage.replicas) for all.");
            }
            if (migrate) {
                prepare(connection);
            }
            PostgresConnections.expectAnswers(connection);
            Handle handle = CachedStatements.open(connection);
            open = true;
            opened = true;
            return handle;
        } finally {
            if (!opened) {
                connection.close();
            }
        }
    }

    private void prepare(Connection connection) throws SQLException {
        PostgresLock.beginPreparing(connection);
        try {
            isNew = Migrations.migrate(connection, dialect);
            try (Statement statement = connection.createStatement()) {
                // A server that had the database for itself counted on without the sequence.
                statement.execute("""
                        SELECT setval('conversation_ids', known.most)
                        FROM (SELECT coalesce(max(id), 0) AS most FROM conversations) known, conversation_ids counted
                        WHERE known.most >= counted.last_value
                        """);
            }
        } finally {
            PostgresLock.endPreparing(connection);
        }
    }

    /** A write that PostgreSQL has to put on the disk. */
    @Override
    public void writeSomething(Handle handle) {
        handle.execute("UPDATE chitchat_schema SET version = version");
    }

    @Override
    public void instrument(UnaryOperator<Connection> connection) {
        instrument = connection;
    }

    /** What is at a connection's other end cannot be exchanged. */
    @Override
    public boolean unmoved() {
        return true;
    }

    @Override
    public boolean isOpen() {
        return open;
    }

    @Override
    public boolean isReplaced() {
        return false;
    }

    @Override
    public boolean isNew() {
        return isNew;
    }

    @Override
    public boolean isCurrent(Connection connection) throws SQLException {
        // A server of another version may have brought a shared database to its own schema, which extends this one.
        return shared ? dialect.schemaVersion(connection) != 0 : Migrations.isCurrent(connection, dialect);
    }

    @Override
    public DataSourceFactory readers(int count) {
        return connections.readers(count);
    }

    /** In a transaction, without which the driver would fetch all rows of a result at once. */
    @Override
    public <T> T read(Jdbi jdbi, Function<Handle, T> query) {
        return jdbi.inTransaction(query::apply);
    }

    @Override
    public void close() {
        open = false;
        closeWriter();
    }

    private void closeWriter() {
        Handle closing = writer;
        writer = null;
        if (closing != null) {
            try {
                closing.getConnection().close();
            } catch (SQLException e) {
                LOG.debug("The connection to {} was not closed cleanly: {}", address.name(), e.getMessage());
            }
        }
    }

    @Override
    public boolean shared() {
        return shared;
    }

    @Override
    public Optional<Connection> listening() throws SQLException {
        return shared ? Optional.of(connections.writer()) : Optional.empty();
    }

    /** The lock of the new session, or the number of the transaction, says what became of the one before. */
    @Override
    public boolean knowsAfterwards() {
        return true;
    }

    @Override
    public JdbiPlugin plugin() {
        return new JdbiPlugin() {
            @Override
            public Connection customizeConnection(Connection connection) {
                return EscapedText.on(connection);
            }
        };
    }

    @Override
    public SqlDialect dialect() {
        return dialect;
    }

    @Override
    public String name() {
        return address.name();
    }
}
