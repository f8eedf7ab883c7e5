package me.fhir.chitchat.db;

import java.sql.SQLException;
import me.fhir.chitchat.db.rows.Readers;
import me.fhir.chitchat.db.rows.StorageFault;
import me.fhir.chitchat.db.rows.WriteStatements;
import me.fhir.chitchat.db.sql.StoreEngine;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The writer's connection, and how the data file is: writable, for the moment not, or gone. Belongs to the writer's
 * thread; only {@link #healthy()} is for any thread.
 */
final class WriterConnection {
    private static final Logger LOG = LoggerFactory.getLogger(WriterConnection.class);

    private final StoreEngine engine;
    private final Readers readers;
    private final HeadCache heads;
    private final CommitDispatcher dispatcher;
    /** Null after a failure, until the next write. */
    private @Nullable OpenConnection open;
    /** Whether the file went away and no other could be opened yet. */
    private boolean lost;
    /** Why not, as it was last logged. */
    private @Nullable String openFailure;

    private volatile boolean healthy;

    /** A connection to a file that is there, and its statements. */
    record OpenConnection(Handle handle, WriteStatements statements) {}

    WriterConnection(StoreEngine engine, Readers readers, HeadCache heads, CommitDispatcher dispatcher) {
        this.engine = engine;
        this.readers = readers;
        this.heads = heads;
        this.dispatcher = dispatcher;
    }

    /** Opens the file for the first time. */
    void open() throws SQLException {
        use(engine.openWriter());
        healthy = true;
    }

    /** Whether the last batch, or the last look while idle, found the file writable. For any thread. */
    boolean healthy() {
        return healthy;
    }

    /** The open connection; null while there is no store. */
    @Nullable
    OpenConnection current() {
        return open == null || lost ? present() : open;
    }

    private void use(Handle handle) throws SQLException {
        open = new OpenConnection(handle, new WriteStatements(handle.getConnection(), engine.dialect()));
        heads.reset(handle);
    }

    /** Finds out while nothing is to be written whether something could be. */
    void lookWhileIdle() {
        OpenConnection connection = present();
        if (connection == null) {
            return;
        }
        try {
            if (healthy) {
                Handle handle = connection.handle();
                connection.statements().inTransaction(() -> {
                    handle.execute("SAVEPOINT probe");
                    handle.execute(
                            "UPDATE conversations SET turn = turn WHERE id = (SELECT max(id) FROM conversations)");
                    handle.execute("ROLLBACK TO probe");
                });
            } else {
                // Only what reaches the disk shows that there is room again.
                engine.writeSomething(connection.handle());
            }
            succeeded();
        } catch (SQLException | RuntimeException e) {
            // JDBI has unchecked exceptions of its own.
            failed(e);
        }
    }

    /** A write has reached the disk. */
    void succeeded() {
        if (!healthy) {
            healthy = true;
            LOG.info("The database {} can be written", engine.name());
        }
    }

    /** After a failure the connection may be in any state; the next write opens another. */
    void failed(Exception e) {
        open = null;
        if (healthy) {
            healthy = false;
            if (StorageFault.in(e)) {
                LOG.error(
                        "The database {} cannot be written; appends are refused until it can: {}",
                        engine.name(),
                        StorageFault.words(e));
            } else {
                LOG.error("A write to {} failed", engine.name(), e);
            }
        }
    }

    /** The file if it is still there; else one is opened afresh, and what waits now is not for it. */
    private @Nullable OpenConnection present() {
        if (lost || !engine.unmoved()) {
            startAfresh();
            return null;
        }
        if (open == null) {
            try {
                Handle handle = engine.reopenWriter();
                if (!engine.isCurrent(handle.getConnection())) {
                    // Emptied in place: the same file, without our tables.
                    startAfresh();
                    return null;
                }
                use(handle);
            } catch (SQLException | RuntimeException e) {
                // JDBI has unchecked exceptions of its own.
                failed(e);
            }
        }
        return open;
    }

    /** Opens what is at the file's path now; what was in the file before is gone. */
    void startAfresh() {
        if (!lost) {
            LOG.warn("The database {} is gone or another; starting afresh with what is there now", engine.name());
            lost = true;
            open = null;
            engine.close();
            readers.forget();
            heads.forget();
            dispatcher.storeLost();
        }
        healthy = false;
        try {
            use(engine.openWriter());
            lost = false;
            openFailure = null;
            succeeded();
            dispatcher.storeReady();
        } catch (SQLException | RuntimeException e) {
            // JDBI has unchecked exceptions of its own.
            open = null;
            String reason = StorageFault.words(e);
            // Tried again every second: logged once.
            if (!reason.equals(openFailure)) {
                LOG.error("The database {} cannot be opened: {}", engine.name(), reason);
            }
            openFailure = reason;
        }
    }
}
