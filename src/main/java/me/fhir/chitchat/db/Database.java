package me.fhir.chitchat.db;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.function.UnaryOperator;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.settings.SettingException;

/**
 * The data file with what every store on it shares: the one writer, the readers, the quota, the caches, and the dispatcher
 * that answers and publishes what was committed.
 */
public final class Database implements Managed {
    private final Path path;
    private final SqliteFile file;
    private final Readers readers;
    private final StorageQuota quota;
    private final CommitDispatcher commits;
    private final GroupCommitWriter writer;

    /**
     * Opens nothing yet; {@link #open} or {@link #start} does.
     *
     * @param limits what each conversation may take
     */
    public Database(
            StorageConfiguration configuration, ConversationLimits limits, Clock clock, Environment environment) {
        this.path = configuration.file();
        this.file = new SqliteFile(path);
        this.readers = new Readers(file, configuration.readerCount(), limits, environment);
        this.quota = new StorageQuota(configuration.file(), configuration.quotaBytes());
        this.commits = new CommitDispatcher(Math.max(2, Runtime.getRuntime().availableProcessors()));
        this.writer = new GroupCommitWriter(
                file, readers, new HeadCache(readers, limits), commits, clock, environment.metrics());
    }

    /**
     * Opens the file: checks what lies at its place, takes over a file of the predecessor, keeps other servers away and
     * brings the schema up to date. Does nothing while it is open.
     *
     * @throws SettingException when there can be no server on this file: one sentence that says why
     */
    public void open() {
        file.open();
    }

    @Override
    public void start() throws SQLException {
        writer.start();
    }

    @Override
    public void stop() throws Exception {
        writer.stop();
        readers.stop();
        file.close();
    }

    /** Whether the file could be written when it was last tried, at most about a second ago. */
    public boolean healthy() {
        return writer.healthy();
    }

    /** Looks whether the file has the schema of this version; false while it cannot be read. */
    public boolean isMigrated() {
        return readers.hasOurSchema();
    }

    /** Whether the file was made when it was opened last. */
    public boolean isNew() {
        return file.isNew();
    }

    public Path file() {
        return path;
    }

    /** The folder that holds the file. */
    public Path folder() {
        return path.resolveSibling("").normalize();
    }

    SqlDialect dialect() {
        return file.dialect();
    }

    Readers readers() {
        return readers;
    }

    GroupCommitWriter writer() {
        return writer;
    }

    StorageQuota quota() {
        return quota;
    }

    CommitDispatcher commits() {
        return commits;
    }

    /** Lets a test stand between the store and the driver. Before the file is opened. */
    void instrument(UnaryOperator<Connection> connection) {
        file.instrument(connection);
    }
}
