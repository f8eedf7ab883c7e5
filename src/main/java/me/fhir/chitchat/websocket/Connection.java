package me.fhir.chitchat.websocket;

import java.time.Duration;
import java.util.Optional;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.http.wirelog.FrameLog;
import me.fhir.chitchat.seat.CallerInfo;
import me.fhir.chitchat.seat.SeatGuard;
import me.fhir.chitchat.seat.SeatRole;
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

    /** The memory of a client that makes room for others is to be freed soon. */
    private static final Duration CROWDED_OUT_GRACE = Duration.ofSeconds(1);

    private final Owner owner;
    private final Socket socket;
    private final OutboundQueue outbound;
    private final ClientSubscriptions subscriptions;
    private final ResponseWriter writer;
    private final FlowControl flow;
    private final FrameReader reader;
    private final SeatGuard guard;
    private final Client client;
    private final FrameLog frames;
    private volatile boolean open = true;

    /** Keeps track of connections. */
    interface Owner {
        void opened(Connection connection);

        void closed(Connection connection);

        /** A connection is closed because its client reads too slowly. */
        void tooSlow();
    }

    /**
     * @param caller from where its client comes
     * @param apiBase the address under which the client reaches the API
     * @param frames notes its frames
     */
    Connection(ConnectionServices services, Owner owner, CallerInfo caller, String apiBase, FrameLog frames) {
        this.frames = frames;
        this.owner = owner;
        this.guard = services.seats().guard();
        socket = new Socket(services.timer());
        outbound = new OutboundQueue(
                this,
                services.configuration().outboundLimit(),
                services.budgets().outgoing(),
                services.workers(),
                services.timer());
        subscriptions = new ClientSubscriptions(
                outbound,
                () -> socket.close(CloseCode.SERVICE_RESTART, "The data store was replaced; connect again."),
                frames);
        client = new Client(subscriptions, guard.newAccess(), caller, apiBase, this::revoked, new FrameNotes(frames));
        writer = new ResponseWriter(outbound);
        ResponseQueue responses = new ResponseQueue(this::respond);
        flow = new FlowControl(socket, responses, outbound, services.workers());
        reader = new FrameReader(
                socket,
                flow,
                new RequestDispatcher(
                        services.methods(),
                        responses,
                        flow,
                        client,
                        services.budgets().outgoing().places(),
                        services.workers()),
                services);
    }

    /**
     * Takes the code that its client connected with; whether it works.
     *
     * @throws me.fhir.chitchat.seat.TooManyAttemptsException when too many wrong codes came from the client's address
     */
    boolean authenticate(String spelling) {
        Optional<SeatGuard.SeatSession> opened =
                guard.authenticate(client.access(), spelling, client.caller(), client.onRevoked());
        opened.filter(session -> session.seat().place().role() == SeatRole.SEAT)
                .ifPresent(session -> frames.ofSeat(
                        session.seat().place().conversation(), session.code().text()));
        return opened.isPresent();
    }

    private void revoked() {
        socket.close(CloseCode.POLICY_VIOLATION, "The seat code of this connection has been replaced.");
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
        outbound.ended();
        subscriptions.close();
        guard.release(client.access());
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
    public void evictedForMemory() {
        owner.tooSlow();
        socket.close(
                CloseCode.TRY_AGAIN_LATER,
                "You read too slowly for what the server has to send; connect again and go on from the last seq you have.",
                CROWDED_OUT_GRACE);
    }

    @Override
    public void failed(Throwable cause) {
        if (cause instanceof ConversationException refused) {
            // The store has logged why, once for all connections.
            LOG.warn("A connection's events could not be read: {}", refused.sentence());
        } else {
            LOG.error("A connection's events could not be read", cause);
        }
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
