package me.fhir.chitchat.websocket;

import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.http.wirelog.FrameLog;
import me.fhir.chitchat.jsonrpc.JsonRpcException;
import me.fhir.chitchat.orchestrator.LiveFeed;
import me.fhir.chitchat.orchestrator.Publication;

/** The subscriptions of one connection, which end with it. For any thread. */
final class ClientSubscriptions {
    private static final int MAX_SUBSCRIPTIONS = 256;

    private final Map<String, Runnable> endings = new ConcurrentHashMap<>();
    private final OutboundQueue outbound;
    private final Runnable onDataLost;
    private final FrameLog frames;
    private volatile boolean closed;

    /**
     * @param onDataLost runs when the store lost the data that a subscription delivers
     * @param frames notes what is sent
     */
    ClientSubscriptions(OutboundQueue outbound, Runnable onDataLost, FrameLog frames) {
        this.outbound = outbound;
        this.onDataLost = onDataLost;
        this.frames = frames;
    }

    /** Where events and responses are queued. */
    OutboundQueue outbound() {
        return outbound;
    }

    /** Refuses a further subscription when the connection has as many as it may. */
    void requireRoom() {
        if (endings.size() >= MAX_SUBSCRIPTIONS) {
            throw JsonRpcException.invalidParams("A connection may have " + MAX_SUBSCRIPTIONS
                    + " subscriptions; end one with unsubscribe, or open another connection.");
        }
    }

    /** Adds a subscription, which is ended by {@code ending}. */
    void add(String subId, Runnable ending) {
        endings.put(subId, ending);
        if (closed) {
            end(subId);
        }
    }

    void end(String subId) {
        Runnable ending = endings.remove(subId);
        if (ending != null) {
            ending.run();
        }
    }

    /** Ends all, and any that is added later. */
    void close() {
        closed = true;
        endings.keySet().forEach(this::end);
    }

    private void send(long conversation, ByteBuffer message) {
        if (!frames.isEmpty()) {
            byte[] frame = new byte[message.remaining()];
            message.duplicate().get(frame);
            frames.sent(conversation, frame);
        }
        outbound.live(message);
    }

    /** Queues live events for the client. */
    LiveFeed.Sink sink() {
        return new LiveFeed.Sink() {
            @Override
            public void event(Publication event) {
                send(event.event().conversation(), MessageEncoder.event(event));
            }

            @Override
            public void guidance(Guidance guidance) {
                send(guidance.conversation(), MessageEncoder.guidance(guidance));
            }

            @Override
            public void lost() {
                onDataLost.run();
            }
        };
    }
}
