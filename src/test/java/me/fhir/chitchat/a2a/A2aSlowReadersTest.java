package me.fhir.chitchat.a2a;

import static me.fhir.chitchat.a2a.A2aServer.SILENT;
import static me.fhir.chitchat.a2a.A2aServer.say10;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.time.Duration;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a client does not read is in memory, and counts until it has left. */
@Timeout(300)
class A2aSlowReadersTest {
    /** More than the sockets of both sides take in between. */
    private static final int LARGE = 14_000_000;

    @RegisterExtension
    static final A2aServer SERVER = new A2aServer();

    private static String task = "";

    @BeforeAll
    static void sayMuch() {
        JsonNode answer = SERVER.caller(SILENT, "1.0")
                .result("SendMessage", A2aServer.returnAtOnce(say10("x".repeat(LARGE), "")));
        task = answer.path("task").path("id").asText();
        await().atMost(Duration.ofMinutes(1)).until(() -> SERVER.bytesHeld() == 0);
    }

    @Test
    void aWholeAnswerCountsUntilItsClientHasTakenIt() throws IOException {
        try (Socket client = ask("GetTask")) {
            await().atMost(Duration.ofMinutes(1)).until(() -> SERVER.bytesHeld() >= LARGE);
            askForLittle();
            assertThat(SERVER.bytesHeld()).isGreaterThanOrEqualTo(LARGE);
            assertThat(client.getInputStream().readAllBytes()).hasSizeGreaterThan(LARGE);
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> SERVER.bytesHeld() == 0);
    }

    @Test
    void theFrameOfAStreamCountsUntilItsClientHasGone() throws IOException {
        try (Socket client = ask("SubscribeToTask")) {
            await().atMost(Duration.ofMinutes(1)).until(() -> SERVER.bytesHeld() >= LARGE);
            askForLittle();
            assertThat(SERVER.bytesHeld()).isGreaterThanOrEqualTo(LARGE);
            client.setSoLinger(true, 0);
        }
        await().atMost(Duration.ofMinutes(1)).until(() -> SERVER.bytesHeld() == 0 && SERVER.streams() == 0);
    }

    /** Answers of others come and go meanwhile. */
    private static void askForLittle() {
        for (int i = 0; i < 20; i++) {
            assertThat(SERVER.caller(SILENT, "1.0").errorCode("GetTask", "{\"id\":\"unknown\"}"))
                    .isEqualTo(-32001);
        }
    }

    /** A client that asks and does not read. */
    private static Socket ask(String method) throws IOException {
        Socket client = new Socket();
        client.setReceiveBufferSize(4096);
        client.connect(new InetSocketAddress(InetAddress.getLoopbackAddress(), SERVER.port()));
        client.getOutputStream().write(RawStream.request(SERVER, SILENT, "1.0", method, "{\"id\":\"" + task + "\"}"));
        return client;
    }
}
