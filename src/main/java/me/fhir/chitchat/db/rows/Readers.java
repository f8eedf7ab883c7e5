package me.fhir.chitchat.db.rows;

import io.dropwizard.core.setup.Environment;
import io.dropwizard.db.DataSourceFactory;
import io.dropwizard.db.ManagedDataSource;
import io.dropwizard.jdbi3.JdbiFactory;
import java.sql.SQLException;
import java.util.OptionalLong;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BiFunction;
import java.util.function.Function;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.db.sql.StoreEngine;
import org.apache.tomcat.jdbc.pool.DataSourceProxy;
import org.jdbi.v3.core.ConnectionException;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.Jdbi;
import org.jdbi.v3.core.JdbiException;
import org.jdbi.v3.core.statement.DefinedAttributeTemplateEngine;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.sqlite.SQLiteErrorCode;

/**
 * Reads from the data file on a pool of read-only connections; each statement is a transaction of its own. The one
 * place that decides whether a read failed because of its file. For any thread.
 */
public final class Readers {
    private static final Logger LOG = LoggerFactory.getLogger(Readers.class);
    private static final long BETWEEN_WARNINGS_NANOS = TimeUnit.SECONDS.toNanos(10);

    private final StoreEngine engine;
    private final ConversationLimits limits;
    private final ManagedDataSource pool;
    private final Jdbi jdbi;
    private final AtomicLong lastWarning = new AtomicLong(System.nanoTime() - BETWEEN_WARNINGS_NANOS);
    private final AtomicLong version = new AtomicLong();
    private volatile SetupCache setups;
    private volatile ListedCache listed = newListedCache();

    public Readers(StoreEngine engine, int connections, ConversationLimits limits, Environment environment) {
        this.engine = engine;
        this.limits = limits;
        DataSourceFactory factory = engine.readers(connections);
        this.pool = factory.build(environment.metrics(), "readers");
        this.jdbi = new JdbiFactory().build(environment, factory, pool, "readers");
        // Dropwizard's engine names statements of SQL objects, of which there are none, and has each query lexed anew.
        jdbi.setTemplateEngine(new DefinedAttributeTemplateEngine());
        jdbi.installPlugin(engine.plugin());
        this.setups = new SetupCache(limits);
    }

    /**
     * Runs a query.
     *
     * @throws ConversationException ({@code STORE_UNAVAILABLE}) while there is no file of ours, or it cannot be read;
     *     ({@code STORE_DAMAGED}) where it is damaged
     */
    public <T> T read(Function<Handle, T> query) {
        requireOpen();
        try {
            return engine.read(jdbi, query);
        } catch (ConnectionException e) {
            // Nothing was asked yet: there is no file, or all connections are taken.
            throw unavailable(e);
        } catch (JdbiException e) {
            throw isFileAtFault(e) ? unavailable(e) : e;
        }
    }

    /** Runs a query for heads, whose unchanging parts come out of a cache; fails as {@link #read} does. */
    public <T> T readHeads(BiFunction<Handle, SetupCache, T> query) {
        // Taken before the connection: what a file says that goes away now must not be kept for the next one.
        SetupCache current = setups;
        return read(handle -> query.apply(handle, current));
    }

    /** The same for conversations as they are listed. */
    public <T> T readListed(BiFunction<Handle, ListedCache, T> query) {
        ListedCache current = listed;
        return read(handle -> query.apply(handle, current));
    }

    private static ListedCache newListedCache() {
        return new ListedCache(SetupCache.shareOfHeap());
    }

    /** To be called after a write was tried and before anything is published, whether it succeeded or not. */
    public void written() {
        version.incrementAndGet();
    }

    /** Changes with each write; empty while nothing can be read, and where other servers write as well. */
    public OptionalLong version() {
        return engine.isOpen() && !engine.dialect().overNetwork()
                ? OptionalLong.of(version.get())
                : OptionalLong.empty();
    }

    /** Refuses a read while there is no file with our schema. */
    public void requireOpen() {
        if (!engine.isOpen()) {
            throw new ConversationException(
                    ErrorCode.STORE_UNAVAILABLE, "The stored data is not there or is being prepared. Try again.");
        }
    }

    /** Whether a failed read says something about the file rather than about its statement. */
    public boolean isFileAtFault(Exception failure) {
        return StorageFault.in(failure) || !engine.isOpen() || engine.isReplaced() || !hasOurSchema();
    }

    /** A file that was emptied in place has the same identity and no tables. */
    public boolean hasOurSchema() {
        try {
            return jdbi.withHandle(handle -> engine.isCurrent(handle.getConnection()));
        } catch (SQLException | JdbiException e) {
            return false;
        }
    }

    /** The refusal of a read for the sake of its file; logged at most once in ten seconds. */
    public ConversationException unavailable(Exception failure) {
        // A file that another takes the place of can look damaged for a moment.
        boolean damaged = StorageFault.code(failure) == SQLiteErrorCode.SQLITE_CORRUPT
                && engine.isOpen()
                && !engine.isReplaced()
                && hasOurSchema();
        long last = lastWarning.get();
        long now = System.nanoTime();
        if (now - last >= BETWEEN_WARNINGS_NANOS && lastWarning.compareAndSet(last, now)) {
            if (damaged) {
                LOG.error(
                        "The database {} is damaged: {}. Check the disk and restore a backup"
                                + " (docs/deploy.md, Backup and restore).",
                        engine.name(),
                        StorageFault.words(failure));
            } else {
                LOG.warn("The database {} cannot be read: {}", engine.name(), StorageFault.words(failure));
            }
        }
        if (damaged) {
            return new ConversationException(
                    ErrorCode.STORE_DAMAGED,
                    "The part of the stored data that this needs is damaged. Trying again does not help: the server's operator"
                            + " has to restore a backup (docs/deploy.md, Backup and restore).");
        }
        return new ConversationException(ErrorCode.STORE_UNAVAILABLE, "The stored data cannot be read now. Try again.");
    }

    /** Whether other servers may write to the same database at the same time. */
    public boolean shared() {
        return engine.shared();
    }

    /** The state of the open file. */
    public SetupCache setups() {
        return setups;
    }

    /** Forgets what an old file said and closes the connections to it. */
    public void forget() {
        if (pool instanceof DataSourceProxy proxy) {
            proxy.purge();
        }
        setups = new SetupCache(limits);
        listed = newListedCache();
        written();
    }

    public void stop() throws Exception {
        pool.stop();
    }
}
