package me.fhir.chitchat.admission;

import jakarta.servlet.AsyncContext;
import jakarta.servlet.AsyncEvent;
import jakarta.servlet.AsyncListener;
import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.ServletResponse;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.IOException;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A request whose body is charged to the budget as it is read. Without room it waits a moment, not reading, and then gives
 * up; a body that is not complete after a minute is given up too.
 */
final class BudgetedRequest extends HttpServletRequestWrapper {
    private static final Duration LONGEST_WAIT = Duration.ofSeconds(3);
    private static final Duration LONGEST_BODY = Duration.ofSeconds(60);
    private static final long LOOK_EVERY_MS = 50;
    /** Charged ahead, so that a body read in small steps does not touch the budget at each of them. */
    private static final int STEP = 8 * 1024;

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
        if (elapsed().compareTo(LONGEST_BODY) > 0 && read > ByteBudget.SMALL) {
            throw new ServerBusyException();
        }
        while (read > charged) {
            long more = Math.max(STEP, read - charged);
            if (!chargeWithin(more)) {
                throw new ServerBusyException();
            }
            charged += more;
        }
    }

    private boolean chargeWithin(long bytes) {
        long end = System.nanoTime() + LONGEST_WAIT.toNanos();
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

    private Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - started);
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
            int octet = in.read();
            if (octet >= 0) {
                count(1);
            }
            return octet;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int got = in.read(buffer, offset, length);
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
