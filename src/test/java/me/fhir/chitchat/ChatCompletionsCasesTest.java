package me.fhir.chitchat;

import static me.fhir.chitchat.llm.StubModelServer.cutInTheBody;
import static me.fhir.chitchat.llm.StubModelServer.json;
import static me.fhir.chitchat.llm.StubModelServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import me.fhir.chitchat.json.JsonText;
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
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatCompletionsCasesTest {
    private static final String MODEL = "openai/gpt-oss-120b:nitro";
    private static final String USAGE = "\"usage\":{\"prompt_tokens\":12,\"completion_tokens\":7,\"cost\":0.00042}";

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

    private static String answer(String message, String finishReason) {
        return "{\"id\":\"gen-1\",\"model\":\"openai/gpt-oss-120b\",\"choices\":[{\"index\":0,\"finish_reason\":"
                + JsonText.quoteOrNull(finishReason) + ",\"message\":" + message + "}]," + USAGE + "}";
    }

    private static String saying(String content) {
        return answer("{\"role\":\"assistant\",\"content\":" + JsonText.quote(content) + "}", "stop");
    }

    @Test
    void answersWithContentUsageCostModelAndFinishReason() throws Exception {
        at.stub.answering(json(200, saying("Good day.")));

        ChatResponse response = at.ask("openrouter");

        assertThat(response)
                .isEqualTo(new ChatResponse(
                        "Good day.",
                        List.of(),
                        new ChatResponse.Usage(12, 7, 0.00042),
                        "openrouter",
                        "openai/gpt-oss-120b",
                        "stop"));
        assertThat(at.logged("response.txt")).isEqualTo("Good day.\n");
        assertThat(at.logged("request.txt")).isEqualTo("=== system ===\nBe brief.\n\n=== user ===\nHello?\n");
        assertThat(at.logged("metadata.json"))
                .contains(
                        "\"promptTokens\":12",
                        "\"cost\":4.2E-4",
                        "\"provider\":\"openrouter\"",
                        "\"finishReason\":\"stop\"");
        String metric = "llm.openrouter." + MODEL;
        assertThat(at.metrics.timer(metric + ".calls").getCount()).isEqualTo(1);
        assertThat(at.count(metric + ".tokens.prompt")).isEqualTo(12);
        assertThat(at.count(metric + ".tokens.completion")).isEqualTo(7);
        assertThat(at.count(metric + ".cost")).isEqualTo(420);
    }

    @Test
    void asksOpenRouterWithKeyTitleAndRouting() throws Exception {
        at.stub.answering(json(200, saying("ok")));

        at.ask("openrouter");

        var asked = at.stub.lastAsked();
        assertThat(asked.method() + " " + asked.path()).isEqualTo("POST /api/v1/chat/completions");
        assertThat(asked.headers())
                .containsEntry("authorization", "Bearer " + ModelLayerFixture.KEY)
                .containsEntry("x-title", "Chitchat")
                .containsEntry("content-type", "application/json")
                .containsEntry("content-length", String.valueOf(asked.body().length()))
                .doesNotContainKey("transfer-encoding")
                .doesNotContainKey("content-encoding");
        assertThat(asked.body())
                .isEqualTo("{\"model\":\"" + MODEL + "\",\"messages\":[{\"role\":\"system\",\"content\":\"Be brief.\"},"
                        + "{\"role\":\"user\",\"content\":\"Hello?\"}],"
                        + "\"provider\":{\"ignore\":[\"baseten\"],\"allow_fallbacks\":true,\"sort\":\"throughput\"}}");
    }

    @Test
    void asksACompatibleServerWithoutRouting() throws Exception {
        at.stub.answering(json(200, "{\"data\":[]}"), json(200, saying("ok")));

        ChatResponse response = at.ask("openai");

        assertThat(response.provider()).isEqualTo("openai");
        assertThat(at.stub.lastAsked().path()).isEqualTo("/v1/chat/completions");
        assertThat(at.stub.lastAsked().body()).doesNotContain("\"provider\"");
        assertThat(at.stub.lastAsked().headers()).doesNotContainKey("x-title");
    }

    @Test
    void passesToolsAndSamplingOnAndBringsToolCallsBack() throws Exception {
        at.stub.answering(json(
                200,
                answer(
                        "{\"content\":null,\"tool_calls\":[{\"id\":\"c1\",\"type\":\"function\",\"function\":"
                                + "{\"name\":\"lookup\",\"arguments\":\"{\\\"n\\\": 1.10}\"}}]}",
                        "tool_calls")));
        String schema = "{\"type\":\"object\",\"properties\":{\"n\":{\"maximum\":1e400}}}";

        ChatResponse response = at.layer
                .model()
                .complete(new ChatRequest(
                        List.of(ChatMessage.user("Find it.")),
                        new ModelChoice("openrouter", "gpt-5"),
                        new Sampling(0.5, 100),
                        List.of(new ToolDefinition("lookup", "Finds \"it\"", schema)),
                        CallLabel.NONE,
                        Purpose.CHAT));

        assertThat(response.content()).isEmpty();
        assertThat(response.toolCalls()).containsExactly(new ToolCall("c1", "lookup", "{\"n\": 1.10}"));
        assertThat(at.stub.lastAsked().body())
                .contains(
                        "\"model\":\"openai/gpt-5\"",
                        "\"temperature\":0.5,\"max_tokens\":100",
                        "{\"type\":\"function\",\"function\":{\"name\":\"lookup\",\"description\":\"Finds \\\"it\\\"\","
                                + "\"parameters\":" + schema + "}}");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "```json\n{\"reasoning\":\"r\",\"action\":{\"tool\":\"done\",\"args\":{}}}\n```",
                "Sure! Here it is:\n{\"reasoning\":\"r\"}\nAnything else?",
                "ünïcödé 🚀 \u0000 \\ \" </html>"
            })
    void leavesWhatTheModelWroteAsItIs(String content) throws Exception {
        at.stub.answering(json(200, saying(content)));

        assertThat(at.ask("openrouter").content()).isEqualTo(content);
        assertThat(at.logged("response.txt")).isEqualTo(content + "\n");
    }

    @Test
    void joinsContentThatComesInParts() throws Exception {
        at.stub.answering(json(
                200,
                answer(
                        "{\"content\":[{\"type\":\"text\",\"text\":\"a\"},{\"type\":\"text\",\"text\":\"b\"}]}",
                        "stop")));

        assertThat(at.ask("openrouter").content()).isEqualTo("ab");
    }

    @ParameterizedTest
    @ValueSource(strings = {"{\"content\":\"\"}", "{\"content\":null}", "{}", "{\"content\":\" \\n\"}"})
    void emptyContentIsAnErrorThatKeepsFinishReasonAndUsage(String message) throws Exception {
        at.stub.answering(json(200, answer(message, "stop")));

        ModelException e = at.failure("openrouter");

        assertThat(e.sentence())
                .isEqualTo("OpenRouter (model " + MODEL + ") sent an empty answer (finish reason stop).");
        assertThat(e.failure().kind()).isEqualTo(FailureKind.EMPTY);
        assertThat(e.failure().retryable()).isTrue();
        assertThat(e.failure().spent())
                .isEqualTo(new ModelException.Spent(
                        "openai/gpt-oss-120b", new ChatResponse.Usage(12, 7, 0.00042), "stop"));
        assertThat(at.stub.asked()).hasSize(1);
        assertThat(at.logged("metadata.json")).contains("\"kind\":\"empty\"", "\"completionTokens\":7");
        assertThat(at.count("llm.openrouter." + MODEL + ".failures.empty")).isEqualTo(1);
        assertThat(at.count("llm.openrouter." + MODEL + ".tokens.completion")).isEqualTo(7);
    }

    @Test
    void cutOffContentIsAnAnswerThatSaysSo() throws Exception {
        at.stub.answering(json(200, answer("{\"content\":\"Once upon\"}", "length")));

        assertThat(at.ask("openrouter").finishReason()).isEqualTo("length");
    }

    @Test
    void contentlessCutOffTellsThatTheTokensWereSpent() throws Exception {
        at.stub.answering(json(200, answer("{\"content\":null,\"reasoning\":\"hmm\"}", "length")));

        ModelException e = at.failure("openrouter");

        assertThat(e.sentence()).contains("spent all its tokens before it wrote an answer", "length");
        assertThat(e.failure().retryable()).isFalse();
    }

    @Test
    void refusalIsAnErrorWithTheModelsOwnWords() throws Exception {
        at.stub.answering(json(200, answer("{\"content\":null,\"refusal\":\"I can't help with that\"}", "stop")));

        ModelException e = at.failure("openrouter");

        assertThat(e.sentence())
                .isEqualTo("OpenRouter (model " + MODEL + ") declined to answer: I can't help with that.");
        assertThat(e.failure().kind()).isEqualTo(FailureKind.REFUSAL);
        assertThat(e.failure().retryable()).isFalse();
        assertThat(at.logged("response.txt")).contains("I can't help with that");
    }

    @Test
    void contentFilterIsARefusal() throws Exception {
        at.stub.answering(json(200, answer("{\"content\":\"\"}", "content_filter")));

        assertThat(at.failure("openrouter").failure().kind()).isEqualTo(FailureKind.REFUSAL);
    }

    @Test
    void errorInsideASuccessIsThatErrorAndRetriedLikeIt() throws Exception {
        String overloaded = "{\"error\":{\"code\":502,\"message\":\"Provider returned error\",\"metadata\":"
                + "{\"provider_name\":\"Acme\",\"raw\":\"{\\\"error\\\":{\\\"message\\\":\\\"out of memory\\\"}}\"}}}";
        at.stub.answering(json(200, overloaded));

        ModelException e = at.failure("openrouter");

        assertThat(e.sentence())
                .isEqualTo("OpenRouter (model " + MODEL
                        + ") is in trouble (HTTP 200, code 502): Provider returned error (Acme): out of memory.");
        assertThat(e.failure().httpStatus()).isEqualTo(200);
        assertThat(e.failure().code()).isEqualTo("502");
        assertThat(at.stub.asked()).hasSize(4);
        assertThat(at.pauses).containsExactly(Duration.ofMillis(375), Duration.ofMillis(750), Duration.ofMillis(1500));
    }

    @Test
    void errorInsideTheChoiceKeepsUsage() throws Exception {
        at.stub.answering(json(
                200,
                "{\"choices\":[{\"finish_reason\":\"error\",\"message\":{\"content\":\"half\"},\"error\":"
                        + "{\"code\":403,\"message\":\"flagged\"}}]," + USAGE + "}"));

        ModelException e = at.failure("openrouter");

        assertThat(e.failure().kind()).isEqualTo(FailureKind.KEY);
        assertThat(e.failure().spent().finishReason()).isEqualTo("error");
        assertThat(e.failure().spent().usage()).isNotNull();
        assertThat(at.stub.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"object\":\"error\",\"message\":\"context too long\",\"type\":\"BadRequestError\",\"code\":400}",
                "{\"error\":\"context too long\",\"code\":400}"
            })
    void localServersMayAnswerErrorsTheirOwnWay(String body) throws Exception {
        at.stub.answering(json(200, "{\"data\":[]}"), json(200, body));

        ModelException e = at.failure("openai");

        assertThat(e.sentence())
                .isEqualTo("The OpenAI-compatible server (model llama3) did not accept the request "
                        + "(HTTP 200, code 400): context too long.");
    }

    @Test
    void waitsAsLongAsRetryAfterAsksAndSucceeds() throws Exception {
        at.stub.answering(
                with(
                        429,
                        "application/json",
                        Map.of("Retry-After", "3"),
                        "{\"error\":{\"code\":429,\"message\":\"slow down\"}}"),
                json(200, saying("at last")));

        assertThat(at.ask("openrouter").content()).isEqualTo("at last");
        assertThat(at.pauses).containsExactly(Duration.ofSeconds(3));
        assertThat(at.metrics.timer("llm.openrouter." + MODEL + ".calls").getCount())
                .isEqualTo(1);
    }

    @Test
    void givesUpAtOnceWhenRetryAfterIsBeyondTheDeadline() throws Exception {
        at.stub.answering(with(
                429, "application/json", Map.of("Retry-After", "3600"), "{\"error\":{\"message\":\"slow down\"}}"));

        ModelException e = at.failure("openrouter");

        assertThat(e.failure().kind()).isEqualTo(FailureKind.RATE_LIMIT);
        assertThat(e.failure().retryable()).isTrue();
        assertThat(e.sentence()).contains("is being asked too often (HTTP 429): slow down.");
        assertThat(at.pauses).isEmpty();
        assertThat(at.stub.asked()).hasSize(1);
    }

    @ParameterizedTest
    @CsvSource({
        "400, REQUEST, did not accept the request",
        "401, KEY, Check OPENROUTER_API_KEY on the server.",
        "402, PAYMENT, wants to be paid first",
        "403, KEY, refused this server's key",
        "404, REQUEST, did not accept the request",
        "413, REQUEST, did not accept the request",
        "422, REQUEST, did not accept the request"
    })
    void doesNotRepeatWhatWillNotHelp(int status, FailureKind kind, String words) throws Exception {
        at.stub.answering(json(status, "{\"error\":{\"code\":" + status + ",\"message\":\"because\"}}"));

        ModelException e = at.failure("openrouter");

        assertThat(e.sentence()).contains(words, "(HTTP " + status + "): because.");
        assertThat(e.failure().kind()).isEqualTo(kind);
        assertThat(e.failure().httpStatus()).isEqualTo(status);
        assertThat(e.failure().retryable()).isFalse();
        assertThat(at.stub.asked()).hasSize(1);
    }

    @ParameterizedTest
    @ValueSource(ints = {408, 429, 500, 502, 503, 504, 529})
    void repeatsThreeTimesWhatMayPass(int status) throws Exception {
        at.stub.answering(json(status, ""));

        ModelException e = at.failure("openrouter");

        assertThat(e.failure().retryable()).isTrue();
        assertThat(at.stub.asked()).hasSize(4);
    }

    @Test
    void webPageOfAGatewayIsNotShownToAnybody() throws Exception {
        String page = "<html>\r\n<head><title>502 Bad Gateway</title></head><body>nginx</body></html>";
        at.stub.answering(with(502, "text/html", Map.of(), page));

        ModelException e = at.failure("openrouter");

        assertThat(e.sentence()).isEqualTo("OpenRouter (model " + MODEL + ") is in trouble (HTTP 502).");
        assertThat(at.logged("response.txt")).doesNotContain("<");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"<html><body>Welcome</body></html>", "", "{\"choices\":", "[1]", "null", "{\"status\":\"ok\"}"})
    void successThatIsNoModelAnswerIsNamedAsSuch(String body) throws Exception {
        at.stub.answering(with(200, "text/html", Map.of(), body));

        ModelException e = at.failure("openrouter");

        assertThat(e.failure().kind()).isEqualTo(FailureKind.UNREADABLE);
        assertThat(e.sentence())
                .isEqualTo("OpenRouter (model " + MODEL
                        + ") sent something that is no model answer (HTTP 200, text/html). Is its base URL right?");
    }

    @Test
    void noChoiceIsAnEmptyAnswer() throws Exception {
        at.stub.answering(json(200, "{\"choices\":[]," + USAGE + "}"));

        assertThat(at.failure("openrouter").failure().kind()).isEqualTo(FailureKind.EMPTY);
    }

    @Test
    void connectionCutInTheBodyIsRepeatedThenNamed() throws Exception {
        at.stub.answering(cutInTheBody(saying("never whole")));

        ModelException e = at.failure("openrouter");

        assertThat(e.failure().kind()).isEqualTo(FailureKind.NETWORK);
        assertThat(e.failure().httpStatus()).isNull();
        assertThat(e.failure().retryable()).isTrue();
        assertThat(e.sentence())
                .isEqualTo("OpenRouter (model " + MODEL + ") could not be asked: the connection was cut.");
        assertThat(at.stub.asked()).hasSize(4);
    }

    @Test
    void connectionCutOnceIsHealed() throws Exception {
        at.stub.answering(cutInTheBody(saying("never whole")), json(200, saying("whole")));

        assertThat(at.ask("openrouter").content()).isEqualTo("whole");
    }

    @Test
    void slowFirstByteEndsWithTheDeadline() throws Exception {
        CountDownLatch never = new CountDownLatch(1);
        try (ModelLayerFixture hasty =
                new ModelLayerFixture(directory.resolve("hasty"), "\"deadline\":\"1s\",\"maxConcurrent\":1,")) {
            hasty.stub.answering(exchange -> never.await(), json(200, saying("next")));

            ModelException e = hasty.failure("openrouter");

            assertThat(e.failure().kind()).isEqualTo(FailureKind.TIMEOUT);
            assertThat(e.sentence()).contains("it did not answer in time");
            assertThat(hasty.stub.asked()).hasSize(1);
            assertThat(hasty.ask("openrouter").content()).isEqualTo("next");
        }
    }

    @Test
    void redirectIsNotFollowedBecauseTheKeyWouldGoAlong() throws Exception {
        at.stub.answering(
                with(307, "text/plain", Map.of("Location", at.stub.url() + "/elsewhere"), "moved"),
                json(200, saying("stolen")));

        ModelException e = at.failure("openrouter");

        assertThat(e.failure().httpStatus()).isEqualTo(307);
        assertThat(at.stub.asked()).hasSize(1);
    }

    @Test
    void endlessAnswerIsCutAndTheConnectionClosed() throws Exception {
        at.stub.answering(exchange -> {
            exchange.sendResponseHeaders(200, 0);
            byte[] blanks = new byte[65536];
            java.util.Arrays.fill(blanks, (byte) ' ');
            while (true) {
                exchange.getResponseBody().write(blanks);
            }
        });

        ModelException e = at.failure("openrouter");

        assertThat(e.failure().kind()).isEqualTo(FailureKind.UNREADABLE);
        assertThat(e.sentence()).contains("its answer is too long");
    }

    @Test
    void keyThatIsEchoedReachesNobody() throws Exception {
        at.stub.answering(json(
                401,
                "{\"error\":{\"code\":\"bad " + ModelLayerFixture.KEY + "\",\"message\":\"Incorrect API key provided: "
                        + ModelLayerFixture.KEY + "\"}}"));

        ModelException e = at.failure("openrouter");

        assertThat(e.toString() + e.failure())
                .doesNotContain(ModelLayerFixture.KEY)
                .contains("***");
        assertThat(at.logged("metadata.json") + at.logged("response.txt")).doesNotContain(ModelLayerFixture.KEY);
    }

    @Test
    void longAndMultilineMessagesBecomeOneShortLine() throws Exception {
        at.stub.answering(json(400, "{\"error\":{\"message\":\"line\\nbreak \\u0007" + "x".repeat(5000) + "\"}}"));

        String sentence = at.failure("openrouter").sentence();

        assertThat(sentence).contains("line break xxx").hasSizeLessThan(600).doesNotContain("\n", "\u0007");
    }

    @Test
    void serverThatIsNotThereIsNamedWithoutAddresses() throws Exception {
        at.stub.close();

        ModelException e = at.failure("openrouter");

        assertThat(e.failure().kind()).isEqualTo(FailureKind.NETWORK);
        assertThat(e.sentence()).contains("it refused the connection").doesNotContain("127.0.0.1");
        assertThat(at.pauses).hasSize(3);
    }
}
