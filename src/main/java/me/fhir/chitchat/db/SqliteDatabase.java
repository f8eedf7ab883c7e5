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
import java.util.Optional;
import me.fhir.chitchat.scenario.ScenarioItem;
import org.apache.tomcat.jdbc.pool.DataSourceProxy;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jspecify.annotations.Nullable;

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

    private final Path file;
    private final long mostBytes;
    private final ManagedDataSource pool;
    private final Jdbi readers;
    private @Nullable Handle writer;
    private volatile boolean isNew;
    private @Nullable FileWatch watch;

    public SqliteDatabase(StorageConfiguration configuration, Environment environment) {
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
        return Jdbi.create("jdbc:sqlite:" + file + READER_SETTINGS)
                .withHandle(handle -> JdbiScenarioStore.find(handle, id));
    }

    /** Reads; connections are read-only and each statement is a transaction of its own. */
    public Jdbi readers() {
        return readers;
    }

    /**
     * Opens the file for writing, creating it and its folder, and brings its schema up to date. What was open before must
     * be closed. For one thread.
     */
    Handle openWriter() throws SQLException {
        try {
            Files.createDirectories(folder());
        } catch (IOException e) {
            throw new SQLException("the folder of " + file + " cannot be created: " + e.getMessage(), e);
        }
        Connection connection = DriverManager.getConnection("jdbc:sqlite:" + file + WRITER_SETTINGS);
        boolean opened = false;
        try {
            isNew = Migrations.migrate(connection);
            Jdbi jdbi = Jdbi.create(() -> connection);
            jdbi.setStatementBuilderFactory(ignored -> new CachedStatements());
            Handle handle = jdbi.open();
            // One write makes SQLite create the log, whose identity is watched like the file's own.
            handle.useTransaction(h -> h.execute("PRAGMA application_id = 1128813908"));
            watch = new FileWatch(file);
            writer = handle;
            opened = true;
            return handle;
        } finally {
            if (!opened) {
                connection.close();
            }
        }
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
    }

    private void closeWriter() {
        if (writer != null) {
            writer.close();
            writer = null;
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
    }
}
