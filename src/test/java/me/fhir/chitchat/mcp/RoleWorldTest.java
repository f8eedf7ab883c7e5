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
import io.modelcontextprotocol.spec.McpSchema.ReadResourceRequest;
import io.modelcontextprotocol.spec.McpSchema.Tool;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.world.KneeConversation;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;

/** The Java SDK of the protocol plays the patient of the knee scenario with the scenario's tools. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class RoleWorldTest {
    private TestServer server;

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        server = TestServer.start(folder.resolve("data.db"), TestServer.quiet());
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private McpSyncClient client(String path) {
        JacksonMcpJsonMapper mapper = new JacksonMcpJsonMapper(new ObjectMapper());
        var transport = HttpClientStreamableHttpTransport.builder(
                        server.http("").toString())
                .endpoint(path)
                .jsonMapper(mapper)
                .build();
        McpSyncClient client = McpClient.sync(transport)
                .requestTimeout(Duration.ofSeconds(60))
                .jsonSchemaValidator(new DefaultJsonSchemaValidator())
                .build();
        client.initialize();
        return client;
    }

    private static String bridge(String custom) {
        String meta = "{\"scenarioId\":\"scen_knee_mri_01\",\"startingAgentId\":\"" + KneeConversation.PATIENT
                + "\",\"agents\":[{\"id\":\"" + KneeConversation.PATIENT + "\"},{\"id\":\"" + KneeConversation.INSURER
                + "\"}]" + custom
                + "}";
        return "/api/bridge/"
                + Base64.getUrlEncoder().withoutPadding().encodeToString(meta.getBytes(StandardCharsets.UTF_8))
                + "/mcp";
    }

    private static Map<?, ?> call(McpSyncClient client, String tool, Map<String, Object> arguments) {
        CallToolResult result = client.callTool(
                CallToolRequest.builder(tool).arguments(arguments).build());
        assertThat(result.isError()).as("%s", result).isFalse();
        return (Map<?, ?>) result.structuredContent();
    }

    /** Plays the patient, which finds its conversation with these arguments. */
    private static Map<?, ?> playedToTheEnd(McpSyncClient client, Map<String, Object> conversation) {
        Map<?, ?> brief = call(client, "get_brief", Map.of());
        String opening = String.valueOf(
                ((Map<?, ?>) Objects.requireNonNull(brief.get("you"))).get("messageToUseWhenInitiatingConversation"));
        say(client, conversation, opening, List.of());
        Map<?, ?> state = replies(client, conversation);
        for (int turn = 0; turn < 8 && "input-required".equals(state.get("status")); turn++) {
            List<String> files = new ArrayList<>();
            files.add(file(client, conversation, "get_therapy_record", Map.of("bodyPart", "right knee")));
            files.add(file(
                    client, conversation, "get_imaging_history", Map.of("bodyPart", "right knee", "modality", "any")));
            files.add(file(client, conversation, "get_exam_findings", Map.of("visitDate", "2026-09-22")));
            say(client, conversation, "Here are the records.", files);
            state = replies(client, conversation);
        }
        return state;
    }

    private static void say(McpSyncClient client, Map<String, Object> conversation, String text, List<String> files) {
        call(
                client,
                "send_message_to_chat_thread",
                with(
                        conversation,
                        Map.of(
                                "message",
                                text,
                                "attachments",
                                files.stream().map(name -> Map.of("name", name)).toList())));
    }

    private static String file(
            McpSyncClient client, Map<String, Object> conversation, String tool, Map<String, Object> arguments) {
        return String.valueOf(call(client, tool, with(conversation, arguments)).get("attachment"));
    }

    private static Map<?, ?> replies(McpSyncClient client, Map<String, Object> conversation) {
        Map<?, ?> state;
        do {
            state = call(client, "check_replies", with(conversation, Map.of("waitMs", 20_000)));
        } while ("working".equals(state.get("status")));
        return state;
    }

    private static Map<String, Object> with(Map<String, Object> one, Map<String, Object> other) {
        Map<String, Object> both = new HashMap<>(one);
        both.putAll(other);
        return both;
    }

    @Test
    void playsASeatToApproval() {
        KneeConversation knee = KneeConversation.create(server);
        try (McpSyncClient client = client("/api/seats/" + knee.code() + "/mcp")) {
            assertThat(client.listTools().tools())
                    .extracting(Tool::name)
                    .containsExactly(
                            "begin_chat_thread",
                            "send_message_to_chat_thread",
                            "check_replies",
                            "get_brief",
                            "get_therapy_record",
                            "get_imaging_history",
                            "get_exam_findings");
            assertThat(client.listResources().resources().get(0).name()).isEqualTo("brief.md");
            String uri = client.listResources().resources().get(0).uri();
            assertThat(client.readResource(ReadResourceRequest.builder(uri).build())
                            .toString())
                    .contains("Dana Whitfield (patient-agent)", "get_exam_findings");
            Map<?, ?> last = playedToTheEnd(client, Map.of());
            assertThat(last.get("conversation_ended")).as("%s", last).isEqualTo(true);
        }
        assertThat(knee.awaitTurn().at("/conversation/outcome/status").asText()).isEqualTo("success");
        assertThat(knee.traces("tool_call").size()).isGreaterThanOrEqualTo(3);
    }

    @Test
    void playsABridgeWithItsWorldToTheEnd() {
        try (McpSyncClient client = client(bridge(",\"custom\":{\"world\":true}"))) {
            Object handle = call(client, "begin_chat_thread", Map.of()).get("conversationId");
            Map<?, ?> last = playedToTheEnd(client, Map.of("conversationId", handle));
            assertThat(last.get("conversation_ended")).as("%s", last).isEqualTo(true);
        }
    }

    @Test
    void aBridgeWithoutItHasTheChatToolsAlone() {
        for (String custom : List.of("", ",\"custom\":{\"world\":false}", ",\"custom\":{\"world\":\"true\"}")) {
            try (McpSyncClient client = client(bridge(custom))) {
                assertThat(client.listTools().tools()).hasSize(3);
                assertThat(client.getServerCapabilities().resources()).isNull();
            }
        }
    }

    @Test
    void mistakesAreResultsThatNameTheArgument() {
        KneeConversation knee = KneeConversation.create(server);
        try (McpSyncClient client = client("/api/seats/" + knee.code() + "/mcp")) {
            CallToolResult result = client.callTool(CallToolRequest.builder("get_exam_findings")
                    .arguments(Map.of("visitDate", 7))
                    .build());
            assertThat(result.isError()).isTrue();
            assertThat(result.content().toString()).contains("visitDate");
        }
    }
}
