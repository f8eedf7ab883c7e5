package me.fhir.chitchat.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.time.Duration;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import org.awaitility.Awaitility;
import org.eclipse.jetty.ee10.servlet.ServletContextHandler;
import org.eclipse.jetty.ee10.websocket.server.config.JettyWebSocketServletContainerInitializer;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.websocket.api.Session;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/**
 * What {@link Connection} relies on in Jetty: a frame that another thread asks for is read, also when it is asked for in the
 * moment in which the thread that read the last one leaves off. Some versions forgot it then, and the connection was dead.
 */
public class DemandTest {
    private static final int FRAMES = 100_000;
    /** About as long as Jetty takes from the end of a frame's handling to the end of reading. */
    private static final int MAX_DELAY_NANOS = 2_000;

    private final AtomicInteger received = new AtomicInteger();
    private final AtomicReference<@Nullable Session> asking = new AtomicReference<>();
    private volatile boolean over;

    /** Leaves asking for the next frame to the other thread. */
    public final class Endpoint implements Session.Listener {
        private @Nullable Session session;

        @Override
        public void onWebSocketOpen(Session opened) {
            session = opened;
            opened.demand();
        }

        @Override
        public void onWebSocketText(String message) {
            received.incrementAndGet();
            asking.set(session);
        }
    }

    private void ask() {
        while (!over) {
            Session session = asking.getAndSet(null);
            if (session == null) {
                Thread.onSpinWait();
                continue;
            }
            long until = System.nanoTime() + ThreadLocalRandom.current().nextInt(MAX_DELAY_NANOS);
            while (System.nanoTime() < until) {
                Thread.onSpinWait();
            }
            session.demand();
        }
    }

    @Test
    void aFrameThatAnotherThreadAsksForIsRead() throws Exception {
        Server server = new Server();
        ServerConnector connector = new ServerConnector(server, 1, 1);
        connector.setHost("127.0.0.1");
        server.addConnector(connector);
        ServletContextHandler context = new ServletContextHandler("/");
        JettyWebSocketServletContainerInitializer.configure(
                context, (servlets, container) -> container.addMapping("/", (request, response) -> new Endpoint()));
        server.setHandler(context);
        server.start();
        Thread asker = new Thread(this::ask, "asker");
        asker.start();
        try (Socket client = RawWebSocket.open(URI.create("ws://127.0.0.1:" + connector.getLocalPort() + "/"))) {
            OutputStream out = new BufferedOutputStream(client.getOutputStream());
            byte[] frame = RawWebSocket.maskedText("hello".getBytes(US_ASCII));
            for (int i = 0; i < FRAMES; i++) {
                out.write(frame);
            }
            out.flush();
            Awaitility.await().atMost(Duration.ofMinutes(3)).until(() -> received.get() == FRAMES);
        } finally {
            over = true;
            asker.join();
            server.stop();
        }
    }
}
