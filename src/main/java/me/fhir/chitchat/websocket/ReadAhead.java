package me.fhir.chitchat.websocket;

import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import me.fhir.chitchat.http.admission.OutgoingBytes;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Reads the store for one client on a thread that may block: one read at a time, and only when the server has room for
 * what it may bring. For any thread.
 */
final class ReadAhead {
    private static final Logger LOG = LoggerFactory.getLogger(ReadAhead.class);

    /** Bytes reserved while a page or a piece is read, whose size is known only then. */
    private static final long ROOM = 1024 * 1024;

    private static final long ROOM_CHECK_MS = 100;

    private final OutgoingBytes outgoing;
    private final Executor workers;
    private final ScheduledExecutorService timer;
    private final AtomicBoolean reading = new AtomicBoolean();

    ReadAhead(OutgoingBytes outgoing, Executor workers, ScheduledExecutorService timer) {
        this.outgoing = outgoing;
        this.workers = workers;
        this.timer = timer;
    }

    /**
     * Reads, unless something is being read already.
     *
     * @param work reads
     * @param next looks for what can be sent or read now; called after the read, and when there was no room for it
     * @param failed called when it could not be read
     */
    void read(Runnable work, Runnable next, Consumer<RuntimeException> failed) {
        if (!reading.compareAndSet(false, true)) {
            return;
        }
        // Neither a thread nor room is taken before there is a place: after a restart thousands of clients wait
        // for one.
        outgoing.places().execute(workers, () -> {
            if (!outgoing.tryReserve(ROOM)) {
                retryLater(next);
                return;
            }
            try {
                work.run();
            } catch (RuntimeException e) {
                // The boundary of a task: its owner closes the connection, its thread goes on.
                failed.accept(e);
            } finally {
                outgoing.giveBack(ROOM);
                ended(next);
            }
        });
    }

    private void retryLater(Runnable next) {
        try {
            var unused = timer.schedule(() -> ended(next), ROOM_CHECK_MS, TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The server is stopping; nothing more is read", e);
        }
    }

    private void ended(Runnable next) {
        reading.set(false);
        next.run();
    }
}
