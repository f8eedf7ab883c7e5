package me.fhir.chitchat.mcp;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import me.fhir.chitchat.bridge.BridgeServer;
import me.fhir.chitchat.bridge.ConcurrentClients;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(120)
class WaitingLoadTest {
    private static final int CALLERS = 500;

    @RegisterExtension
    static final BridgeServer SERVER = new BridgeServer();

    @Test
    void holdsNoThreadForFiveHundredWaitingCallers() throws IOException {
        RawMcpClient talk = new RawMcpClient(SERVER, BridgeServer.config64("{\"agents\":[{\"id\":\"me\"}]}"));
        String handle = talk.begin();
        talk.say(handle, "Anybody?");
        try (ConcurrentClients clients = new ConcurrentClients(SERVER.port(), CALLERS, request(talk, handle))) {
            await().atMost(Duration.ofMinutes(1)).until(() -> SERVER.waiting() == CALLERS);
            await().atMost(Duration.ofSeconds(30)).untilAsserted(() -> assertThat(ConcurrentClients.threadsIn(
                            "me.fhir.chitchat.mcp", "me.fhir.chitchat.bridge", "org.eclipse.jetty.ee10.servlet"))
                    .isEmpty());
            SERVER.post("/conversations/1/cancel", "{}");
            assertThat(clients.answers()).hasSize(CALLERS).allSatisfy(answer -> assertThat(answer)
                    .contains("\"status\":\"completed\""));
        }
        assertThat(SERVER.waiting()).isZero();
    }

    private static byte[] request(RawMcpClient talk, String handle) {
        String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"tools/call\",\"params\":{\"name\":\"check_replies\","
                + "\"arguments\":{\"conversationId\":\"" + handle + "\",\"waitMs\":45000}}}";
        String head = "POST /api" + talk.path() + " HTTP/1.0\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n";
        return (head + body).getBytes(StandardCharsets.UTF_8);
    }
}
