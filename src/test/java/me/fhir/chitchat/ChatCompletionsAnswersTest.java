package me.fhir.chitchat;

import static me.fhir.chitchat.CompletionAnswers.MODEL;
import static me.fhir.chitchat.CompletionAnswers.USAGE;
import static me.fhir.chitchat.CompletionAnswers.answer;
import static me.fhir.chitchat.CompletionAnswers.saying;
import static me.fhir.chitchat.llm.StubModelServer.json;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
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
import me.fhir.chitchat.llm.StubModelServer;
import me.fhir.chitchat.llm.ToolCall;
import me.fhir.chitchat.llm.ToolDefinition;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatCompletionsAnswersTest {
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

    @Test
    void answersWithContentUsageCostModelAndFinishReason() throws Exception {
        at.stub.answering(json(200, saying("Good day.")));

        ChatResponse response = at.ask("openrouter");

        assertThat(response)
                .isEqualTo(new ChatResponse(
                        "Good day.",
                        List.of(),
                        new ChatResponse.TokenUsage(12, 7, 0.00042),
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

        ChatResponse response = at.model.complete(new ChatRequest(
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
                .isEqualTo(new ModelException.SpentOnFailure(
                        "openai/gpt-oss-120b", new ChatResponse.TokenUsage(12, 7, 0.00042), "stop"));
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
    void contentlessCutOffReportsThatTheTokensWereSpent() throws Exception {
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
    void noChoiceIsAnEmptyAnswer() throws Exception {
        at.stub.answering(json(200, "{\"choices\":[]," + USAGE + "}"));

        assertThat(at.failure("openrouter").failure().kind()).isEqualTo(FailureKind.EMPTY);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"content\":\"<think>secret</think>\\n\\nopen\"}",
                "{\"content\":\"open\",\"reasoning\":\"secret\"}",
                "{\"content\":\"open\",\"reasoning_content\":\"secret\"}",
                "{\"content\":\"open\",\"reasoning_details\":[{\"type\":\"reasoning.text\",\"text\":\"secret\"}]}",
                "{\"content\":[{\"type\":\"thinking\",\"thinking\":[{\"type\":\"text\",\"text\":\"secret\"}]},"
                        + "{\"type\":\"text\",\"text\":\"open\"}]}",
                "{\"content\":[{\"type\":\"reasoning\",\"text\":\"secret\"},{\"type\":\"output_text\",\"text\":\"open\"}]}",
                "{\"content\":[{\"type\":\"text\",\"thought\":true,\"text\":\"secret\"},\"open\"]}",
            })
    void thinkingIsApartWhereverTheServerPutsIt(String message) throws Exception {
        at.stub.answering(json(200, answer(message, "stop")));

        ChatResponse response = at.ask("openrouter");

        assertThat(response.content()).isEqualTo("open");
        assertThat(response.output().reasoning()).isEqualTo("secret");
    }

    static Stream<String> streams() {
        String good = "{\"choices\":[{\"delta\":{\"role\":\"assistant\",\"content\":\"Good \"}}]}";
        String day = "{\"choices\":[{\"delta\":{\"content\":\"day.\"},\"finish_reason\":\"stop\"}]}";
        String thought = "{\"choices\":[{\"delta\":{\"reasoning_content\":\"hm\"}}]}";
        String usage = "{\"choices\":[],\"usage\":{\"prompt_tokens\":1,\"completion_tokens\":2}}";
        return Stream.of(
                ": waiting\n\n" + event(good) + event(day) + event("[DONE]"),
                (event(thought) + event(good) + event(day) + event(usage)).replace("\n", "\r\n"),
                "{\"message\":{\"content\":\"Good \"},\"done\":false}\n{\"message\":{\"content\":\"day.\"},\"done\":true}",
                "\uFEFF{\"choices\":[{\"message\":{\"content\":\"Good day.\"}}]}");
    }

    private static String event(String data) {
        return "data: " + data + "\n\n";
    }

    @ParameterizedTest
    @MethodSource("streams")
    void readsAnswersThatComeAsAStreamOrBehindAByteOrderMark(String body) throws Exception {
        at.stub.answering(StubModelServer.with(200, "text/event-stream", Map.of(), body));

        assertThat(at.ask("openrouter").content()).isEqualTo("Good day.");
        assertThat(at.stub.asked()).hasSize(1);
    }

    @Test
    void putsAStreamedToolCallTogether() throws Exception {
        at.stub.answering(StubModelServer.with(
                200,
                "text/event-stream",
                Map.of(),
                event("{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"id\":\"c1\",\"function\":"
                                + "{\"name\":\"look\",\"arguments\":\"{\\\"n\\\":\"}}]}}]}")
                        + event("{\"choices\":[{\"delta\":{\"tool_calls\":[{\"index\":0,\"function\":"
                                + "{\"arguments\":\"7}\"}}]}}]}")));

        assertThat(at.ask("openrouter").toolCalls()).containsExactly(new ToolCall("c1", "look", "{\"n\":7}"));
    }

    @Test
    void asksAgainWithTheOtherTokenLimitAndRemembersIt() throws Exception {
        String refused =
                "{\"error\":{\"message\":\"Unsupported parameter: 'max_tokens' is not supported with this model."
                        + " Use 'max_completion_tokens' instead.\",\"code\":\"unsupported_parameter\"}}";
        at.stub.answering(json(400, refused), json(200, saying("ok")));
        ChatRequest limited = ModelLayerFixture.request("openrouter").with(new Sampling(null, 50));

        assertThat(at.model.complete(limited).content()).isEqualTo("ok");
        assertThat(at.model.complete(limited).content()).isEqualTo("ok");

        assertThat(at.stub.asked()).hasSize(3);
        assertThat(at.stub.lastAsked().body())
                .contains("\"max_completion_tokens\":50")
                .doesNotContain("\"max_tokens\"");
    }

    @Test
    void aConfiguredTokenLimitHoldsForRequestsThatSetNone() throws Exception {
        try (ModelLayerFixture limited = new ModelLayerFixture(directory.resolve("limited"), "\"maxTokens\":77,")) {
            limited.stub.answering(json(200, saying("ok")));

            limited.ask("openrouter");
            assertThat(limited.stub.lastAsked().body()).contains("\"max_tokens\":77");
            limited.model.complete(ModelLayerFixture.request("openrouter").with(new Sampling(null, 5)));
            assertThat(limited.stub.lastAsked().body()).contains("\"max_tokens\":5");
        }
    }
}
