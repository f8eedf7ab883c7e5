package me.fhir.chitchat.history;

import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.WebSocket;
import java.util.concurrent.CompletionStage;
import java.util.function.Supplier;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.server.handler.ContextHandler;
import org.eclipse.jetty.util.component.LifeCycle;
import org.eclipse.jetty.websocket.api.Callback;
import org.eclipse.jetty.websocket.api.Session;
import org.eclipse.jetty.websocket.server.WebSocketUpgradeHandler;
import org.jspecify.annotations.Nullable;

/** Relays WebSocket frames between clients and a server, and changes some of them. */
public final class LyingProxy implements AutoCloseable {

    /** What may become of frames; one object for each connection, called from one thread per direction. */
    interface Lie {
        /** Passes a client's frame on to the server, or answers it by itself. */
        void fromClient(String frame, Sender server, Sender client);

        void fromServer(String frame, Sender client);
    }

    interface Sender {
        void send(String frame);
    }

    private final HttpClient http = HttpClient.newHttpClient();
    private final Server server = new Server();
    private final ServerConnector connector = new ServerConnector(server);

    private LyingProxy() {
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
    }

    /** Starts it before the WebSocket at an address. */
    static LyingProxy start(URI upstream, Supplier<Lie> lies) throws Exception {
        LyingProxy proxy = new LyingProxy();
        ContextHandler context = new ContextHandler("/");
        context.setHandler(WebSocketUpgradeHandler.from(
                proxy.server,
                context,
                container -> container.addMapping("/*", (request, response, callback) -> {
                    String query = request.getHttpURI().getQuery();
                    return proxy.new Relay(URI.create(upstream + (query == null ? "" : "?" + query)), lies.get());
                })));
        proxy.server.setHandler(context);
        proxy.server.start();
        return proxy;
    }

    String webSocket() {
        return "ws://127.0.0.1:" + connector.getLocalPort();
    }

    @Override
    public void close() {
        LifeCycle.stop(server);
    }

    /** One connection of a client with the one to the server that it stands for; public for Jetty. */
    public final class Relay extends Session.Listener.AbstractAutoDemanding implements WebSocket.Listener {
        private final URI upstream;
        private final Lie lie;
        private final StringBuilder partial = new StringBuilder();
        private @Nullable WebSocket toServer;

        Relay(URI upstream, Lie lie) {
            this.upstream = upstream;
            this.lie = lie;
        }

        @Override
        public void onWebSocketOpen(Session session) {
            super.onWebSocketOpen(session);
            toServer = http.newWebSocketBuilder().buildAsync(upstream, this).join();
        }

        @Override
        public void onWebSocketText(String message) {
            lie.fromClient(message, this::toServer, this::toClient);
        }

        @Override
        public @Nullable CompletionStage<?> onText(WebSocket webSocket, CharSequence data, boolean last) {
            partial.append(data);
            if (last) {
                String frame = partial.toString();
                partial.setLength(0);
                lie.fromServer(frame, this::toClient);
            }
            webSocket.request(1);
            return null;
        }

        private void toServer(String frame) {
            WebSocket socket = toServer;
            if (socket != null) {
                socket.sendText(frame, true).join();
            }
        }

        private void toClient(String frame) {
            Session session = getSession();
            if (session != null && session.isOpen()) {
                session.sendText(frame, Callback.NOOP);
            }
        }

        @Override
        public void onWebSocketClose(int statusCode, String reason, Callback callback) {
            WebSocket socket = toServer;
            if (socket != null) {
                socket.abort();
            }
            callback.succeed();
        }

        @Override
        public void onWebSocketError(Throwable cause) {
            // The client broke off, as it does at every end.
        }

        @Override
        public @Nullable CompletionStage<?> onClose(WebSocket webSocket, int statusCode, String reason) {
            getSession().close(statusCode, reason, Callback.NOOP);
            return null;
        }

        @Override
        public void onError(WebSocket webSocket, Throwable error) {
            getSession().disconnect();
        }
    }
}
