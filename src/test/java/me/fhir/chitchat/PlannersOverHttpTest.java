package me.fhir.chitchat;

import static me.fhir.chitchat.StubbedProviderServer.PERMIT;
import static me.fhir.chitchat.StubbedProviderServer.completion;
import static me.fhir.chitchat.StubbedProviderServer.json;
import static me.fhir.chitchat.StubbedProviderServer.outline;
import static me.fhir.chitchat.StubbedProviderServer.step;
import static me.fhir.chitchat.llm.StubModelServer.with;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import me.fhir.chitchat.llm.StubModelServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Planners and oracle with a model behind a real socket: what the conversation, its readers and the log see. */
@Timeout(120)
class PlannersOverHttpTest {
    @TempDir
    private Path folder;

    private StubbedProviderServer talk;

    /** A server for each: two planners whose model fails go on apologising, and would take another test's answers. */
    @BeforeEach
    void start() throws Exception {
        talk = new StubbedProviderServer(
                folder,
                "llm.debugLog.requests",
                "1",
                "llm.debugLog.publishOpenly",
                "1",
                "llm.debugLog.directory",
                folder.resolve("calls").toString());
    }

    @AfterEach
    void stop() {
        talk.close();
    }

    /** Answers in this order, for any caller. */
    private void script(String... contents) {
        var answers = Stream.of(contents).iterator();
        talk.stub.thinking(asked -> completion(answers.next()));
    }

    @Test
    void aScenarioEndsWithTheTerminalToolsOutcomeAndItsDocument() throws Exception {
        script(
                step("sendMessageToRemoteAgent", "{\"text\":\"May I have a permit?\"}"),
                "Let me think.\n```json\n" + step("look_up", "{\"n\":7}") + "\n```",
                "{\"reasoning\":\"r\",\"output\":{\"rule\":\"p-7\"}}",
                step("look_up", "{\"n\":\"seven\"}"),
                step("grant", "{}"),
                "no JSON at first",
                PERMIT,
                step("sendMessageToRemoteAgent", "{\"text\":\"Granted.\"}"));
        int before = talk.stub.asked().size();
        long id = talk.begin("asker", ",\"config\":{\"model\":\"openai/gpt-5\",\"systemPromptExtra\":\"EXTRA-9\"}");
        await().atMost(Duration.ofMinutes(1)).until(() -> talk.completed(id));

        List<JsonNode> events = talk.events(id);
        assertThat(outline(events))
                .containsExactly(
                        "asker thought",
                        "asker message",
                        "clerk thought",
                        "clerk tool_call",
                        "clerk tool_result",
                        "clerk thought",
                        "clerk tool_call",
                        "clerk tool_result",
                        "clerk thought",
                        "clerk tool_call",
                        "clerk tool_result",
                        "clerk thought",
                        "clerk message");
        assertThat(events.get(4).at("/payload/result").toString()).isEqualTo("{\"rule\":\"p-7\"}");
        assertThat(events.get(4).at("/payload/toolCallId"))
                .isEqualTo(events.get(3).at("/payload/toolCallId"));
        assertThat(events.get(7).at("/payload/error").asText())
                .contains("do not fit")
                .contains("/n");
        JsonNode last = events.get(12);
        assertThat(last.get("finality").asText()).isEqualTo("conversation");
        assertThat(last.at("/payload/text").asText()).isEqualTo("Granted.");
        assertThat(last.at("/payload/outcome").toString()).isEqualTo("{\"status\":\"success\"}");
        JsonNode attached = last.at("/payload/attachments/0");
        assertThat(attached.get("name").asText()).isEqualTo("permit.md");
        assertThat(attached.has("content")).isFalse();

        JsonNode stored =
                json(talk.get("/api/attachments/" + attached.get("id").asText()).body());
        assertThat(stored.get("content").asText()).isEqualTo("# Permit ä");
        assertThat(stored.get("createdByAgentId").asText()).isEqualTo("clerk");
        assertThat(stored.get("summary").asText()).isEqualTo("The permit");
        var content = talk.get("/api/attachments/" + attached.get("id").asText() + "/content");
        assertThat(content.body()).isEqualTo("# Permit ä");
        assertThat(content.headers().firstValue("Content-Type")).hasValue("text/markdown;charset=utf-8");

        List<StubModelServer.Asked> asked =
                talk.stub.asked().subList(before, talk.stub.asked().size());
        assertThat(asked).hasSize(8);
        assertThat(asked).noneSatisfy(call -> assertThat(call.body()).contains("CANARY-4711"));
        assertThat(asked.subList(1, 8))
                .allSatisfy(call -> assertThat(call.body()).contains("\"model\":\"openai/gpt-5\""));
        assertThat(asked.get(0).body()).doesNotContain("EXTRA-9");
        assertThat(asked.get(1).body()).contains("EXTRA-9").doesNotContain("p-7");
        assertThat(asked.get(2).body()).as("the oracle sees the caller's side").contains("p-7");
        assertThat(asked.get(6).body()).as("the oracle is told what was wrong").contains("no JSON at first");

        String logs = talk.get("/api/debug-logs/conversation_" + id).body();
        assertThat(logs).contains("_turn_001_asker_step-1").contains("_turn_002_clerk_tool-grant");
    }

