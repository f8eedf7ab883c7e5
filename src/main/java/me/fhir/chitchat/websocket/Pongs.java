package me.fhir.chitchat.websocket;

import java.nio.ByteBuffer;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;

/**
 * Answers a client's pings, one at a time. Of those that arrive before the last pong has left only the latest is answered
 * (RFC 6455, section 5.5.3): a client that pings and does not read leaves nothing behind. For any thread.
 */
final class Pongs {
    private boolean sending;
    private @Nullable ByteBuffer waiting;

    /** Answers a ping now, or once the pong before it has left. */
    void answer(Session session, ByteBuffer payload) {
        ByteBuffer copy = ByteBuffer.allocate(payload.remaining()).put(payload).flip();
        synchronized (this) {
            if (sending) {
                waiting = copy;
                return;
            }
            sending = true;
        }
        send(session, copy);
    }

    private void send(Session session, ByteBuffer payload) {
        session.sendPong(payload, Callback.from(() -> next(session), failure -> {
            // The connection has ended: no further pong is sent.
        }));
    }

    private void next(Session session) {
        ByteBuffer payload;
        synchronized (this) {
            payload = waiting;
            waiting = null;
            sending = payload != null;
        }
        if (payload != null) {
            send(session, payload);
        }
    }
}
