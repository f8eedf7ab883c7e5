package me.fhir.chitchat.websocket;

import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Frame;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * One client: a message goes from the {@link FrameReader} to the {@link RequestDispatcher}, its response through the
 * {@link ResponseQueue} in the order of the requests to the {@link OutboundQueue}, which live events enter too.
 * {@link FlowControl} decides when the next frame is read.
 */
public final class Connection implements Session.Listener, OutboundQueue.Transport {
    private static final Logger LOG = LoggerFactory.getLogger(Connection.class);

    private final Owner owner;
    private final Socket socket;
    private final OutboundQueue outbound;
    private final ClientSubscriptions subscriptions;
    private final ResponseWriter writer;
    private final FlowControl flow;
    private final FrameReader reader;
    private volatile boolean open = true;

    /** Keeps track of connections. */
    interface Owner {
        void opened(Connection connection);

        void closed(Connection connection);

        /** A connection is closed because its client reads too slowly. */
        void tooSlow();
    }

    Connection(ConnectionServices services, Owner owner) {
        this.owner = owner;
        socket = new Socket(services.timer());
        outbound = new OutboundQueue(this, services.configuration().outboundLimit(), services.workers());
        subscriptions = new ClientSubscriptions(
                outbound, () -> socket.close(CloseCode.SERVICE_RESTART, "The data was taken away; connect again."));
        writer = new ResponseWriter(outbound);
        ResponseQueue responses = new ResponseQueue(this::respond);
        flow = new FlowControl(socket, responses, outbound, services.workers());
        reader = new FrameReader(
                socket,
                flow,
                new RequestDispatcher(services.methods(), responses, flow, subscriptions, services.workers()),
                services);
    }

    @Override
    public void onWebSocketOpen(Session session) {
        socket.opened(session);
        owner.opened(this);
        outbound.live(MessageEncoder.welcome());
        session.demand();
    }

    @Override
    public void onWebSocketFrame(Frame frame, Callback callback) {
        reader.read(frame, callback);
    }

    @Override
    public void onWebSocketError(Throwable cause) {
        ended();
    }

    @Override
    public void onWebSocketClose(int statusCode, String reason, Callback callback) {
        ended();
        callback.succeed();
    }

    private void ended() {
        open = false;
        reader.close();
        outbound.close();
        subscriptions.close();
        owner.closed(this);
    }

    private void respond(String id, @Nullable MethodResult result, @Nullable Throwable failure) {
        writer.write(id, result, failure);
        flow.resume();
    }

    @Override
    public void send(OutboundFrame frame, Runnable done) {
        socket.send(frame, done);
    }

    @Override
    public void overflowed() {
        owner.tooSlow();
        socket.close(
                CloseCode.TRY_AGAIN_LATER, "You read too slowly; connect again and go on from the last seq you have.");
    }

    @Override
    public void failed(Throwable cause) {
        LOG.error("A connection's events could not be read", cause);
        socket.close(CloseCode.INTERNAL_ERROR, "Something went wrong here; connect again.");
    }

    @Override
    public void progressed() {
        flow.resume();
    }

    void ping() {
        socket.ping();
    }

    /** Accepts no further requests; those received are still answered. */
    void stopReading() {
        flow.stop();
    }

    /** Whether every request that was received has its response on the wire. */
    boolean isIdle() {
        return !open || flow.isIdle();
    }

    void close(CloseCode code, String reason) {
        socket.close(code, reason);
    }
}
