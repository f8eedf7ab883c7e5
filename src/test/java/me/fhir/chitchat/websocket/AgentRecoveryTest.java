package me.fhir.chitchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AgentRecoveryTest {
    private static final String META = """
            {"meta":{"startingAgentId":"a","agents":[{"id":"a","agentClass":"script","config":{"script":{"turns":[[
              {"kind":"trace","payload":{"type":"thought","content":"first half"}},
              {"kind":"sleep","ms":%d},
              {"kind":"post","text":"whole","finality":"conversation"}]]}}},{"id":"b"}]}}""";

    @TempDir
    private Path folder;

    @Test
    void anAgentThatWasInterruptedByARestartClearsItsTurnAndPlaysItAgain() throws Exception {
        Path data = folder.resolve("data.db");
        long id;
        try (TestServer server = TestServer.start(data, Map.of());
                RpcClient client = new RpcClient(server.webSocket())) {
            id = client.call("createConversation", META.formatted(2000))
                    .get("conversationId")
                    .longValue();
            client.call("subscribe", "{\"conversationId\":" + id + "}");
            client.call("lifecycle.ensure", "{\"conversationId\":" + id + ",\"agentIds\":[\"a\"]}");
            client.await(frame -> frame.path("params").path("type").asText().equals("trace"));
        }
        try (TestServer server = TestServer.start(data, Map.of());
                RpcClient client = new RpcClient(server.webSocket())) {
            client.call("subscribe", "{\"conversationId\":" + id + ",\"sinceSeq\":0}");
            client.await(frame -> frame.path("params").path("finality").asText().equals("conversation"));
            List<String> kinds = new ArrayList<>();
            for (JsonNode event : client.notifications("event")) {
                JsonNode payload = event.get("payload");
                kinds.add(payload.path("text")
                        .asText(payload.path("type").asText(payload.path("kind").asText())));
            }
            assertThat(kinds).containsExactly("meta_created", "thought", "turn_cleared", "thought", "whole");
        }
    }
}
