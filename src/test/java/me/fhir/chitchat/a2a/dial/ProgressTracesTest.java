package me.fhir.chitchat.a2a.dial;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import me.fhir.chitchat.TestServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ProgressTracesTest {
    private TestServer server;

    @BeforeEach
    void start(@TempDir Path folder) throws Exception {
        server =
                TestServer.start(folder.resolve("data.db"), Map.of("logging.level", "WARN", "outbound.allow", "local"));
    }

    @AfterEach
    void stop() {
        server.close();
    }

    private static String update(String state, String words) {
        return "{\"kind\":\"status-update\",\"taskId\":\"t\",\"contextId\":\"c\",\"final\":" + !"working".equals(state)
                + ",\"status\":{\"state\":\"" + state + "\",\"message\":{\"kind\":\"message\",\"messageId\":\"" + words
                + "\",\"role\":\"agent\",\"parts\":[{\"kind\":\"text\",\"text\":\"" + words + "\"}]}}}";
    }

    @Test
    void anAgentThatThinksOnAndOnDoesNotFillTheLogAndIsHeardInTheEnd() throws Exception {
        String[] updates = Stream.concat(
                        IntStream.range(0, 3 * ProgressTraces.MAX_PER_TURN).mapToObj(n -> update("working", "w" + n)),
                        Stream.of(update("input-required", "Done")))
                .toArray(String[]::new);
        try (StubAgent agent = new StubAgent(
                "0.3", true, (request, exchange) -> exchange.stream(updates).close())) {
            DialedConversation talk = DialedConversation.create(server, agent.url(), "");
            talk.say("{\"text\":\"Please\"}");
            assertThat(talk.awaitSaid(1).get(0).at("/payload/text").asText()).isEqualTo("Done");
            assertThat(talk.events())
                    .filteredOn(event -> event.get("type").asText().equals("trace"))
                    .hasSize(ProgressTraces.MAX_PER_TURN);
        }
    }
}
