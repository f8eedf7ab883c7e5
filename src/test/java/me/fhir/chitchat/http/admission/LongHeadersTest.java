package me.fhir.chitchat.http.admission;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Map;
import me.fhir.chitchat.TestServer;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Long headers of all connections together have a limit, since they stay in memory until they are answered. */
class LongHeadersTest {
    private static final String END = "\r\nConnection: close\r\n\r\n";

    @TempDir
    static Path folder;

    private static TestServer server;

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(
                folder.resolve("data.db"), Map.of("server.applicationConnectors[0].longHeaderBytes", "40000"));
    }

    @AfterAll
    static void stop() {
        server.close();
    }

    @Test
    @Timeout(60)
    void longHeadersAreRefusedWhileThoseOfAWebSocketFillTheRoom() throws Exception {
        try (Socket upgraded = begin(SlowConnectionsTest.UPGRADE, 30_000)) {
            upgraded.getOutputStream().write("\r\n\r\n".getBytes(StandardCharsets.US_ASCII));
            assertThat(new String(upgraded.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 101");
            assertThat(answer(begin(SlowConnectionsTest.HEALTH, 30_000)))
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After: ", "too many long headers", "Connection: close");
            assertThat(answer(begin(SlowConnectionsTest.HEALTH, 100))).startsWith("HTTP/1.1 200");
        }
        // The server notices a moment later that the client has gone.
        String again = answer(begin(SlowConnectionsTest.HEALTH, 30_000));
        while (again.startsWith("HTTP/1.1 503")) {
            again = answer(begin(SlowConnectionsTest.HEALTH, 30_000));
        }
        assertThat(again).startsWith("HTTP/1.1 200");
    }

    private static Socket begin(String request, int length) throws IOException {
        Socket socket = new Socket(
                InetAddress.getLoopbackAddress(), server.http("/api/health").getPort());
        socket.setSoTimeout(30_000);
        socket.getOutputStream().write((request + "X-Long: " + "a".repeat(length)).getBytes(StandardCharsets.US_ASCII));
        return socket;
    }

    private static String answer(Socket socket) throws IOException {
        try (socket) {
            try {
                socket.getOutputStream().write(END.getBytes(StandardCharsets.US_ASCII));
            } catch (IOException e) {
                // It was refused before its end.
            }
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }
}
