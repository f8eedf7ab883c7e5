package me.fhir.chitchat.a2a;

import static me.fhir.chitchat.a2a.A2aServer.SILENT;
import static me.fhir.chitchat.a2a.A2aServer.say03;
import static me.fhir.chitchat.a2a.A2aServer.say10;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import me.fhir.chitchat.bridge.BridgeConfiguration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What an idle stream sends, so that proxies keep it and dead clients are found out. */
@Timeout(60)
class A2aKeepAliveTest {
    @RegisterExtension
    static final A2aServer SERVER = new A2aServer("bridge.keepAliveMs", "30");

    @Test
    void isEveryFifteenSecondsUnlessConfiguredOtherwise() {
        assertThat(new BridgeConfiguration(null).keepAlive()).isEqualTo(Duration.ofSeconds(15));
        assertThat(new BridgeConfiguration(0L).keepAlive()).isZero();
    }

    @Test
    void isACommentAndNothingElse() throws IOException {
        A2aServer.Caller current = SERVER.caller(SILENT, "1.0");
        JsonNode task = current.result("SendMessage", A2aServer.returnAtOnce(say10("Hi", "")))
                .get("task");
        try (RawStream stream =
                RawStream.open(SERVER, SILENT, "1.0", "SubscribeToTask", "{\"id\":" + task.get("id") + "}")) {
            assertThat(stream.line()).startsWith("data: {").contains("\"task\"");
            assertThat(stream.line()).isEmpty();
            for (int i = 0; i < 5; i++) {
                assertThat(stream.line()).isEqualTo(":");
                assertThat(stream.line()).isEmpty();
            }
            current.result("CancelTask", "{\"id\":" + task.get("id") + "}");
            List<String> rest = stream.rest();
            assertThat(rest).filteredOn(line -> line.startsWith("data: ")).hasSize(2);
            assertThat(rest).allMatch(line -> line.isEmpty() || line.equals(":") || line.startsWith("data: {"));
        }
    }

    @Test
    void keepsAStreamOf03AsWell() throws IOException {
        try (RawStream stream = RawStream.open(SERVER, SILENT, "0.3", "message/stream", say03("Hi", ""))) {
            assertThat(stream.line()).startsWith("data: {");
            assertThat(stream.line()).isEmpty();
            assertThat(stream.line()).isEqualTo(":");
        }
    }

    @Test
    void detectsThatAClientIsGoneWithoutTraffic() throws IOException {
        try (RawStream stream = RawStream.open(SERVER, SILENT, "0.3", "message/stream", say03("Hi", ""))) {
            assertThat(stream.line()).startsWith("data: {");
            stream.kill();
        }
        await().until(() -> SERVER.streams() == 0);
    }
}
