package me.fhir.chitchat.websocket;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.concurrent.Executor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicLong;
import me.fhir.chitchat.http.admission.AddressCeiling;
import me.fhir.chitchat.http.admission.ByteBudget;
import me.fhir.chitchat.http.admission.RequestArrival;
import me.fhir.chitchat.json.JsonWriter;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.util.BufferUtil;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.util.thread.Invocable.InvocationType;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;

/**
 * A socket whose WebSocket frames are read on the thread that selected it. Jetty assumes that every reader may block
 * and wakes a second thread to select meanwhile, which costs an append more than everything else it needs. Receiving a
 * frame must therefore not block. A client that sends without pause is read a little at a time, in turn with the
 * others. It also knows how fast a request arrives, and whether its address has too many connections.
 */
final class DirectReadEndPoint extends SocketChannelEndPoint {
    /** Reads, of some kilobytes each, before the others have their turn. */
    private static final int MAX_READS = 8;

    /** A connection that is only refused has no need to take long over its headers. */
    private static final Duration HEADERS_OF_A_REFUSED = Duration.ofSeconds(5);

    private static final byte[] TOO_SLOW =
            response("408 Request Timeout", "", "The headers arrived too slowly; send them again.");

    private static final byte[] NO_ROOM_FOR_HEADERS = response(
            "503 Service Unavailable",
            "Retry-After: 2\r\n",
            "The server holds too many long headers at the moment; try again in a few seconds.");

    /** After this time an answer has to be read at a pace. */
    private static final Duration SLOW_READER = Duration.ofSeconds(30);

    private static final long READ_BYTES_PER_SECOND = 1024;

    /** What a client may send after its headers were refused: about as much as headers may have. */
    private static final int MAX_DISCARDED = 64 * 1024;

    private static final int MAX_WRITTEN_AT_ONCE = 128 * 1024;

    private final AddressCeiling ceiling;
    private final ByteBudget longHeaders;
    private final @Nullable InetAddress address;
    private volatile RequestArrival arrival;
    private volatile boolean aboveCeiling;

    // Used by the reading thread, one at a time; Jetty hands over between them.
    private boolean direct;
    private int reads;
    private boolean refused;
    private int discarded;

    private final ClientDeparture departure;

    private final AtomicLong written = new AtomicLong();
    private boolean watchingWrites;
    private long writingSince;
    private long writtenBefore;

    /** The connector's limits for its connections. */
    record HandshakeLimits(AddressCeiling ceiling, Duration headers, ByteBudget longHeaders) {}

    DirectReadEndPoint(
            SocketChannel channel,
            ManagedSelector selector,
            SelectionKey key,
            Scheduler scheduler,
            HandshakeLimits limits,
            Executor readers) {
        super(channel, selector, key, scheduler);
        this.departure = new ClientDeparture(
                super::fill, () -> readers.execute(() -> getFillInterest().fillable()));
        this.ceiling = limits.ceiling();
        this.longHeaders = limits.longHeaders();
        this.arrival = new RequestArrival(limits.headers(), longHeaders);
        this.address = getRemoteSocketAddress() instanceof InetSocketAddress socket ? socket.getAddress() : null;
    }

    @Override
    public void onOpen() {
        super.onOpen();
        AddressCeiling.Admittance verdict =
                address == null ? AddressCeiling.Admittance.ADMITTED : ceiling.opened(address);
        if (verdict == AddressCeiling.Admittance.CLOSED) {
            close();
        } else if (verdict == AddressCeiling.Admittance.ANSWERED) {
            aboveCeiling = true;
            arrival = new RequestArrival(HEADERS_OF_A_REFUSED, longHeaders);
        }
    }

    @Override
    public void onClose(@Nullable Throwable cause) {
        if (address != null) {
            ceiling.closed(address);
        }
        arrival.closed();
        super.onClose(cause);
    }

    /** Whether its requests are to be refused because its address has too many connections. */
    boolean isAboveCeiling() {
        return aboveCeiling;
    }

    RequestArrival arrival() {
        return arrival;
    }

    /** Notifies when its client leaves while a request waits. */
    ClientDeparture departure() {
        return departure;
    }

    @Override
    public void fillInterested(Callback callback) {
        direct = JettyCore.isWebSocket(getConnection());
        reads = 0;
        arrival.awaited(System.nanoTime());
        super.fillInterested(
                direct ? Callback.from(InvocationType.NON_BLOCKING, callback::succeeded, callback::failed) : callback);
        departure.tellOfBytes();
    }

