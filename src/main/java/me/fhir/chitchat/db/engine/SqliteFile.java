package me.fhir.chitchat.db.engine;

import io.dropwizard.db.DataSourceFactory;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.function.Function;
import java.util.function.UnaryOperator;
import me.fhir.chitchat.db.file.FileWatch;
import me.fhir.chitchat.db.file.NativeLibrary;
import me.fhir.chitchat.db.file.Snapshot;
import me.fhir.chitchat.db.predecessor.PredecessorUpgrade;
import me.fhir.chitchat.db.sql.CachedStatements;
import me.fhir.chitchat.db.sql.Migrations;
import me.fhir.chitchat.db.sql.SqlDialect;
import me.fhir.chitchat.db.sql.SqliteDialect;
import me.fhir.chitchat.db.sql.StoreEngine;
import me.fhir.chitchat.runtime.files.OwnerOnly;
import me.fhir.chitchat.runtime.settings.SettingException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.spi.JdbiPlugin;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SQLite file: opened, brought up to date, and watched, with the one connection that writes. For one thread at a time,
 * except where a method says otherwise.
 */
public final class SqliteFile implements StoreEngine {
    private static final Logger LOG = LoggerFactory.getLogger(SqliteFile.class);

    private final Path file;
    private final SqlDialect dialect = new SqliteDialect();
    private @Nullable Handle writer;
    private volatile boolean isNew;
    private volatile boolean open;
    private volatile @Nullable FileWatch watch;
    private @Nullable DataFileLock lock;
    private UnaryOperator<Connection> instrument = UnaryOperator.identity();

    public SqliteFile(Path file) {
        NativeLibrary.load();
        this.file = file;
    }

    /**
     * Opens the file: checks what lies at its place, takes over a file of the predecessor, keeps other servers away and
     * brings the schema up to date. Does nothing while it is open.
     *
     * @throws SettingException when there can be no server on this file: one sentence that says why
     */
    @Override
    public void open() {
        if (writer != null) {
            return;
        }
        DataFileCheck check = new DataFileCheck(file);
        boolean opened = false;
        try {
            DataFileCheck.FileKind kind = check.kind();
            if (lock == null) {
                lock = DataFileLock.take(file);
            }
            if (kind == DataFileCheck.FileKind.NEW) {
                // SQLite would let everybody read it; what lies beside it gets the permissions of this file.
                OwnerOnly.createFile(file);
            }
            if (kind == DataFileCheck.FileKind.PREDECESSOR) {
                PredecessorUpgrade.run(file);
            }
            writer = connectWriter(true);
            opened = true;
        } catch (SQLException | JdbiException | IOException e) {
            throw check.refused(e);
        } finally {
            if (!opened) {
                unlock();
            }
        }
    }

    /** The connection that writes; opens the file when it is not open. For one thread. */
    @Override
    public Handle openWriter() {
        open();
        return Objects.requireNonNull(writer);
    }

    /** A new connection to the same file in the place of one that failed. For the thread that writes. */
    @Override
    public Handle reopenWriter() throws SQLException {
        FileWatch watched = watch;
        if (watched != null) {
            // Without a connection SQLite removes the log, and makes a new one.
            watch = watched.ofDataOnly();
        }
        closeWriter();
        Handle handle = connectWriter(false);
        writer = handle;
        return handle;
    }

    private Handle connectWriter(boolean migrate) throws SQLException {
        Connection connection = instrument.apply(DriverManager.getConnection(SqliteDataSources.writableUrl(file)));
        boolean opened = false;
        try {
            if (migrate) {
                isNew = Migrations.migrate(connection, dialect);
            }
            Handle handle = CachedStatements.open(connection);
            writeSomething(handle);
            watch = new FileWatch(file);
            open = true;
            opened = true;
            return handle;
        } finally {
            if (!opened) {
                connection.close();
            }
        }
    }

    /** One write makes SQLite create the log, whose identity is watched like the file's own. */
    @Override
    public void writeSomething(Handle handle) {
        handle.useTransaction(h -> h.execute("PRAGMA application_id = " + Snapshot.APPLICATION_ID));
    }

    @Override
    public void instrument(UnaryOperator<Connection> connection) {
        instrument = connection;
    }

    /** Whether the files at the place are still those that were opened. */
    @Override
    public boolean unmoved() {
        FileWatch watched = watch;
        return watched != null && watched.unmoved();
    }

    /** Whether there is a file with this version's schema, as far as is known; false while one is migrated. For any thread. */
    @Override
    public boolean isOpen() {
        return open;
    }

    /** Whether another file, or none, lies where the open one was. For any thread. */
    @Override
    public boolean isReplaced() {
        FileWatch watched = watch;
        return watched == null || !watched.sameDataFile();
    }

    /** Whether the file was made when it was opened last. For any thread. */
    @Override
    public boolean isNew() {
        return isNew;
    }

    /** Lets go of a file that is not there any more, or of one that is not needed. */
    @Override
    public void close() {
        open = false;
        closeWriter();
        unlock();
    }

    private void unlock() {
        if (lock != null) {
            try {
                lock.close();
            } catch (IOException e) {
                LOG.warn("The lock of {} could not be released: {}", file, e.getMessage());
            }
            lock = null;
        }
    }

    private void closeWriter() {
        Handle closing = writer;
        writer = null;
        if (closing != null) {
            try {
                closing.close();
            } catch (JdbiException e) {
                // What failed before may fail again now; nothing of it was acknowledged.
                LOG.debug("The connection to {} was not closed cleanly: {}", file, e.getMessage());
            }
        }
    }

    @Override
    public boolean isCurrent(Connection connection) throws SQLException {
        return Migrations.isCurrent(connection, dialect);
    }

    @Override
    public DataSourceFactory readers(int connections) {
        return SqliteDataSources.readOnly(file, connections);
    }

    @Override
    public <T> T read(Jdbi jdbi, Function<Handle, T> query) {
        return jdbi.withHandle(query::apply);
    }

    /** The writes of such a commit can come back with the next recovery. */
    @Override
    public boolean knowsAfterwards() {
        return false;
    }

    @Override
    public JdbiPlugin plugin() {
        return new JdbiPlugin.Singleton() {};
    }

    @Override
    public SqlDialect dialect() {
        return dialect;
    }

    @Override
    public String name() {
        return file.toString();
    }
}
