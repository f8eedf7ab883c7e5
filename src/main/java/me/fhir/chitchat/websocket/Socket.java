package me.fhir.chitchat.websocket;

import java.nio.ByteBuffer;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.OpCode;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network side of a connection. Frames go through Jetty's core session, which takes bytes: an event that was encoded
 * once is sent to all its subscribers from the same array.
 */
final class Socket implements Outbound.FrameSink {
    private static final Logger LOG = LoggerFactory.getLogger(Socket.class);

    /** How long a client may take to read the close frame before it is cut off. */
    private static final long CLOSE_GRACE_SECONDS = 10;

    private final Connection connection;
    private final ScheduledExecutorService timer;
    private volatile @Nullable Session session;
    private volatile @Nullable CoreSession core;
    private volatile boolean closing;
    private volatile boolean deaf;

    Socket(Connection connection, ScheduledExecutorService timer) {
        this.connection = connection;
        this.timer = timer;
    }

    void opened(Session opened) {
        session = opened;
        core = ((WebSocketSession) opened).getCoreSession();
    }

    void demand() {
        Session current = session;
        if (current != null && current.isOpen() && !closing && !deaf) {
            current.demand();
        }
    }

    /** Takes no further frames; what was received is still answered. */
    void readNoMore() {
        deaf = true;
    }

    void pong(ByteBuffer payload) {
        Session current = session;
        if (current != null && current.isOpen()) {
            ByteBuffer copy =
                    ByteBuffer.allocate(payload.remaining()).put(payload).flip();
            current.sendPong(copy, org.eclipse.jetty.websocket.api.Callback.NOOP);
        }
    }

    void ping() {
        Session current = session;
        if (current != null && current.isOpen()) {
            current.sendPing(ByteBuffer.allocate(0), org.eclipse.jetty.websocket.api.Callback.NOOP);
        }
    }

    @Override
    public void send(Outbound.Frame frame, Runnable done) {
        CoreSession current = core;
        if (current == null) {
            throw new IllegalStateException("the connection is not open yet");
        }
        byte opCode = frame.first() ? OpCode.TEXT : OpCode.CONTINUATION;
        current.sendFrame(
                new org.eclipse.jetty.websocket.core.Frame(opCode, frame.last(), frame.payload()),
                Callback.from(done, failure -> done.run()),
                false);
    }

    @Override
    public void overflow() {
        connection.overflowed();
        close(1013, "You read too slowly; connect again and go on from the last seq you have.");
    }

    @Override
    public void failed(Throwable cause) {
        LOG.error("A connection's events could not be read", cause);
        close(1011, "Something went wrong here; connect again.");
    }

    @Override
    public void progressed() {
        connection.demandIfOwed();
    }

    /** Closes; a client that does not take the close frame in time is cut off. */
    void close(int code, String reason) {
        Session current = session;
        if (current == null || closing) {
            return;
        }
        closing = true;
        current.close(code, reason, org.eclipse.jetty.websocket.api.Callback.NOOP);
        try {
            var unused = timer.schedule(current::disconnect, CLOSE_GRACE_SECONDS, TimeUnit.SECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The server is stopping; Jetty ends the connection", e);
        }
    }
}
