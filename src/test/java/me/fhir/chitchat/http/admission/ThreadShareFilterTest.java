package me.fhir.chitchat.http.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Clients that send slowly, and so keep the threads that read from them. */
@Timeout(120)
class ThreadShareFilterTest {
    private static final int THREADS = 32;
    private static final int SLOW_CLIENTS = 2 * THREADS;

    @TempDir
    private static Path folder;

    @Test
    void slowBodiesLeaveThreadsForEverybodyElse() throws Exception {
        List<Socket> slow = new ArrayList<>();
        try (TestServer server = TestServer.start(
                folder.resolve("data.db"), TestServer.quiet("server.maxThreads", String.valueOf(THREADS)))) {
            for (int i = 0; i < SLOW_CLIENTS; i++) {
                slow.add(beginBody(server.port()));
            }
            await().atMost(Duration.ofSeconds(30))
                    .until(() -> slow.stream()
                                    .filter(ThreadShareFilterTest::isAnswered)
                                    .count()
                            >= SLOW_CLIENTS - THREADS / 2);
            assertThat(status(server.port(), "/api/health")).isEqualTo("HTTP/1.1 200");
            assertThat(status(server.port(), "/api/scenarios")).isEqualTo("HTTP/1.1 200");
            Socket refused = slow.stream()
                    .filter(ThreadShareFilterTest::isAnswered)
                    .findFirst()
                    .orElseThrow();
            assertThat(new String(refused.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After: 5", "Connection: close", ThreadShareFilter.BUSY);
        } finally {
            for (Socket client : slow) {
                client.close();
            }
        }
    }

    /** One byte of a long body. */
    private static Socket beginBody(int port) throws IOException {
        Socket client = new Socket(InetAddress.getLoopbackAddress(), port);
        client.getOutputStream()
                .write(("POST /api/scenarios HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                                + "Content-Length: 1000000\r\n\r\n{")
                        .getBytes(StandardCharsets.US_ASCII));
        return client;
    }

    private static boolean isAnswered(Socket client) {
        try {
            return client.getInputStream().available() > 0;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String status(int port, String path) throws IOException {
        try (Socket client = new Socket(InetAddress.getLoopbackAddress(), port)) {
            client.getOutputStream()
                    .write(("GET " + path + " HTTP/1.1\r\nHost: localhost\r\n\r\n")
                            .getBytes(StandardCharsets.US_ASCII));
            return new String(client.getInputStream().readNBytes(12), StandardCharsets.US_ASCII);
        }
    }
}
