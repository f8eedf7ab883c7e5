package me.fhir.chitchat.websocket;

import java.nio.ByteBuffer;
import org.eclipse.jetty.io.Connection;
import org.eclipse.jetty.util.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.common.WebSocketSession;
import org.eclipse.jetty.websocket.core.CoreSession;
import org.eclipse.jetty.websocket.core.Frame;
import org.eclipse.jetty.websocket.core.OpCode;
import org.eclipse.jetty.websocket.core.WebSocketConnection;
import org.jspecify.annotations.Nullable;

/** The only user of Jetty's internal WebSocket classes, for what its API does not offer. */
final class JettyCore {
    private JettyCore() {}

    /** Sends text frames from bytes. The API takes a String, which would be encoded again for every subscriber. */
    @FunctionalInterface
    interface TextSender {
        /** Sends a frame; {@code done} is called when it has left or failed. */
        void send(ByteBuffer payload, boolean first, boolean last, Runnable done);
    }

    static TextSender textSender(Session session) {
        CoreSession core = ((WebSocketSession) session).getCoreSession();
        return (payload, first, last, done) -> core.sendFrame(
                new Frame(first ? OpCode.TEXT : OpCode.CONTINUATION, last, payload),
                Callback.from(done, failure -> done.run()),
                false);
    }

    /** Whether a network connection was upgraded to WebSocket. */
    static boolean isWebSocket(@Nullable Connection connection) {
        return connection instanceof WebSocketConnection;
    }
}
