package me.fhir.chitchat;

import static me.fhir.chitchat.llm.StubModelServer.cutInTheBody;
import static me.fhir.chitchat.llm.StubModelServer.json;
import static me.fhir.chitchat.llm.StubModelServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import me.fhir.chitchat.llm.CallLabel;
import me.fhir.chitchat.llm.ChatMessage;
import me.fhir.chitchat.llm.ChatRequest;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.FailureKind;
import me.fhir.chitchat.llm.ModelChoice;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.Purpose;
import me.fhir.chitchat.llm.Sampling;
import me.fhir.chitchat.llm.ToolCall;
import me.fhir.chitchat.llm.ToolDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class GeminiCasesTest {
    private static final String MODEL = "gemini-2.5-flash-lite";
    private static final String USAGE =
            "\"usageMetadata\":{\"promptTokenCount\":9,\"candidatesTokenCount\":4,\"thoughtsTokenCount\":6}";

    @TempDir
    Path directory;

    private ModelLayerFixture at;

    @BeforeEach
    void start() {
        at = new ModelLayerFixture(directory, "\"deadline\":\"60s\",");
    }

    @AfterEach
    void stop() {
        at.close();
    }

    private static String candidate(String members) {
        return "{\"candidates\":[{" + members + "}]," + USAGE + ",\"modelVersion\":\"gemini-2.5-flash-lite-001\"}";
    }

    private static String parts(String parts) {
        return candidate("\"content\":{\"role\":\"model\",\"parts\":[" + parts + "]},\"finishReason\":\"STOP\"");
    }

    @Test
    void answersWithTheJoinedTextAndCountsThoughtsAsCompletion() throws Exception {
        at.stub.answering(json(
                200, parts("{\"text\":\"let me think\",\"thought\":true},{\"text\":\"Good \"},{\"text\":\"day.\"}")));

        ChatResponse response = at.ask("google");

        assertThat(response.content()).isEqualTo("Good day.");
        assertThat(response.output().reasoning()).isEqualTo("let me think");
        assertThat(response.usage()).isEqualTo(new ChatResponse.TokenUsage(9, 10, null));
        assertThat(response.finishReason()).isEqualTo("STOP");
        assertThat(at.logged("response.txt")).isEqualTo("Good day.\n\n=== reasoning ===\nlet me think\n");
        assertThat(at.count("llm.google." + MODEL + ".tokens.completion")).isEqualTo(10);
    }

    @Test
    void asksWithTheKeyInAHeaderAndInstructionsApart() throws Exception {
        at.stub.answering(json(200, parts("{\"text\":\"ok\"}")));

        at.model.complete(new ChatRequest(
                List.of(
                        ChatMessage.system("Be brief."),
                        ChatMessage.user("Hi"),
                        ChatMessage.assistant("Hello"),
                        ChatMessage.system("And kind."),
                        ChatMessage.user("Bye")),
                new ModelChoice("google", null),
                new Sampling(0.0, 64),
                List.of(new ToolDefinition("lookup", "d", "{\"type\":\"object\"}")),
                CallLabel.NONE,
                Purpose.CHAT));

        var asked = at.stub.lastAsked();
        assertThat(asked.path()).isEqualTo("/v1beta/models/" + MODEL + ":generateContent");
        assertThat(asked.headers())
                .containsEntry("x-goog-api-key", ModelLayerFixture.KEY)
                .doesNotContainKey("authorization");
        assertThat(asked.body())
                .isEqualTo("{\"systemInstruction\":{\"parts\":[{\"text\":\"Be brief.\\n\\nAnd kind.\"}]},"
                        + "\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Hi\"}]},"
                        + "{\"role\":\"model\",\"parts\":[{\"text\":\"Hello\"}]},"
                        + "{\"role\":\"user\",\"parts\":[{\"text\":\"Bye\"}]}],"
                        + "\"generationConfig\":{\"temperature\":0.0,\"maxOutputTokens\":64},"
                        + "\"tools\":[{\"functionDeclarations\":[{\"name\":\"lookup\",\"description\":\"d\","
                        + "\"parametersJsonSchema\":{\"type\":\"object\"}}]}]}");
    }

    @Test
    void sendsInstructionsAloneAsTheQuestion() throws Exception {
        at.stub.answering(json(200, parts("{\"text\":\"ok\"}")));

        at.model.complete(ChatRequest.of(List.of(ChatMessage.system("Speak."))).with(new ModelChoice("google", null)));

        assertThat(at.stub.lastAsked().body())
                .isEqualTo("{\"contents\":[{\"role\":\"user\",\"parts\":[{\"text\":\"Speak.\"}]}]}");
    }

    @Test
    void bringsFunctionCallsBackWithTheirNumbersAsWritten() throws Exception {
        at.stub.answering(json(200, parts("{\"functionCall\":{\"name\":\"lookup\",\"args\":{\"n\":1.10}}}")));

        ChatResponse response = at.ask("google");

        assertThat(response.toolCalls()).containsExactly(new ToolCall("call_0", "lookup", "{\"n\":1.10}"));
        assertThat(response.content()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"finishReason\":\"MAX_TOKENS\"",
                "\"content\":{\"role\":\"model\"},\"finishReason\":\"MAX_TOKENS\"",
                "\"content\":{\"parts\":[{\"text\":\"hm\",\"thought\":true}]},\"finishReason\":\"MAX_TOKENS\""
            })
    void candidateWhoseBudgetWentIntoThinkingIsAnErrorThatKeepsUsage(String members) throws Exception {
        at.stub.answering(json(200, candidate(members)));

        ModelException e = at.failure("google");

        assertThat(e.sentence())
                .isEqualTo(
                        "Google Gemini (model " + MODEL
                                + ") spent all its tokens before it wrote an answer (finish reason MAX_TOKENS). "
                                + "Allow it more tokens: llm.maxTokens (LLM_MAX_TOKENS) of the server, or config.maxTokens of the agent.");
        assertThat(e.failure().kind()).isEqualTo(FailureKind.EMPTY);
        assertThat(e.failure().retryable()).isFalse();
        assertThat(e.failure().spent())
                .isEqualTo(new ModelException.SpentOnFailure(
                        MODEL, new ChatResponse.TokenUsage(9, 10, null), "MAX_TOKENS"));
        assertThat(at.logged("metadata.json")).contains("\"finishReason\":\"MAX_TOKENS\"", "\"promptTokens\":9");
    }

    @Test
    void candidateStoppedBySafetyIsARefusal() throws Exception {
        at.stub.answering(json(200, candidate("\"finishReason\":\"SAFETY\"")));

        ModelException e = at.failure("google");

        assertThat(e.failure().kind()).isEqualTo(FailureKind.REFUSAL);
        assertThat(e.failure().code()).isEqualTo("SAFETY");
        assertThat(e.sentence()).contains("declined to answer: a filter stopped it (SAFETY).");
    }

    @Test
    void blockedPromptIsARefusalWithItsReason() throws Exception {
        at.stub.answering(json(200, "{\"promptFeedback\":{\"blockReason\":\"PROHIBITED_CONTENT\"}," + USAGE + "}"));

        ModelException e = at.failure("google");

        assertThat(e.sentence()).contains("the prompt was blocked (PROHIBITED_CONTENT).");
        assertThat(e.failure().spent().usage()).isNotNull();
        assertThat(at.stub.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"candidates\":[]}", "{\"candidates\":[{}]}", "{\"candidates\":[null]}"})
    void emptyCandidatesAreAnEmptyAnswer(String body) throws Exception {
        at.stub.answering(json(200, body));

        assertThat(at.failure("google").failure().kind()).isEqualTo(FailureKind.EMPTY);
    }

    @Test
    void badKeyComesAs400AndIsNamedAsTheServersKey() throws Exception {
        at.stub.answering(json(
                400,
                "{\"error\":{\"code\":400,\"message\":\"API key not valid. Please pass a valid API key.\","
                        + "\"status\":\"INVALID_ARGUMENT\",\"details\":[{\"@type\":\"type.googleapis.com/google.rpc.ErrorInfo\","
                        + "\"reason\":\"API_KEY_INVALID\",\"domain\":\"googleapis.com\"}]}}"));

        ModelException e = at.failure("google");

        assertThat(e.failure().kind()).isEqualTo(FailureKind.KEY);
        assertThat(e.failure().code()).isEqualTo("API_KEY_INVALID");
        assertThat(e.sentence())
                .isEqualTo("Google Gemini (model " + MODEL
                        + ") refused this server's key (HTTP 400, code API_KEY_INVALID): API key not valid. "
                        + "Please pass a valid API key. Check GEMINI_API_KEY on the server.");
        assertThat(at.stub.asked()).hasSize(1);
    }

    @Test
    void exhaustedQuotaIsRepeatedAfterTheDelayInTheBody() throws Exception {
        at.stub.answering(
                json(
                        429,
                        "{\"error\":{\"code\":429,\"message\":\"quota\",\"status\":\"RESOURCE_EXHAUSTED\",\"details\":["
                                + "{\"@type\":\"type.googleapis.com/google.rpc.RetryInfo\",\"retryDelay\":\"7.5s\"}]}}"),
                json(200, parts("{\"text\":\"now\"}")));

        assertThat(at.ask("google").content()).isEqualTo("now");
        assertThat(at.pauses).containsExactly(Duration.ofMillis(7500));
    }

    @Test
    void exhaustedQuotaThatLastsIsNamed() throws Exception {
        at.stub.answering(
                json(429, "{\"error\":{\"code\":429,\"message\":\"quota\",\"status\":\"RESOURCE_EXHAUSTED\"}}"));

        ModelException e = at.failure("google");

        assertThat(e.failure().code()).isEqualTo("RESOURCE_EXHAUSTED");
        assertThat(e.failure().kind()).isEqualTo(FailureKind.RATE_LIMIT);
        assertThat(at.stub.asked()).hasSize(4);
    }

    @Test
    void errorInsideASuccessIsThatError() throws Exception {
        at.stub.answering(
                json(200, "{\"error\":{\"code\":503,\"message\":\"overloaded\",\"status\":\"UNAVAILABLE\"}}"));

        assertThat(at.failure("google").failure().kind()).isEqualTo(FailureKind.SERVER);
        assertThat(at.stub.asked()).hasSize(4);
    }

    @Test
    void webPagesAndCutAnswersNeverShowAsParseErrors() throws Exception {
        at.stub.answering(with(502, "text/html", Map.of(), "<!DOCTYPE html><html><body>Bad Gateway</body></html>"));
        assertThat(at.failure("google").sentence())
                .isEqualTo("Google Gemini (model " + MODEL + ") is in trouble (HTTP 502).");

        try (ModelLayerFixture other = new ModelLayerFixture(directory.resolve("other"))) {
            other.stub.answering(cutInTheBody(parts("{\"text\":\"never whole\"}")));
            assertThat(other.failure("google").failure().kind()).isEqualTo(FailureKind.NETWORK);
        }
        try (ModelLayerFixture other = new ModelLayerFixture(directory.resolve("third"))) {
            other.stub.answering(with(200, "text/html", Map.of(), "<html>hello</html>"));
            assertThat(other.failure("google").failure().kind()).isEqualTo(FailureKind.UNREADABLE);
        }
    }

    static Stream<String> streams() {
        String good = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"Good \"}]}}]}";
        String day = "{\"candidates\":[{\"content\":{\"parts\":[{\"text\":\"day.\"}]},\"finishReason\":\"STOP\"}]}";
        return Stream.of("data: " + good + "\r\n\r\ndata: " + day + "\r\n\r\n", "[" + good + ",\n" + day + "]");
    }

    @ParameterizedTest
    @MethodSource("streams")
    void putsAStreamedAnswerTogether(String body) throws Exception {
        at.stub.answering(with(200, "text/event-stream", Map.of(), body));

        assertThat(at.ask("google").content()).isEqualTo("Good day.");
        assertThat(at.stub.asked()).hasSize(1);
    }

    @Test
    void takesAModelByTheNameThatGoogleListsItUnder() throws Exception {
        at.stub.answering(json(200, parts("{\"text\":\"ok\"}")));

        at.model.complete(
                ChatRequest.of(List.of(ChatMessage.user("Hi"))).with(new ModelChoice(null, "models/gemini-2.5-pro")));

        assertThat(at.stub.lastAsked().path()).isEqualTo("/v1beta/models/gemini-2.5-pro:generateContent");
    }

    @Test
    void aRegionThatIsNotServedIsNamedAsThat() throws Exception {
        at.stub.answering(json(
                400,
                "[{\"error\":{\"code\":400,\"message\":\"User location is not supported for the API use.\","
                        + "\"status\":\"FAILED_PRECONDITION\"}}]"));

        ModelException e = at.failure("google");

        assertThat(e.sentence()).contains("is not available from where this server is", "User location");
        assertThat(e.failure().permanent()).isTrue();
    }
}
