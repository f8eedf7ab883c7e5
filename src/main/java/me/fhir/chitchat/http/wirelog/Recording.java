package me.fhir.chitchat.http.wirelog;

import jakarta.servlet.http.HttpServletResponse;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;

/** One exchange while it goes on. For any thread. */
final class Recording {
    private static final int MAX_HEADERS = 40;

    private final AtomicLong revisions;
    private final Clock clock;
    private final LoggedExchange.LoggedRequest request;
    private final AddressSecrets secrets;
    private final Instant at;
    private final long number;
    private final CutBytes requestBytes = new CutBytes();
    private final CutBytes responseBytes = new CutBytes();

    private long revision;
    private boolean kept;
    private @Nullable Duration took;
    private @Nullable HttpServletResponse response;
    private int status;
    private List<LoggedExchange.Header> headers = List.of();

    Recording(AtomicLong revisions, Clock clock, LoggedExchange.LoggedRequest request, AddressSecrets secrets) {
        this.revisions = revisions;
        this.clock = clock;
        this.request = request;
        this.secrets = secrets;
        this.at = clock.instant();
        this.number = revisions.incrementAndGet();
        this.revision = number;
    }

    void addRequestBytes(byte[] bytes, int offset, int length) {
        requestBytes.add(bytes, offset, length);
    }

    /** What is sent by this response belongs to the exchange. */
    synchronized void answers(HttpServletResponse by) {
        response = by;
    }

    synchronized void addResponseBytes(byte[] bytes, int offset, int length) {
        responseBytes.add(bytes, offset, length);
        revision = revisions.incrementAndGet();
        if (status == 0) {
            readStatus();
        }
    }

    /** A connection ends with this close code. */
    synchronized void closed(int code) {
        status = code;
    }

    synchronized void ended() {
        if (took == null) {
            readStatus();
            revision = revisions.incrementAndGet();
            took = Duration.between(at, clock.instant());
            response = null;
        }
    }

    /** Status and headers are read while the response still is this request's. */
    private void readStatus() {
        HttpServletResponse current = response;
        if (current == null) {
            return;
        }
        status = current.getStatus();
        headers = current.getHeaderNames().stream()
                .limit(MAX_HEADERS)
                .map(name ->
                        new LoggedExchange.Header(name, secrets.header(name, String.valueOf(current.getHeader(name)))))
                .toList();
    }

    synchronized boolean isKept() {
        return kept;
    }

    /** It is in the log from now on. */
    synchronized void keep() {
        kept = true;
    }

    synchronized LoggedExchange now() {
        // A frame that was answered has no status.
        boolean any = status != 0 || responseBytes.all() > 0;
        return new LoggedExchange(
                number,
                revision,
                at,
                took,
                new LoggedExchange.LoggedRequest(
                        request.method(), request.path(), request.headers(), body(requestBytes)),
                any ? new LoggedExchange.LoggedAnswer(status, headers, body(responseBytes)) : null);
    }

    private LoggedExchange.Body body(CutBytes bytes) {
        return new LoggedExchange.Body(secrets.without(bytes.text()), bytes.all());
    }
}