    /** How the body of a request is waited for. */
    @Override
    public boolean tryFillInterested(Callback callback) {
        arrival.awaited(System.nanoTime());
        boolean registered = super.tryFillInterested(callback);
        departure.tellOfBytes();
        return registered;
    }

    @Override
    public int fill(ByteBuffer buffer) throws IOException {
        if (refused) {
            return discard(buffer);
        }
        // Nothing for now: the connection registers its interest again and is called when its turn comes.
        if (direct && reads == MAX_READS) {
            return 0;
        }
        reads++;
        int filled = departure.fill(buffer);
        if (filled > 0 && !direct && !arrival.received(filled, System.nanoTime())) {
            refused = true;
            refuseHeaders(NO_ROOM_FOR_HEADERS);
            shutdownOutput();
            BufferUtil.clear(buffer);
            return 0;
        }
        return filled;
    }

    /**
     * Reads the rest of refused headers, so that the client gets to read why. The end is not told to Jetty, which would
     * start a thread to answer headers that end too early.
     */
    private int discard(ByteBuffer buffer) throws IOException {
        int filled = departure.fill(buffer);
        BufferUtil.clear(buffer);
        discarded += filled;
        if (filled < 0 || discarded > MAX_DISCARDED) {
            close();
        }
        return 0;
    }

    /** Ends a request that arrives too slowly: its headers with 408, its body as if it had been silent. */
    void endIfTooSlow(long now) {
        if (JettyCore.isWebSocket(getConnection())) {
            return;
        }
        if (readsTooSlowly(now)) {
            onIdleExpired(new TimeoutException("The answer is read too slowly"));
            return;
        }
        switch (arrival.delay(now)) {
            case NONE -> {}
            case BODY -> onIdleExpired(new TimeoutException("The body arrives too slowly"));
            case HEADERS -> {
                refuseHeaders(TOO_SLOW);
                onIdleExpired(new TimeoutException("The headers arrive too slowly"));
            }
        }
    }

    /** Whether an answer has been waiting for long and hardly any of it was taken. For the checking thread. */
    private boolean readsTooSlowly(long now) {
        if (!getWriteFlusher().isPending()) {
            watchingWrites = false;
            return false;
        }
        if (!watchingWrites) {
            watchingWrites = true;
            writingSince = now;
            writtenBefore = written.get();
        }
        long elapsed = now - writingSince;
        return elapsed > SLOW_READER.toNanos()
                && written.get() - writtenBefore < TimeUnit.NANOSECONDS.toSeconds(elapsed) * READ_BYTES_PER_SECOND;
    }

    /** Writes in portions: the JDK copies what is written at once into memory outside the heap, and keeps that. */
    @Override
    public boolean flush(ByteBuffer... buffers) throws IOException {
        if (BufferUtil.remaining(buffers) <= MAX_WRITTEN_AT_ONCE) {
            return flushAll(buffers);
        }
        for (ByteBuffer buffer : buffers) {
            int end = buffer.limit();
            try {
                while (buffer.position() < end) {
                    buffer.limit(Math.min(end, buffer.position() + MAX_WRITTEN_AT_ONCE));
                    if (!flushAll(buffer)) {
                        return false;
                    }
                }
            } finally {
                buffer.limit(end);
            }
        }
        return true;
    }

    private boolean flushAll(ByteBuffer... buffers) throws IOException {
        long before = BufferUtil.remaining(buffers);
        boolean all = super.flush(buffers);
        written.addAndGet(before - BufferUtil.remaining(buffers));
        return all;
    }

    private void refuseHeaders(byte[] response) {
        try {
            // Nothing else is being written while a request is only arriving; what does not fit at once is left out.
            flush(ByteBuffer.wrap(response));
        } catch (IOException e) {
            // The client has gone, which is where this ends anyway.
            close(e);
        }
    }

    private static byte[] response(String status, String headers, String error) {
        String json = JsonWriter.object(body -> body.text("error", error));
        return ("HTTP/1.1 " + status + "\r\nContent-Type: application/json\r\nContent-Length: " + json.length() + "\r\n"
                        + headers + "Connection: close\r\n\r\n" + json)
                .getBytes(StandardCharsets.US_ASCII);
    }
}
