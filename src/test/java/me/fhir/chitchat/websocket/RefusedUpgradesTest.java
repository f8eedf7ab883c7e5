package me.fhir.chitchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.WebSocket;
import java.net.http.WebSocketHandshakeException;
import java.nio.file.Path;
import java.util.concurrent.CompletionException;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.seat.SeatedConversation;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Connections that the server does not accept because of the code that their client shows. */
class RefusedUpgradesTest {
    private static final int GUESSES = 30;

    @TempDir
    private Path folder;

    @Test
    void whatCannotBeACodeIsAGuessLikeAnyOther() throws Exception {
        try (TestServer server = TestServer.start(folder.resolve("data.db"), TestServer.quiet())) {
            SeatedConversation talk = SeatedConversation.create(server);
            long before = server.counter("chitchat.seats.wrong-codes");
            for (int i = 0; i < GUESSES; i++) {
                assertThat(status(server, i % 2 == 0 ? "x" : "0000-0000-0000")).isEqualTo(404);
            }
            assertThat(server.counter("chitchat.seats.wrong-codes") - before).isEqualTo(GUESSES);
            assertThat(status(server, "x")).isEqualTo(429);
            assertThat(status(server, talk.code("alpha"))).isEqualTo(429);
            assertThat(server.gauge("chitchat.websocket.connections")).isZero();
        }
    }

    /** How the server answers a client that connects with this in the place of a code. */
    private static int status(TestServer server, String code) {
        try {
            server.client()
                    .newWebSocketBuilder()
                    .buildAsync(URI.create(server.webSocket() + "?seat=" + code), new WebSocket.Listener() {})
                    .join()
                    .abort();
            return 101;
        } catch (CompletionException e) {
            assertThat(e.getCause()).isInstanceOf(WebSocketHandshakeException.class);
            return ((WebSocketHandshakeException) e.getCause()).getResponse().statusCode();
        }
    }
}
