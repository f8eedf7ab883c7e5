package me.fhir.chitchat.db;

import com.codahale.metrics.MetricRegistry;
import io.dropwizard.lifecycle.Managed;
import java.sql.SQLException;
import java.time.Clock;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.db.rows.Readers;
import me.fhir.chitchat.db.rows.StorageFault;
import me.fhir.chitchat.db.rows.WriteStatements;
import me.fhir.chitchat.db.sql.StoreEngine;
import me.fhir.chitchat.runtime.memory.RequestMemory;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/**
 * The one thread that writes. It takes all that is queued, puts it into one transaction and commits; what arrives
 * meanwhile is the next batch. A caller alone pays one fsync, sixty-four share one. Nothing is answered before its
 * commit is on the disk, and in a file that is still there.
 */
final class GroupCommitWriter implements Managed {
    private static final int MAX_ATTEMPTS = 5;
    private static final int MAX_RECONNECT_ATTEMPTS = 20;
    private static final int POLL_INTERVAL_MS = 500;
    private static final long IDLE_LOOK_NANOS = 1_000_000_000;
    private static final String NOT_WRITTEN = "The store could not take this; nothing was written. Send it again.";
    private static final String PERHAPS_WRITTEN =
            "The store went away while it wrote this: it may be written, or not. Send it"
                    + " again with the same clientRequestId, or look first whether it is there.";

    private final StoreEngine engine;
    private final Readers readers;
    private final HeadCache heads;
    private final SharedCommits shared;
    private final CommitDispatcher dispatcher;
    private final Clock clock;
    private final StoreMetrics measured;
    private final WriteQueue waiting = new WriteQueue(System::nanoTime, RequestMemory.shareOfHeap());
    private final Thread thread = new Thread(this::run, "store-writer");
    private final WriterConnection connection;
    private volatile boolean stopping;

    GroupCommitWriter(
            StoreEngine engine,
            Readers readers,
            HeadCache heads,
            SharedCommits shared,
            Clock clock,
            MetricRegistry metrics) {
        this.engine = engine;
        this.readers = readers;
        this.heads = heads;
        this.shared = shared;
        this.dispatcher = shared.dispatcher();
        this.clock = clock;
        this.connection = new WriterConnection(engine, readers, heads, dispatcher);
        this.measured = new StoreMetrics(metrics);
        metrics.registerGauge("chitchat.store.waiting", waiting::size);
    }

    /** Opens the file and starts writing. */
    @Override
    public void start() throws SQLException {
        connection.open();
        thread.start();
    }

    /** Writes what is waiting, then ends. */
    @Override
    public void stop() throws InterruptedException {
        stopping = true;
        waiting.wake();
        thread.join(TimeUnit.SECONDS.toMillis(10));
        dispatcher.stop();
    }

    /** Whether the last batch, or the last look while idle, found the file writable. */
    boolean healthy() {
        return connection.healthy();
    }

    void submit(WriteItem item) {
        waiting.add(item);
        // The thread may have ended between its last look and this call.
        if (stopping && !thread.isAlive() && waiting.remove(item)) {
            item.refuse(new ConversationException(
                    ErrorCode.STORE_UNAVAILABLE, "The server is shutting down; send it again later."));
        }
    }

    /** Runs one piece of work in a savepoint of its own; what it throws undoes it and nothing else. */
    <T> CompletableFuture<T> run(Function<Handle, T> work) {
        return run(0, false, work);
    }

    /** The same for work that writes or frees about so many bytes. */
    <T> CompletableFuture<T> run(long bytes, Function<Handle, T> work) {
        return run(bytes, false, work);
    }

    /**
     * The same for work on rows that every server writes. It comes last in its transaction, so that none waits for another
     * row while it holds these, which two servers could do for each other.
     */
    <T> CompletableFuture<T> runLast(Function<Handle, T> work) {
        return run(0, true, work);
    }

    private <T> CompletableFuture<T> run(long bytes, boolean last, Function<Handle, T> work) {
        CompletableFuture<T> future = new CompletableFuture<>();
        submit(new WriteItem.Job<>(bytes, last, work, future));
        return future;
    }

