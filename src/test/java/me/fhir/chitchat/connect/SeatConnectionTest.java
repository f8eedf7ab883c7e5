package me.fhir.chitchat.connect;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import java.io.IOException;
import java.nio.file.Path;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.seat.SeatedConversation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SeatConnectionTest {
    @TempDir
    private Path folder;

    @Test
    void aCallOnAConnectionThatIsClosedFailsAndWaitsForNothing() throws Exception {
        try (TestServer server = TestServer.start(folder.resolve("data.db"), TestServer.quiet())) {
            SeatedConversation talk = SeatedConversation.create(server);
            SeatLink link =
                    SeatLink.parse(talk.seat("alpha").get("url").asText()).orElseThrow();
            try (SeatConnection connection = SeatConnection.open(server.client(), link)) {
                String params = "{\"conversationId\":" + talk.id() + "}";
                assertThat(connection.call("getConversation", params).has("events"))
                        .isTrue();
                talk.rest("POST", "/api/seated-conversations/" + talk.id() + "/seats/alpha/code", "", talk.host());
                Awaitility.await()
                        .until(() -> catchThrowable(() -> connection.call("getConversation", params))
                                        instanceof IOException closed
                                && "the connection is closed".equals(closed.getMessage()));
                assertThat(connection.unanswered()).isZero();
            }
        }
    }
}
