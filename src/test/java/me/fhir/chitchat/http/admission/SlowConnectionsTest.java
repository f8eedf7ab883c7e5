package me.fhir.chitchat.http.admission;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.NetworkInterface;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.ScheduledFuture;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.TestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Connections that a client keeps for itself: with headers that never end, or simply too many of them. */
@Timeout(value = 60, unit = TimeUnit.SECONDS)
class SlowConnectionsTest {
    /** A request without its last line. */
    static final String HEALTH = "GET /api/health HTTP/1.1\r\nHost: localhost\r\n";
    /** Asks for a WebSocket, without its last line. */
    static final String UPGRADE = """
            GET /api/ws HTTP/1.1\r
            Host: localhost\r
            Connection: Upgrade\r
            Upgrade: websocket\r
            Sec-WebSocket-Version: 13\r
            Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r
            """;

    private static final int CONNECTIONS_PER_ADDRESS = 3;

    @TempDir
    static Path folder;

    private static TestServer server;

    /** Gives a slow client's pieces their pace. */
    private static final ScheduledExecutorService timer = Executors.newSingleThreadScheduledExecutor();

    @BeforeAll
    static void start() throws Exception {
        server = TestServer.start(
                folder.resolve("data.db"),
                Map.of(
                        "server.applicationConnectors[0].headerTimeout",
                        "1s",
                        "server.applicationConnectors[0].connectionsPerAddress",
                        String.valueOf(CONNECTIONS_PER_ADDRESS)));
    }

    @AfterAll
    static void stop() {
        timer.shutdownNow();
        server.close();
    }

    @ParameterizedTest
    @ValueSource(strings = {"X-Slow: a", "X-A: b\r\n", "\r\n"})
    void headersThatNeverEndAreCutOffWithoutEffectOnOthers(String piece) throws Exception {
        String begin = piece.equals("\r\n") ? "" : HEALTH;
        try (Socket socket = connect(InetAddress.getLoopbackAddress())) {
            socket.getOutputStream().write(begin.getBytes(StandardCharsets.US_ASCII));
            ScheduledFuture<?> dripping =
                    timer.scheduleAtFixedRate(() -> write(socket, piece), 0, 50, TimeUnit.MILLISECONDS);
            assertThat(request(InetAddress.getLoopbackAddress(), HEALTH)).startsWith("HTTP/1.1 200");
            String answer = new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
            dripping.cancel(false);
            assertThat(answer).startsWith("HTTP/1.1 408").contains("too slowly");
        }
    }

    @Test
    void headersWithoutEndAreRefused() throws Exception {
        try (Socket socket = connect(InetAddress.getLoopbackAddress())) {
            socket.getOutputStream().write((HEALTH + "X-Long: ").getBytes(StandardCharsets.US_ASCII));
            Future<?> flooding = timer.submit(() -> write(socket, "a".repeat(100_000)));
            assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                    .isEqualTo("HTTP/1.1 431");
            flooding.cancel(false);
        }
    }

    @Test
    void anAddressHasOnlySoManyConnections() throws IOException {
        Optional<InetAddress> address = ownAddress();
        assumeThat(address).as("an address of this machine besides loopback").isPresent();
        List<Socket> open = new ArrayList<>();
        try {
            for (int i = 0; i < CONNECTIONS_PER_ADDRESS; i++) {
                Socket socket = connect(address.get());
                open.add(socket);
                socket.getOutputStream().write((HEALTH + "\r\n").getBytes(StandardCharsets.US_ASCII));
                assertThat(new String(socket.getInputStream().readNBytes(12), StandardCharsets.US_ASCII))
                        .isEqualTo("HTTP/1.1 200");
            }
            assertThat(request(address.get(), HEALTH))
                    .startsWith("HTTP/1.1 503")
                    .contains("Connection: close", "Retry-After: 5", AddressCeiling.SENTENCE);
            assertThat(request(address.get(), UPGRADE)).startsWith("HTTP/1.1 503");
            assertThat(request(InetAddress.getLoopbackAddress(), HEALTH)).startsWith("HTTP/1.1 200");
        } finally {
            for (Socket socket : open) {
                socket.close();
            }
        }
        Awaitility.await()
                .untilAsserted(() -> assertThat(request(address.get(), HEALTH)).startsWith("HTTP/1.1 200"));
    }

    /** Fails once the server has cut the connection off, as it should; that ends the timer's task as well. */
    private static void write(Socket socket, String piece) {
        try {
            socket.getOutputStream().write(piece.getBytes(StandardCharsets.US_ASCII));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Socket connect(InetAddress address) throws IOException {
        return new Socket(address, server.http("/").getPort());
    }

    private static String request(InetAddress address, String head) throws IOException {
        try (Socket socket = connect(address)) {
            String close = head.contains("Upgrade") ? "" : "Connection: close\r\n";
            socket.getOutputStream().write((head + close + "\r\n").getBytes(StandardCharsets.US_ASCII));
            return new String(socket.getInputStream().readAllBytes(), StandardCharsets.US_ASCII);
        }
    }

    private static Optional<InetAddress> ownAddress() throws IOException {
        return NetworkInterface.networkInterfaces()
                .flatMap(NetworkInterface::inetAddresses)
                .filter(address -> address instanceof Inet4Address && !address.isLoopbackAddress())
                .findFirst();
    }
}
