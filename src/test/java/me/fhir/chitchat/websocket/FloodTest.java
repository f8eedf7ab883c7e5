package me.fhir.chitchat.websocket;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.net.URI;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One thread reads for many connections, so nobody may keep it for himself. */
class FloodTest {
    private static final byte[] UNFINISHED_TEXT = {0x01, (byte) 0x80, 0, 0, 0, 0};
    private static final byte[] EMPTY_CONTINUATION = {0x00, (byte) 0x80, 0, 0, 0, 0};
    private static final int CALLS = 50;

    @TempDir
    private Path folder;

    @Test
    void aMessageWithoutEndDoesNotKeepOthersWaiting() throws Exception {
        Map<String, String> oneReader = Map.of("server.applicationConnectors[0].selectorThreads", "1");
        try (TestServer server = TestServer.start(folder.resolve("data.db"), oneReader);
                Socket hostile = open(server.webSocket())) {
            AtomicLong sent = new AtomicLong();
            Thread flood = new Thread(() -> flood(hostile, sent), "flood");
            flood.start();
            Awaitility.await().until(() -> sent.get() > 10);
            try (RpcClient client = new RpcClient(server.webSocket())) {
                long id = client.conversation("");
                for (int i = 0; i < CALLS; i++) {
                    long before = sent.get();
                    client.call("sendMessage", RpcClient.message(id, "alpha", "m" + i, "none"));
                    // The flood goes on: nobody was served because it was over.
                    Awaitility.await().until(() -> sent.get() > before);
                }
                assertThat(client.call("getConversation", "{\"conversationId\":" + id + "}")
                                .get("events"))
                        .hasSize(CALLS + 1);
            } finally {
                hostile.shutdownOutput();
                flood.join();
            }
        }
    }

    private static Socket open(URI uri) throws IOException {
        Socket socket = new Socket(uri.getHost(), uri.getPort());
        OutputStream out = socket.getOutputStream();
        out.write(("GET " + uri.getPath() + " HTTP/1.1\r\nHost: " + uri.getAuthority()
                        + "\r\nUpgrade: websocket\r\nConnection: Upgrade\r\nSec-WebSocket-Version: 13\r\n"
                        + "Sec-WebSocket-Key: dGhlIHNhbXBsZSBub25jZQ==\r\n\r\n")
                .getBytes(US_ASCII));
        InputStream in = socket.getInputStream();
        StringBuilder head = new StringBuilder();
        while (head.indexOf("\r\n\r\n") < 0) {
            head.append((char) in.read());
        }
        assertThat(head.toString()).startsWith("HTTP/1.1 101");
        return socket;
    }

    /** Continues one message for ever, faster than anybody can read. */
    private static void flood(Socket socket, AtomicLong sent) {
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 10_000; i++) {
            many.writeBytes(EMPTY_CONTINUATION);
        }
        try {
            OutputStream out = socket.getOutputStream();
            out.write(UNFINISHED_TEXT);
            while (true) {
                out.write(many.toByteArray());
                sent.incrementAndGet();
            }
        } catch (IOException e) {
            // Closed: the test is over.
        }
    }
}
