package me.fhir.chitchat;

import static me.fhir.chitchat.CompletionAnswers.MODEL;
import static me.fhir.chitchat.CompletionAnswers.USAGE;
import static me.fhir.chitchat.CompletionAnswers.saying;
import static me.fhir.chitchat.llm.StubModelServer.cutInTheBody;
import static me.fhir.chitchat.llm.StubModelServer.json;
import static me.fhir.chitchat.llm.StubModelServer.with;
import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.llm.FailureKind;
import me.fhir.chitchat.llm.ModelException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChatCompletionsFailuresTest {
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

        assertThat(e.failure().kind()).isEqualTo(FailureKind.REFUSAL);
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
        "402, PAYMENT, requires payment first",
        "403, ACCESS, denied access",
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
                        + ") sent something that is not a model answer (HTTP 200, text/html). Is its base URL right?");
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
    void keyThatIsEchoedReachesNoClient() throws Exception {
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

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "400|[{'error':{'code':400,'message':'Unknown name','status':'INVALID_ARGUMENT'}}]|Unknown name.",
                "400|{'success':false,'errors':[{'code':7,'message':'No room'},{'message':'second'}]}|code 7): No room",
                "400|{'errors':['No room']}|No room.",
                "422|{'detail':[{'loc':['body','messages',0],'msg':'field required','type':'v'}]}|body.messages.0: field required.",
                "422|{'detail':'Too long'}|Too long.",
                "422|{'detail':{'message':'Too long'}}|Too long.",
                "400|{'error':['first','second']}|first; second.",
                "400|{'message':'Bad things'}|Bad things.",
                "400|{'fault':{'faultstring':'Spike arrest'}}|Spike arrest.",
                "400|{'messages':['may not be empty']}|messages: may not be empty.",
                "503|upstream connect error|upstream connect error.",
                "200|[{'error':{'code':400,'message':'Unknown name'}}]|Unknown name.",
                "200|{'success':false,'errors':[{'code':7,'message':'No room'}]}|No room.",
                "200|{'detail':'Too long'}|Too long.",
                "200|data: {'error':{'message':'in a stream'}}|in a stream.",
            })
    void errorsOfEveryShapeKeepTheProvidersOwnWords(int status, String body, String words) throws Exception {
        at.stub.answering(json(status, body.replace('\'', '"')));

        assertThat(at.failure("openrouter").sentence()).contains(words);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "403|This model requires moderation. Your input was flagged for violence|REFUSAL|flagged the input",
                "403|Country, region, or territory not supported|ACCESS|is not available from where this server is",
                "403|Your plan does not include this model, upgrade to Pro|ACCESS|with this server's plan",
                "403|The API key is disabled|KEY|Check OPENROUTER_API_KEY on the server.",
                "403|Permission denied|ACCESS|denied access",
                "404|The model x does not exist or you do not have access to it|MODEL|does not have this model",
                "400|No such model foo|MODEL|does not have this model",
                "429|Rate limit of your plan reached|RATE_LIMIT|is being asked too often",
            })
    void aDeniedRequestIsNamedByItsReason(int status, String message, FailureKind kind, String words) throws Exception {
        at.stub.answering(json(status, "{\"error\":{\"message\":" + JsonWriter.quoted(message) + "}}"));

        ModelException e = at.failure("openrouter");

        assertThat(e.failure().kind()).isEqualTo(kind);
        assertThat(e.sentence()).contains(words, message);
        assertThat(e.failure().permanent()).isEqualTo(status != 429);
        if (kind != FailureKind.KEY) {
            assertThat(e.sentence()).doesNotContain("OPENROUTER_API_KEY");
        }
    }
}
