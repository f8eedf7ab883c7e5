package me.fhir.chitchat.websocket;

import java.util.concurrent.Executor;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Decides when the next frame of a connection is read: after the previous one was handed over, and while neither too many
 * requests are unanswered nor too many responses unsent. For any thread.
 */
final class FlowControl {
    private static final int MAX_UNANSWERED = 256;
    private static final long MAX_UNANSWERED_BYTES = 32L << 20;

    private final Socket socket;
    private final ResponseQueue responses;
    private final OutboundQueue outbound;
    private final Executor workers;
    private final AtomicLong unansweredBytes = new AtomicLong();
    private final AtomicBoolean demandDeferred = new AtomicBoolean();
    /** Requests that were received but are not in the queue of responses yet. */
    private int received;

    private boolean stopped;

    FlowControl(Socket socket, ResponseQueue responses, OutboundQueue outbound, Executor workers) {
        this.socket = socket;
        this.responses = responses;
        this.outbound = outbound;
        this.workers = workers;
    }

    /**
     * A request has arrived.
     *
     * @return whether it is to be answered; if so, {@link #handedOver} follows. After {@link #stop} none is
     */
    synchronized boolean accept() {
        if (stopped) {
            return false;
        }
        received++;
        return true;
    }

    /** A request entered the queue of responses: the next frame may be read. */
    void handedOver() {
        synchronized (this) {
            received--;
        }
        demand();
    }

    /** Counts the bytes of a request until {@link #answered}. */
    void holding(long bytes) {
        unansweredBytes.addAndGet(bytes);
    }

    void answered(long bytes) {
        unansweredBytes.addAndGet(-bytes);
        resume();
    }

    /** Asks for the next frame, now or when there is room for its response. */
    private void demand() {
        if (hasRoom()) {
            socket.demand();
            return;
        }
        demandDeferred.set(true);
        resume();
    }

    private boolean hasRoom() {
        return responses.size() < MAX_UNANSWERED
                && unansweredBytes.get() < MAX_UNANSWERED_BYTES
                && outbound.hasRoomForResponses();
    }

    /** Continues reading if it was deferred and there is room again. */
    void resume() {
        // Reading may run a method right here, which the threads that send must not do.
        if (demandDeferred.get() && hasRoom() && demandDeferred.compareAndSet(true, false)) {
            workers.execute(socket::demand);
        }
    }

    /** Accepts no further requests; those received are still answered. */
    void stop() {
        synchronized (this) {
            stopped = true;
        }
        socket.stopReading();
    }

    /** Whether every request that was accepted has its response on the wire. */
    boolean isIdle() {
        synchronized (this) {
            if (received > 0) {
                return false;
            }
        }
        return responses.size() == 0 && outbound.responsesSent();
    }
}