    private void run() {
        List<WriteItem> batch = new ArrayList<>();
        while (!stopping || !waiting.isEmpty()) {
            try {
                if (stopping ? !waiting.takeRest(batch) : !waiting.take(batch, IDLE_LOOK_NANOS)) {
                    connection.lookWhileIdle();
                    continue;
                }
                long begun = System.nanoTime();
                write(batch);
                waiting.written(System.nanoTime() - begun);
            } catch (InterruptedException e) {
                stopping = true;
            } catch (RuntimeException e) {
                // Whatever it was: without this thread every later write would wait for ever.
                connection.failed(e);
                refuse(batch, PERHAPS_WRITTEN);
            } finally {
                batch.clear();
            }
        }
    }

    private void write(List<WriteItem> batch) {
        write(batch, 1);
    }

    private void write(List<WriteItem> batch, int attempt) {
        WriterConnection.OpenConnection current = connection.current();
        if (current == null) {
            refuse(batch);
            return;
        }
        // As it is stored, so that a head at hand equals the same one when it is read.
        AppendBatch appends =
                new AppendBatch(current.handle(), heads, clock.instant().truncatedTo(ChronoUnit.MILLIS));
        Exception failure = tryWriting(current, appends, batch);
        readers.written();
        // Looked at after the commit: what went into a file that is not there any more was never written.
        if (!engine.unmoved()) {
            connection.startAfresh();
            refuse(batch);
        } else if (failure == null) {
            connection.succeeded();
            dispatcher.deliver(batch, waiting.noneArrived());
        } else if (StorageFault.isContention(failure) && attempt < MAX_ATTEMPTS) {
            // Another writer was first. Nothing of this was written; it is decided again by what is there now.
            heads.reset(current.handle());
            write(batch, attempt + 1);
        } else {
            connection.failed(failure);
            if (failure instanceof WriteStatements.CommitFailedException) {
                afterFailedCommit(batch, appends);
            } else if (batch.size() > 1 && !StorageFault.in(failure)) {
                // One bad statement must not cost the others their answer.
                batch.forEach(item -> write(List.of(item)));
            } else {
                refuse(batch);
            }
        }
    }

    /** A commit whose answer was lost may have been done: what can be found out determines what callers are answered. */
    private void afterFailedCommit(List<WriteItem> batch, AppendBatch appends) {
        WriterConnection.OpenConnection again = engine.knowsAfterwards() ? connectionAgain() : null;
        Optional<Boolean> stored = again == null ? Optional.empty() : stored(appends, again);
        if (stored.isEmpty()) {
            refuse(batch, PERHAPS_WRITTEN);
        } else if (stored.get()) {
            dispatcher.deliver(batch, false);
        } else {
            refuse(batch);
        }
    }

    /** Waits a while for a connection. */
    private WriterConnection.@Nullable OpenConnection connectionAgain() {
        try {
            for (int attempt = 0; attempt < MAX_RECONNECT_ATTEMPTS; attempt++) {
                WriterConnection.OpenConnection again = connection.current();
                if (again != null) {
                    return again;
                }
                Thread.sleep(POLL_INTERVAL_MS);
            }
        } catch (InterruptedException e) {
            stopping = true;
        }
        return null;
    }

    private Optional<Boolean> stored(AppendBatch appends, WriterConnection.OpenConnection again) {
        try {
            return appends.isStored(again.handle());
        } catch (RuntimeException e) {
            // JDBI has unchecked exceptions of its own.
            connection.failed(e);
            return Optional.empty();
        }
    }

    private @Nullable Exception tryWriting(
            WriterConnection.OpenConnection current, AppendBatch appends, List<WriteItem> batch) {
        try {
            long begun = System.nanoTime();
            current.statements().inTransaction(() -> {
                LockOrder.write(batch, appends, current, engine.dialect().overNetwork());
                appends.writtenIn(shared.announce(current.handle(), batch));
            });
            appends.committed();
            measured.committed(batch.size(), appends.size(), System.nanoTime() - begun);
            return null;
        } catch (SQLException | RuntimeException e) {
            // JDBI has unchecked exceptions of its own; the whole batch fails with this one.
            shared.withdraw(batch);
            return e;
        }
    }

    private void refuse(List<WriteItem> batch) {
        refuse(batch, NOT_WRITTEN);
    }

    private void refuse(List<WriteItem> batch, String sentence) {
        measured.refused(batch.size());
        batch.forEach(item -> item.refuse(new ConversationException(ErrorCode.STORE_UNAVAILABLE, sentence)));
    }
}
