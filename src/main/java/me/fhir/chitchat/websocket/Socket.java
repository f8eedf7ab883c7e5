package me.fhir.chitchat.websocket;

import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The network side of a connection. An event that was encoded once is sent to all its subscribers from the same bytes. For
 * any thread.
 */
final class Socket {
    private static final Logger LOG = LoggerFactory.getLogger(Socket.class);

    /** How long a client may take to read the close frame before it is disconnected. */
    private static final Duration CLOSE_GRACE = Duration.ofSeconds(10);

    private final ScheduledExecutorService timer;
    private final Pongs pongs = new Pongs();
    private volatile @Nullable Session session;
    private volatile JettyCore.@Nullable TextSender sender;
    private volatile boolean closing;
    private volatile boolean readingStopped;

    Socket(ScheduledExecutorService timer) {
        this.timer = timer;
    }

    void opened(Session opened) {
        session = opened;
        sender = JettyCore.textSender(opened);
    }

    /** Asks for the next frame. */
    void demand() {
        Session current = session;
        if (current != null && current.isOpen() && !closing && !readingStopped) {
            current.demand();
        }
    }

    /** Takes no further frames. */
    void stopReading() {
        readingStopped = true;
    }

    void pong(ByteBuffer payload) {
        Session current = session;
        if (current != null && current.isOpen()) {
            pongs.answer(current, payload);
        }
    }

    void ping() {
        Session current = session;
        if (current != null && current.isOpen()) {
            current.sendPing(ByteBuffer.allocate(0), Callback.NOOP);
        }
    }

    /** Sends one frame; {@code done} is called when it has left or failed. */
    void send(OutboundFrame frame, Runnable done) {
        JettyCore.TextSender current = sender;
        if (current == null) {
            throw new IllegalStateException("the connection is not open yet");
        }
        current.send(frame.payload(), frame.first(), frame.last(), done);
    }

    /** Closes; a client that does not take the close frame in time is disconnected. */
    void close(CloseCode code, String reason) {
        close(code, reason, CLOSE_GRACE);
    }

    /** The same, with another time until it is disconnected. */
    void close(CloseCode code, String reason, Duration grace) {
        Session current = session;
        if (current == null || closing) {
            return;
        }
        closing = true;
        current.close(code.code(), reason, Callback.NOOP);
        try {
            var unused = timer.schedule(current::disconnect, grace.toMillis(), TimeUnit.MILLISECONDS);
        } catch (RejectedExecutionException e) {
            LOG.debug("The server is stopping; Jetty ends the connection", e);
        }
    }
}
