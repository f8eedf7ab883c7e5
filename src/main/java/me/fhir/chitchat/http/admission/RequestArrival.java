package me.fhir.chitchat.http.admission;

import java.time.Duration;

/**
 * How far the client of one HTTP connection is with sending its request, and whether it takes too long: headers have to be
 * complete some time after their first byte, and a body has to keep a pace while the server waits for it. What Jetty
 * limits is silence, and a byte a second is not silence. Long headers are charged to a budget of the whole server until
 * their request was answered. Written by the thread that serves the connection, read by any.
 */
public final class RequestArrival {
    private static final Duration BODY_GRACE = Duration.ofSeconds(10);
    private static final long BODY_BYTES_PER_SECOND = 1024;

    /** Bytes of headers that any request may have without being charged: as many as are read at once. */
    private static final int FREE_HEADER_BYTES = 8 * 1024;

    private final Duration headerLimit;
    private final ByteBudget headerBudget;
    private ByteBudget.Lease headers;
    private int headerBytes;
    private boolean closed;
    private Phase phase = Phase.NOTHING;
    private long headersSince;
    private boolean waiting;
    private long waitingSince;
    private long waited;
    private long bodyBytes;

    private enum Phase {
        NOTHING,
        HEADERS,
        BODY,
        SERVED
    }

    /** The fault of a client's pace. */
    public enum Delay {
        NONE,
        HEADERS,
        BODY
    }

    /**
     * @param headerLimit how long headers may take
     * @param headerBudget for the long headers of all connections
     */
    public RequestArrival(Duration headerLimit, ByteBudget headerBudget) {
        this.headerLimit = headerLimit;
        this.headerBudget = headerBudget;
        this.headers = headerBudget.open();
    }

    /**
     * Bytes arrived.
     *
     * @param now from {@link System#nanoTime()}, as everywhere here
     * @return false when they are headers for which the server has no room
     */
    public synchronized boolean received(int bytes, long now) {
        if (phase == Phase.NOTHING) {
            phase = Phase.HEADERS;
            headersSince = now;
            freeHeaders();
        }
        if (phase == Phase.HEADERS) {
            return chargeHeaders(bytes);
        }
        if (phase == Phase.BODY) {
            bodyBytes += bytes;
            if (waiting) {
                waited += now - waitingSince;
                waiting = false;
            }
        }
        return true;
    }

    private boolean chargeHeaders(int bytes) {
        int free = Math.max(0, FREE_HEADER_BYTES - headerBytes);
        headerBytes += bytes;
        return bytes <= free || headers.charge(bytes - free);
    }

    private void freeHeaders() {
        headerBytes = 0;
        headers.close();
        if (!closed) {
            headers = headerBudget.open();
        }
    }

    /** The server waits for more bytes. */
    public synchronized void awaited(long now) {
        waiting = true;
        waitingSince = now;
    }

    /** The headers of a request are complete. */
    public synchronized void headersComplete(boolean bodyFollows) {
        phase = bodyFollows ? Phase.BODY : Phase.SERVED;
        waiting = false;
        waited = 0;
        bodyBytes = 0;
    }

    /**
     * The request was answered; the next one may come.
     *
     * @param kept whether its headers stay in memory, as those of an upgrade do
     */
    public synchronized void answered(boolean kept) {
        phase = Phase.NOTHING;
        if (!kept) {
            freeHeaders();
        }
    }

    /** The connection has ended. */
    public synchronized void closed() {
        closed = true;
        headers.close();
    }

    /** Whether the client is too slow now. */
    public synchronized Delay delay(long now) {
        if (phase == Phase.HEADERS) {
            return now - headersSince > headerLimit.toNanos() ? Delay.HEADERS : Delay.NONE;
        }
        if (phase != Phase.BODY || !waiting) {
            return Delay.NONE;
        }
        return isSlow(bodyBytes, Duration.ofNanos(waited + now - waitingSince)) ? Delay.BODY : Delay.NONE;
    }

    /**
     * Whether a body has fallen behind.
     *
     * @param received bytes that have arrived
     * @param elapsed how long they took
     */
    static boolean isSlow(long received, Duration elapsed) {
        return elapsed.compareTo(BODY_GRACE) > 0
                && received < elapsed.minus(BODY_GRACE).toMillis() * BODY_BYTES_PER_SECOND / 1000;
    }
}
