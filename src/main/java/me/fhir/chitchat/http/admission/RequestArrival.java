package me.fhir.chitchat.http.admission;

import java.time.Duration;

/**
 * How far the client of one HTTP connection is with sending its request, and whether it takes too long: headers have to be
 * complete some time after their first byte, and a body has to keep a pace while the server waits for it. What Jetty
 * limits is silence, and a byte a second is not silence. Written by the thread that serves the connection, read by any.
 */
public final class RequestArrival {
    private static final Duration BODY_GRACE = Duration.ofSeconds(10);
    private static final long BODY_BYTES_PER_SECOND = 1024;

    private final Duration headerLimit;
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

    /** @param headerLimit how long headers may take */
    public RequestArrival(Duration headerLimit) {
        this.headerLimit = headerLimit;
    }

    /**
     * Bytes arrived.
     *
     * @param now from {@link System#nanoTime()}, as everywhere here
     */
    public synchronized void received(int bytes, long now) {
        if (phase == Phase.NOTHING) {
            phase = Phase.HEADERS;
            headersSince = now;
        } else if (phase == Phase.BODY) {
            bodyBytes += bytes;
            if (waiting) {
                waited += now - waitingSince;
                waiting = false;
            }
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

    /** The request was answered; the next one may come. */
    public synchronized void answered() {
        phase = Phase.NOTHING;
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
