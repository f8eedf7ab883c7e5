package me.fhir.chitchat.resources;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import me.fhir.chitchat.http.admission.ByteBudget;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Bodies for which the server has no room at the moment. */
@Timeout(60)
class CrowdedBodiesTest {
    private static final int MEGABYTE = 1 << 20;

    @RegisterExtension
    static final RestServer server = new RestServer("*");

    @Test
    void aClientThatSendsAllBeforeItReadsIsToldWhyItsBodyIsRefused() throws IOException {
        try (ByteBudget.Lease others = server.incoming.open();
                Socket client =
                        new Socket(server.address().getHost(), server.address().getPort())) {
            assertThat(others.charge(48L * MEGABYTE)).isTrue();
            OutputStream out = client.getOutputStream();
            out.write(("POST /api/scenarios HTTP/1.1\r\nHost: localhost\r\nContent-Type: application/json\r\n"
                            + "Content-Length: " + 15 * MEGABYTE + "\r\n\r\n")
                    .getBytes(StandardCharsets.US_ASCII));
            byte[] part = " ".repeat(MEGABYTE).getBytes(StandardCharsets.US_ASCII);
            out.write(part);
            await().until(() -> server.incoming.held() > 48L * MEGABYTE);
            for (int i = 1; i < 14; i++) {
                out.write(part);
            }
            // It is not read to its end yet, and makes room for others already.
            await().until(() -> server.incoming.held() == 48L * MEGABYTE);
            out.write(part);
            assertThat(new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8))
                    .startsWith("HTTP/1.1 503")
                    .contains("Retry-After: 5", "too much to read");
        }
    }
}
