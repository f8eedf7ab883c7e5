package me.fhir.chitchat.mcp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.modelcontextprotocol.client.McpClient;
import io.modelcontextprotocol.client.McpSyncClient;
import io.modelcontextprotocol.client.transport.HttpClientStreamableHttpTransport;
import io.modelcontextprotocol.json.jackson2.JacksonMcpJsonMapper;
import io.modelcontextprotocol.json.schema.jackson2.DefaultJsonSchemaValidator;
import io.modelcontextprotocol.spec.McpSchema.CallToolRequest;
import io.modelcontextprotocol.spec.McpSchema.CallToolResult;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.bridge.BridgeServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** A third party's Java SDK of the protocol carries a conversation to its end. */
class McpSdkTest {
    @RegisterExtension
    static final BridgeServer SERVER = new BridgeServer();

    private static McpSyncClient client() {
        JacksonMcpJsonMapper mapper = new JacksonMcpJsonMapper(new ObjectMapper());
        var transport = HttpClientStreamableHttpTransport.builder("http://127.0.0.1:" + SERVER.port())
                .endpoint("/api" + RawMcpClient.scripted(SERVER).path())
                .jsonMapper(mapper)
                .build();
        return McpClient.sync(transport)
                .requestTimeout(Duration.ofSeconds(60))
                .enableCallToolSchemaCaching(true)
                .jsonSchemaValidator(new DefaultJsonSchemaValidator())
                .build();
    }

    private static Map<?, ?> call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        CallToolResult result = client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
        assertThat(result.isError()).as("%s", result).isFalse();
        return (Map<?, ?>) result.structuredContent();
    }

    private static Map<?, ?> settled(McpSyncClient client, Object handle) {
        Map<?, ?> replies;
        do {
            replies = call(client, "check_replies", Map.of("conversationId", handle, "waitMs", 20_000));
        } while ("working".equals(replies.get("status")));
        return replies;
    }

    @Test
    void carriesAConversationToItsEnd() {
        try (McpSyncClient client = client()) {
            assertThat(client.initialize().protocolVersion()).startsWith("2025-");
            client.ping();
            assertThat(client.listTools().tools())
                    .extracting(Tool::name)
                    .isEqualTo(List.of("begin_chat_thread", "send_message_to_chat_thread", "check_replies"));
            Object handle = RawMcpClient.value(call(client, "begin_chat_thread", Map.of()), "conversationId");
            call(client, "send_message_to_chat_thread", Map.of("conversationId", handle, "message", "An MRI, please."));
            Map<?, ?> first = settled(client, handle);
            assertThat(first.get("status")).isEqualTo("input-required");
            assertThat(String.valueOf(first)).contains("# Policy ä");
            call(
                    client,
                    "send_message_to_chat_thread",
                    Map.of(
                            "conversationId",
                            handle,
                            "message",
                            "Here is the letter.",
                            "attachments",
                            List.of(Map.of(
                                    "name", "letter.md", "contentType", "text/markdown", "content", "# Letter"))));
            Map<?, ?> last = settled(client, handle);
            assertThat(last.get("status")).isEqualTo("completed");
            assertThat(last.get("conversation_ended")).isEqualTo(true);
        }
    }

    @Test
    void getsMistakesInAWayItsModelCanRead() {
        try (McpSyncClient client = client()) {
            client.initialize();
            CallToolResult result = client.callTool(CallToolRequest.builder("check_replies")
                    .arguments(Map.of("conversationId", "unknown"))
                    .build());
            assertThat(result.isError()).isTrue();
        }
    }
}
