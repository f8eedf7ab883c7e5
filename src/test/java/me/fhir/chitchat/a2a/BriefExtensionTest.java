package me.fhir.chitchat.a2a;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.world.KneeConversation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class BriefExtensionTest {
    private static final String SEND =
            "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessage\",\"params\":{\"message\":{"
                    + "\"messageId\":\"m1\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"Good morning.\"}]},"
                    + "\"configuration\":{\"returnImmediately\":true}}}";

    private TestServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = TestServer.start(folder.resolve("data.db"), TestServer.quiet());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    @Test
    void theCardTellsTheRoleOfASeat() {
        KneeConversation knee = KneeConversation.create(server);
        JsonNode card = KneeConversation.json(knee.ask("GET", "/a2a/.well-known/agent-card.json", ""));
        assertThat(card.at("/skills/0/description").asText())
                .contains("Talk with", "Your goals", "get_exam_findings", "MBR-4471-0926");
        assertThat(card.at("/capabilities/extensions/0/uri").asText()).isEqualTo(BriefExtension.URI);
    }

    @Test
    void theTaskHoldsTheBriefForClientsThatAskForIt() {
        KneeConversation knee = KneeConversation.create(server);
        HttpResponse<String> answer = knee.ask(
                "POST",
                "/a2a",
                SEND,
                "A2A-Version",
                "1.0",
                "A2A-Extensions",
                "https://e.example/x, " + BriefExtension.URI);
        assertThat(answer.headers().firstValue("a2a-extensions")).contains(BriefExtension.URI);
        JsonNode metadata = KneeConversation.json(answer).at("/result/task/metadata");
        assertThat(metadata.get(BriefExtension.URI).at("/you/agentId").asText()).isEqualTo(KneeConversation.PATIENT);
        KneeConversation other = KneeConversation.create(server);
        HttpResponse<String> plain = other.ask("POST", "/a2a", SEND, "A2A-Version", "1.0");
        assertThat(KneeConversation.json(plain).at("/result/task/metadata").has(BriefExtension.URI))
                .isFalse();
    }
}