    static List<Arguments> failures() {
        String error = "{\"error\":{\"code\":402,\"message\":\"Insufficient credits\"}}";
        return List.of(
                Arguments.of(
                        "openrouter", StubModelServer.json(402, error), List.of("openrouter", "HTTP 402", "credits")),
                Arguments.of("openrouter", StubModelServer.json(200, error), List.of("openrouter", "402", "credits")),
                Arguments.of(
                        "openrouter",
                        StubModelServer.json(
                                200, "{\"choices\":[{\"finish_reason\":\"length\",\"message\":{\"content\":null}}]}"),
                        List.of("openrouter")),
                Arguments.of(
                        "openrouter",
                        StubModelServer.json(
                                200,
                                "{\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":null,"
                                        + "\"refusal\":\"I cannot help with that.\"}}]}"),
                        List.of("openrouter", "I cannot help with that.")),
                Arguments.of(
                        "openrouter",
                        with(502, "text/html", Map.of("Retry-After", "0"), "<html><h1>Bad Gateway</h1></html>"),
                        List.of("openrouter", "HTTP 502")),
                Arguments.of(
                        "google",
                        StubModelServer.json(
                                200, "{\"candidates\":[{\"finishReason\":\"SAFETY\"}],\"usageMetadata\":{}}"),
                        List.of("google", "SAFETY")),
                Arguments.of(
                        "google",
                        StubModelServer.json(
                                400,
                                "{\"error\":{\"code\":400,\"message\":\"API key not valid.\",\"status\":"
                                        + "\"INVALID_ARGUMENT\",\"details\":[{\"reason\":\"API_KEY_INVALID\"}]}}"),
                        List.of("google", "HTTP 400", "key")));
    }

    @ParameterizedTest
    @MethodSource("failures")
    void aFailingModelIsATraceWithItsCauseAndAnApologyOrTheEnd(
            String provider, StubModelServer.Answer answer, List<String> told) throws Exception {
        talk.stub.thinking(asked -> answer);
        String model = provider.equals("google") ? "gemini-2.5-flash" : "openai/gpt-5";
        long id = talk.begin("clerk", ",\"config\":{\"model\":\"" + model + "\"}");
        List<JsonNode> events = talk.turnOf("clerk", id);
        boolean ended = events.get(1).get("agentId").asText().equals("system");
        assertThat(outline(events.subList(0, 2)))
                .containsExactly("clerk thought", ended ? "system message" : "clerk message");
        assertThat(ended).isEqualTo(told.contains("HTTP 402") || told.contains("402") || told.contains("key"));
        String cause = events.get(0).at("/payload/content").asText();
        assertThat(cause)
                .contains(told)
                .contains(model)
                .doesNotContainIgnoringCase("<html", "unexpected character", "jackson");
        assertThat(events.get(0).at("/payload/error/provider").asText()).isEqualTo(provider);
        if (ended) {
            assertThat(events.get(1).at("/payload/outcome").toString())
                    .isEqualTo("{\"status\":\"errored\",\"reason\":\"agent_failed\",\"agentId\":\"clerk\"}");
        } else {
            assertThat(events.get(1).at("/payload/text").asText()).startsWith("I am sorry");
        }
        String folders = talk.get("/api/debug-logs/conversation_" + id).body();
        assertThat(folders).contains("_turn_001_clerk_step-1");
    }
}
