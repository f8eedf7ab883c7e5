package me.fhir.chitchat.db;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.lifecycle.Managed;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.util.Optional;
import java.util.UUID;
import java.util.function.UnaryOperator;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.ReadOnlySql;
import me.fhir.chitchat.db.engine.StorageConfiguration;
import me.fhir.chitchat.db.engine.StorageKinds;
import me.fhir.chitchat.db.engine.StorageQuota;
import me.fhir.chitchat.db.engine.StorageSpace;
import me.fhir.chitchat.db.engine.StoreKind;
import me.fhir.chitchat.db.file.KeyFile;
import me.fhir.chitchat.db.rows.Readers;
import me.fhir.chitchat.db.sql.SqlDialect;
import me.fhir.chitchat.db.sql.StoreEngine;
import me.fhir.chitchat.runtime.files.KeptSecret;
import me.fhir.chitchat.runtime.files.SecretFile;
import me.fhir.chitchat.runtime.settings.SettingException;

/**
 * The database with what every store on it shares: the one writer, the readers, the quota, the caches, and the dispatcher
 * that answers and publishes what was committed.
 */
public final class Database implements Managed {
    private final String replica = UUID.randomUUID().toString();
    private final Path path;
    private final StoreKind kind;
    private final StoreEngine engine;
    private final Readers readers;
    private final StorageQuota quota;
    private final CommitDispatcher commits;
    private final HeadCache heads;
    private final SharedCommits shared;
    private final GroupCommitWriter writer;

    /**
     * Opens nothing yet; {@link #open} or {@link #start} does.
     *
     * @param limits what each conversation may take
     */
    public Database(
            StorageConfiguration configuration, ConversationLimits limits, Clock clock, Environment environment) {
        this.path = configuration.file();
        this.kind = StorageKinds.kind(configuration);
        this.engine = kind.engine();
        this.readers = new Readers(engine, configuration.readerCount(), limits, environment);
        this.quota = new StorageQuota(engine.name(), kind.room());
        this.commits = new CommitDispatcher(Math.max(2, Runtime.getRuntime().availableProcessors()), engine.shared());
        this.heads = new HeadCache(readers, limits, replica);
        this.shared = new SharedCommits(replica, engine, readers, commits);
        this.writer = new GroupCommitWriter(engine, readers, heads, shared, clock, environment.metrics());
    }

    /**
     * Opens it: keeps other servers away and brings the schema up to date, of a data file also checks what lies at its place
     * and takes over one of the predecessor. Does nothing while it is open.
     *
     * @throws SettingException when there can be no server on it: one sentence that says why
     */
    public void open() {
        engine.open();
    }

    @Override
    public void start() throws SQLException {
        writer.start();
        shared.start();
    }

    @Override
    public void stop() throws Exception {
        writer.stop();
        shared.stop();
        readers.stop();
        engine.close();
    }

    /** Whether it could be written when it was last tried, at most about a second ago. */
    public boolean healthy() {
        return writer.healthy() && shared.healthy();
    }

    /** Looks whether it has the schema of this version; false while it cannot be read. */
    public boolean isMigrated() {
        return readers.hasOurSchema();
    }

    /** Whether it was made when it was opened last. */
    public boolean isNew() {
        return engine.isNew();
    }

    /** Where the data file is, and beside it the keys; these also where the data is in PostgreSQL. */
    public Path file() {
        return path;
    }

    /** The folder of that file. */
    public Path folder() {
        return path.resolveSibling("").normalize();
    }

    /** Where a key is kept: beside the data file, or in the database for all servers that share it. */
    public KeptSecret secret(KeyFile key) {
        SecretFile file = new SecretFile(key.beside(path));
        return engine.shared() ? new SharedKey(engine, key, file) : file;
    }

    public StorageSpace space() {
        return kind.space(readers);
    }

    /** Runs the statements of a debugging person, or says where that is done. */
    public ReadOnlySql debugSql() {
        return kind.debugSql(readers);
    }

    SqlDialect dialect() {
        return engine.dialect();
    }

    public Readers readers() {
        return readers;
    }

    /** The head of a conversation where it is cached and no other process can have changed it. */
    Optional<Head> knownHead(long conversation) {
        return readers.version().isPresent() ? heads.known(conversation) : Optional.empty();
    }

    GroupCommitWriter writer() {
        return writer;
    }

    StorageQuota quota() {
        return quota;
    }

    /** What this server calls itself among those that share the database. */
    String replica() {
        return replica;
    }

    /** Whether other servers may work on it. */
    boolean shared() {
        return engine.shared();
    }

    SharedCommits sharedCommits() {
        return shared;
    }

    CommitDispatcher commits() {
        return commits;
    }

    /** Lets a test stand between the store and the driver. Before it is opened. */
    public void instrument(UnaryOperator<Connection> connection) {
        engine.instrument(connection);
    }
}
