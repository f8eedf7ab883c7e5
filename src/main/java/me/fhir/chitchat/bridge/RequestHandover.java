package me.fhir.chitchat.bridge;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.function.Consumer;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.runtime.concurrent.Boundary;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Takes requests to bridges and seats off the threads that they came on, before anything is looked up for them: they come by
 * the thousand, and if each kept its thread for as long as the store is busy, none would be left for others. Addresses have
 * their turns one after the other, so that a thousand requests to one hold up no other. For any thread.
 */
public final class RequestHandover {
    /** How many requests may wait for a thread. */
    static final int MAX_WAITING = 4_096;

    private static final Logger LOG = LoggerFactory.getLogger(RequestHandover.class);
    private static final String BUSY = "The server is busy with too many requests; try again in a few seconds.";

    private final Executor workers;
    private final int lanes;
    /** By address, the next one first; none of them empty. Guarded by this, as are the counts. */
    private final Map<String, Deque<Runnable>> queues = new LinkedHashMap<>();

    private int waiting;
    private int running;

    /**
     * @param workers threads that may block
     * @param lanes how many of them are used at a time
     */
    RequestHandover(Executor workers, int lanes) {
        this.workers = workers;
        this.lanes = lanes;
    }

    /**
     * Serves a request whose body has been read.
     *
     * @param address whose turn it has to be, such as a code
     * @param work looks up what is needed and answers, now or later; what goes wrong it has to answer too
     * @param refused answers instead when too many requests wait already; does not block
     */
    public void serve(String address, Runnable work, Consumer<ConversationException> refused) {
        boolean begins;
        synchronized (this) {
            if (waiting >= MAX_WAITING) {
                begins = false;
            } else {
                waiting++;
                queues.computeIfAbsent(address, unused -> new ArrayDeque<>()).add(work);
                if (running == lanes) {
                    return;
                }
                running++;
                begins = true;
            }
        }
        if (!begins) {
            refused.accept(new ConversationException(ErrorCode.STORE_UNAVAILABLE, BUSY));
        } else if (!runOn()) {
            refused.accept(new ConversationException(ErrorCode.STORE_UNAVAILABLE, "The server is stopping."));
        }
    }

    Executor workers() {
        return workers;
    }

    /** One request at a time, so that other work of these threads has its turn too; false when the server stops. */
    private boolean runOn() {
        try {
            workers.execute(this::serveNext);
            return true;
        } catch (RejectedExecutionException e) {
            LOG.debug("The server stops; requests are not served any more", e);
            return false;
        }
    }

    private void serveNext() {
        try {
            Boundary.run(LOG, "A request", next());
        } finally {
            boolean more;
            synchronized (this) {
                more = waiting > 0;
                running -= more ? 0 : 1;
            }
            if (more) {
                runOn();
            }
        }
    }

    /** The oldest request of the address whose turn it is. */
    private synchronized Runnable next() {
        var addresses = queues.entrySet().iterator();
        if (!addresses.hasNext()) {
            return () -> {};
        }
        Map.Entry<String, Deque<Runnable>> turn = addresses.next();
        addresses.remove();
        Runnable work = turn.getValue().remove();
        waiting--;
        if (!turn.getValue().isEmpty()) {
            queues.put(turn.getKey(), turn.getValue());
        }
        return work;
    }
}
