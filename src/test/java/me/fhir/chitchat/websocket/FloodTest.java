package me.fhir.chitchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** One thread reads for many connections, so no connection may occupy it. */
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
                Socket hostile = RawWebSocket.open(server.webSocket())) {
            AtomicLong sent = new AtomicLong();
            Thread flood = new Thread(() -> flood(hostile, sent), "flood");
            flood.start();
            Awaitility.await().until(() -> sent.get() > 10);
            try (RpcClient client = new RpcClient(server.webSocket())) {
                long id = client.conversation("");
                for (int i = 0; i < CALLS; i++) {
                    client.call("sendMessage", RpcClient.message(id, "alpha", "m" + i, "none"));
                }
                // The flood goes on: the others were not served because it was over.
                long before = sent.get();
                Awaitility.await().until(() -> sent.get() > before);
                assertThat(client.call("getConversation", "{\"conversationId\":" + id + "}")
                                .get("events"))
                        .hasSize(CALLS + 1);
            } finally {
                hostile.shutdownOutput();
                flood.join();
            }
        }
    }

    /**
     * Continues one message, faster than anybody can read, until the server closes it because it takes too long. In small
     * portions, so that the calls beside it are over by then on a busy machine as well.
     */
    private static void flood(Socket socket, AtomicLong sent) {
        ByteArrayOutputStream many = new ByteArrayOutputStream();
        for (int i = 0; i < 1_000; i++) {
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
