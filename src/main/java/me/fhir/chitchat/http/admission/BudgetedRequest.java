package me.fhir.chitchat.http.admission;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.io.InputStream;
import java.time.Duration;
import java.util.concurrent.TimeoutException;
import org.eclipse.jetty.http.HttpException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A request whose body is charged to the budget as it is read. Without room it waits a moment, not reading, and then gives
 * up. After a grace period the body has to keep a pace: Jetty's own {@code minRequestDataPerSecond} has none, and refuses a
 * whole body of a few bytes when the thread that reads it is a millisecond late.
 */
final class BudgetedRequest extends HttpServletRequestWrapper {
    private static final Logger LOG = LoggerFactory.getLogger(BudgetedRequest.class);
    private static final Duration MAX_WAIT = Duration.ofSeconds(3);
    private static final Duration MAX_DROP = Duration.ofSeconds(5);
    private static final long LOOK_EVERY_MS = 50;
    /** Charged ahead, so that a body read in small steps does not touch the budget at each of them. */
    private static final int STEP = 8 * 1024;
    /** Bytes; a longer body costs more to read than a new connection. */
    private static final int SHORT = 64 * 1024;

    private final ServletResponse response;
    private final ByteBudget.Lease lease;
    private final long started = System.nanoTime();
    private @Nullable ServletInputStream body;
    private long read;
    private long charged;

    BudgetedRequest(HttpServletRequest request, ServletResponse response, ByteBudget.Lease lease) {
        super(request);
        this.response = response;
        this.lease = lease;
    }

    @Override
    public ServletInputStream getInputStream() throws IOException {
        if (body == null) {
            body = new Budgeted(super.getInputStream());
        }
        return body;
    }

    /** Hands this request on, not the one that it wraps: its body is to be read through here. */
    @Override
    public AsyncContext startAsync() {
        return super.startAsync(this, response);
    }

    /**
     * Reads a short body before anything is answered. Otherwise an answer that needs no body closes the connection without
     * saying so when the body arrives a moment later than its headers, and the next request of a client that keeps
     * connections fails.
     */
    void readIfShort() throws IOException {
        long length = getContentLengthLong();
        // A client that waits for "100 Continue" may be refused before it sends anything.
        if (length > 0 && length <= SHORT && getHeader("Expect") == null) {
            body = new ReadBody(getInputStream().readAllBytes());
        }
    }

    /**
     * Reads the body of a request that another thread will serve, however long it is: a thread that serves many must not wait
     * for one client's bytes.
     */
    void readWhole() throws IOException {
        if (isRead()) {
            return;
        }
        ServletInputStream arriving = getInputStream();
        try {
            body = new ReadBody(RequestBody.readBytes(arriving));
        } catch (IOException e) {
            body = ReadBody.broken(e);
        }
    }

    boolean isRead() {
        return body instanceof ReadBody;
    }

    /** Gives the bytes back, now or when the asynchronous answer is complete. */
    void releaseWhenServed() {
        if (!isAsyncStarted()) {
            lease.close();
            return;
        }
        try {
            getAsyncContext().addListener(new Release(lease));
        } catch (IllegalStateException e) {
            // It was completed meanwhile.
            lease.close();
        }
    }

    private void count(int bytes) {
        read += bytes;
        if (RequestArrival.isSlow(read, Duration.ofNanos(System.nanoTime() - started))) {
            throw UnreadBodyException.slow();
        }
        while (read > charged) {
            long more = Math.max(STEP, read - charged);
            if (!chargeWithin(more)) {
                // What was read is of no use any more, and others wait for the room.
                lease.close();
                dropRest();
                throw UnreadBodyException.busy();
            }
            charged += more;
        }
    }

    /** Reads and drops what the client still sends, for some seconds: while it is sending it reads no answer. */
    private void dropRest() {
        byte[] buffer = new byte[STEP];
        long end = System.nanoTime() + MAX_DROP.toNanos();
        try {
            InputStream rest = getRequest().getInputStream();
            while (System.nanoTime() < end && rest.read(buffer) >= 0) {
                // It is discarded.
            }
        } catch (IOException | RuntimeException e) {
            // The client has gone or does not send on; the answer says what is to be said.
            LOG.trace("A body that is refused was not sent to its end", e);
        }
    }

    private boolean chargeWithin(long bytes) {
        long end = System.nanoTime() + MAX_WAIT.toNanos();
        while (!lease.charge(bytes)) {
            if (System.nanoTime() > end) {
                return false;
            }
            try {
                Thread.sleep(LOOK_EVERY_MS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                return false;
            }
        }
        return true;
    }

    /** The client's error after a failed read; the failure itself where the connection is gone. */
    private static RuntimeException refusal(RuntimeException failure) {
        return failure instanceof HttpException parser && parser.getCode() < 500
                ? UnreadBodyException.malformed(parser.getCode())
                : failure;
    }

    private record Release(ByteBudget.Lease lease) implements AsyncListener {
        @Override
        public void onComplete(AsyncEvent event) {
            lease.close();
        }

        @Override
        public void onTimeout(AsyncEvent event) {}

        @Override
        public void onError(AsyncEvent event) {
            lease.close();
        }

        @Override
        public void onStartAsync(AsyncEvent event) {
            event.getAsyncContext().addListener(this);
        }
    }

    private final class Budgeted extends ServletInputStream {
        private final ServletInputStream in;

        Budgeted(ServletInputStream in) {
            this.in = in;
        }

        @Override
        public int read() throws IOException {
            byte[] octet = new byte[1];
            return read(octet, 0, 1) < 0 ? -1 : octet[0] & 0xff;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int got;
            try {
                got = in.read(buffer, offset, length);
            } catch (RuntimeException e) {
                // Jetty reports a body that it cannot read by unchecked exceptions of its own.
                throw refusal(e);
            } catch (IOException e) {
                if (e.getCause() instanceof TimeoutException) {
                    throw UnreadBodyException.slow();
                }
                throw e;
            }
            if (got > 0) {
                count(got);
            }
            return got;
        }

        @Override
        public boolean isFinished() {
            return in.isFinished();
        }

        @Override
        public boolean isReady() {
            return in.isReady();
        }

        @Override
        public void setReadListener(ReadListener listener) {
            in.setReadListener(listener);
        }
    }
}
