package me.fhir.chitchat.db;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.db.ManagedDataSource;
import io.dropwizard.jdbi3.JdbiFactory;
import io.dropwizard.lifecycle.Managed;
import io.dropwizard.util.Duration;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.Objects;
import java.util.Optional;
import java.util.function.UnaryOperator;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.settings.SettingException;
import org.apache.tomcat.jdbc.pool.DataSourceProxy;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The SQLite file: opened, brought up to date, and watched. One connection writes ({@link #openWriter}, for one thread),
 * a pool of read-only ones reads ({@link #readers}, for any).
 */
public final class SqliteDatabase implements Managed {
    // NORMAL would lose acknowledged appends with the power; the group commit pays for FULL.
    private static final String WRITER_SETTINGS = "?journal_mode=WAL&synchronous=FULL&busy_timeout=5000"
            + "&foreign_keys=true&transaction_mode=IMMEDIATE&journal_size_limit=67108864"
            // Else the driver asks for the last row id after each insert; nobody here wants it.
            + "&jdbc.get_generated_keys=false";
    private static final String READER_SETTINGS = "?open_mode=1&busy_timeout=5000";

    private static final Logger LOG = LoggerFactory.getLogger(SqliteDatabase.class);

    private final Path file;
    private final long mostBytes;
    private final ManagedDataSource pool;
    private final Jdbi readers;
    private @Nullable Handle writer;
    private volatile boolean isNew;
    private @Nullable FileWatch watch;
    private @Nullable DataFileLock lock;
    private UnaryOperator<Connection> instrument = UnaryOperator.identity();

    public SqliteDatabase(StorageConfiguration configuration, Environment environment) {
        NativeLibrary.load();
        this.file = configuration.file();
        this.mostBytes = configuration.quotaBytes();
        DataSourceFactory factory = dataSource(file);
        factory.setMaxSize(configuration.readerCount());
        this.pool = factory.build(environment.metrics(), "readers");
        this.readers = new JdbiFactory().build(environment, factory, pool, "readers");
    }

    /** How the readers reach the file. */
    private static DataSourceFactory dataSource(Path file) {
        DataSourceFactory factory = new DataSourceFactory();
        factory.setDriverClass("org.sqlite.JDBC");
        factory.setUrl("jdbc:sqlite:" + file + READER_SETTINGS);
        factory.setInitialSize(0);
        factory.setMinSize(0);
        factory.setMaxSize(4);
        factory.setMaxWaitForConnection(Duration.seconds(30));
        factory.setCheckConnectionOnBorrow(false);
        factory.setCheckConnectionWhileIdle(false);
        factory.setValidationQuery("SELECT 1");
        return factory;
    }

    /** How the {@code db} command reaches the file; makes its folder. */
    public static DataSourceFactory writable(Path file) {
        NativeLibrary.load();
        try {
            Files.createDirectories(file.resolveSibling("").normalize());
        } catch (IOException e) {
            throw new UncheckedIOException("the folder of " + file + " cannot be created", e);
        }
        DataSourceFactory factory = dataSource(file);
        factory.setUrl("jdbc:sqlite:" + file + WRITER_SETTINGS);
        return factory;
    }

    /** A scenario out of a data file that nobody has opened here. */
    public static Optional<ScenarioItem> storedScenario(Path file, String id) {
        NativeLibrary.load();
        return Jdbi.create("jdbc:sqlite:" + file + READER_SETTINGS)
                .withHandle(handle -> JdbiScenarioStore.find(handle, id));
    }

    /** Reads; connections are read-only and each statement is a transaction of its own. */
    public Jdbi readers() {
        return readers;
    }

    /**
     * Opens the file: checks what lies at its place, takes over a file of the predecessor, keeps other servers away and
     * brings the schema up to date. Does nothing while it is open.
     *
     * @throws SettingException when there can be no server on this file: one sentence that says why
     */
    public void open() {
        if (writer != null) {
            return;
        }
        DataFileCheck check = new DataFileCheck(file);
        boolean opened = false;
        try {
            DataFileCheck.Kind kind = check.kind();
            if (lock == null) {
                lock = DataFileLock.take(file);
            }
            if (kind == DataFileCheck.Kind.PREDECESSOR) {
                Takeover.run(file);
            }
            writer = connectWriter(true);
            opened = true;
        } catch (SQLException | JdbiException | IOException e) {
            throw check.damaged(String.valueOf(e.getMessage()));
        } finally {
            if (!opened) {
                unlock();
            }
        }
    }

    /** The connection that writes; opens the file when it is not open. For one thread. */
    Handle openWriter() {
        open();
        return Objects.requireNonNull(writer);
    }

    /** A new connection to the same file in the place of one that failed. For the thread that writes. */
    Handle reopenWriter() throws SQLException {
        if (watch != null) {
            // Without a connection SQLite removes the log, and makes a new one.
            watch = watch.ofDataOnly();
        }
        closeWriter();
        Handle handle = connectWriter(false);
        writer = handle;
        return handle;
    }

    private Handle connectWriter(boolean migrate) throws SQLException {
        Connection connection = instrument.apply(DriverManager.getConnection("jdbc:sqlite:" + file + WRITER_SETTINGS));
        boolean opened = false;
        try {
            if (migrate) {
                isNew = Migrations.migrate(connection);
            }
            Jdbi jdbi = Jdbi.create(() -> connection);
            jdbi.setStatementBuilderFactory(ignored -> new CachedStatements());
            Handle handle = jdbi.open();
            writeSomething(handle);
            watch = new FileWatch(file);
            opened = true;
            return handle;
        } finally {
            if (!opened) {
                connection.close();
            }
        }
    }

    /** One write makes SQLite create the log, whose identity is watched like the file's own. */
    void writeSomething(Handle handle) {
        handle.useTransaction(h -> h.execute("PRAGMA application_id = " + Snapshot.APPLICATION_ID));
    }

    /** Lets a test stand between the store and the driver. Before the file is opened. */
    void instrument(UnaryOperator<Connection> connection) {
        instrument = connection;
    }

    /** Whether the files at the place are still those that were opened. For whoever holds the file. */
    boolean unmoved() {
        return watch != null && watch.unmoved();
    }

    /** Whether the file was made when it was opened last. */
    public boolean isNew() {
        return isNew;
    }

    /** Lets go of a file that is not there any more. */
    void forget() {
        closeWriter();
        purgeReaders();
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

    private void purgeReaders() {
        if (pool instanceof DataSourceProxy proxy) {
            proxy.purge();
        }
    }

    public Path file() {
        return file;
    }

    /** How large the file and its log may become together; 0 for as large as the volume allows. */
    long mostBytes() {
        return mostBytes;
    }

    /** The folder that holds the file. */
    public Path folder() {
        return file.resolveSibling("").normalize();
    }

    @Override
    public void stop() throws Exception {
        pool.stop();
        closeWriter();
        unlock();
    }
}
