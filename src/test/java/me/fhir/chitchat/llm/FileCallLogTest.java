package me.fhir.chitchat.llm;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.llm.FinishedCall.EndedWithAnswer;
import me.fhir.chitchat.llm.FinishedCall.EndedWithFailure;
import me.fhir.chitchat.llm.FinishedCall.Ending;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.slf4j.LoggerFactory;

class FileCallLogTest {
    private static final Instant AT = Instant.parse("2026-11-24T10:20:30.045Z");

    @TempDir
    Path outside;

    private static final class Hands extends Clock {
        private Instant now = AT;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }

    private final Hands clock = new Hands();

    private Path logs() {
        return outside.resolve("llm-debug");
    }

    private static FinishedCall call(CallLabel label, Ending ending) {
        ChatRequest request = new ChatRequest(
                List.of(ChatMessage.system("Rules."), ChatMessage.user("What?")),
                new ModelChoice("openrouter", "openai/gpt-5"),
                Sampling.DEFAULT,
                List.of(),
                label,
                Purpose.CHAT);
        return new FinishedCall(
                new ModelRoute(Provider.OPENROUTER, "openai/gpt-5"), request, AT, Duration.ofMillis(1234), ending);
    }

    private static Ending answered() {
        return new EndedWithAnswer(new ChatResponse(
                "Hello \ud800 half",
                List.of(new ToolCall("1", "look", "{}")),
                new ChatResponse.TokenUsage(3, 4, 0.5),
                "openrouter",
                "openai/gpt-5-2026",
                "stop"));
    }

    private List<String> folders() throws IOException {
        try (Stream<Path> all = Files.walk(logs())) {
            return all.filter(path -> path.endsWith("request.txt"))
                    .map(path -> logs().relativize(path.getParent()).toString())
                    .sorted()
                    .toList();
        }
    }

    @Test
    void writesRequestResponseAndMetadata() throws Exception {
        new FileCallLog(logs(), DebugLogSettings.OFF, clock)
                .keep(call(new CallLabel("42", "nurse", 7, "s1", "step 1", "r9"), answered()));

        assertThat(folders()).containsExactly("conversation_42/2026-11-24T10-20-30-045Z_turn_007_nurse_step_1");
        Path folder = logs().resolve(folders().get(0));
        assertThat(folder.resolve("request.txt")).hasContent("=== system ===\nRules.\n\n=== user ===\nWhat?\n");
        assertThat(Files.readString(folder.resolve("response.txt")))
                .startsWith("Hello ? half\n")
                .contains("=== tool call look ===\n{}");
        Map<String, Object> metadata = metadata(folder);
        assertThat(metadata)
                .containsEntry("provider", "openrouter")
                .containsEntry("model", "openai/gpt-5")
                .containsEntry("answeredBy", "openai/gpt-5-2026")
                .containsEntry("durationMs", 1234)
                .containsEntry("finishReason", "stop")
                .containsEntry("usage", Map.of("promptTokens", 3, "completionTokens", 4, "cost", 0.5))
                .doesNotContainKey("error");
        assertThat(metadata.get("loggingMetadata"))
                .isEqualTo(Map.of(
                        "conversationId", "42",
                        "agentName", "nurse",
                        "turnNumber", 7,
                        "scenarioId", "s1",
                        "stepDescriptor", "step 1",
                        "requestId", "r9"));
    }

    @SuppressWarnings("NullAway")
    private static Map<String, Object> metadata(Path folder) throws Exception {
        return PlainJson.map(Json.parseObject(Files.readString(folder.resolve("metadata.json"))));
    }

    @Test
    void writesWhyACallFailedAndWhatItCost() throws Exception {
        var failure = new ModelException.FailureDetails(
                "openrouter",
                402,
                "credits",
                false,
                FailureKind.PAYMENT,
                new ModelException.SpentOnFailure("m", new ChatResponse.TokenUsage(1, 2, null), "error"));
        new FileCallLog(logs(), DebugLogSettings.OFF, clock)
                .keep(call(CallLabel.NONE, new EndedWithFailure(new ModelException(failure, "Pay first."))));

        assertThat(folders()).singleElement().asString().matches("untagged/2026-11-24T10-20-30-045Z-[0-9a-f]{8}");
        Path folder = logs().resolve(folders().get(0));
        assertThat(folder.resolve("response.txt")).hasContent("Pay first.\n");
        assertThat(Files.readString(folder.resolve("metadata.json")))
                .contains(
                        "\"kind\":\"payment\"",
                        "\"httpStatus\":402",
                        "\"message\":\"Pay first.\"",
                        "\"promptTokens\":1");
    }

    @Test
    void writesForTheUserOfTheServerAlone() throws Exception {
        new FileCallLog(logs(), DebugLogSettings.OFF, clock)
                .keep(call(new CallLabel("42", "nurse", 7, "s1", "step 1", "r9"), answered()));

        try (Stream<Path> all = Files.walk(logs())) {
            assertThat(all).hasSizeGreaterThan(4).allSatisfy(path -> assertThat(
                            PosixFilePermissions.toString(Files.getPosixFilePermissions(path)))
                    .isEqualTo(Files.isDirectory(path) ? "rwx------" : "rw-------"));
        }
    }

    @Test
    void filesByScenarioWithoutAConversation() throws Exception {
        new FileCallLog(logs(), DebugLogSettings.OFF, clock)
                .keep(call(new CallLabel(null, "x", 1, "my/scenario", "draft", null), answered()));

        assertThat(folders()).containsExactly("scenario_editor/2026-11-24T10-20-30-045Z_my_scenario_draft");
    }

    @Test
    void keepsCallsOfTheSameMomentApart() throws Exception {
        FileCallLog log = new FileCallLog(logs(), DebugLogSettings.OFF, clock);
        CallLabel label = new CallLabel("1", null, null, null, null, null);
        for (int i = 0; i < 3; i++) {
            log.keep(call(label, answered()));
        }

        String name = "conversation_1/2026-11-24T10-20-30-045Z";
        assertThat(folders()).containsExactly(name, name + "-2", name + "-3");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../../etc/passwd",
                "..",
                ".",
                "",
                "/etc/cron.d/x",
                "a/../../b",
                "C:\\windows\\system32",
                "..\\..\\x",
                "nul\u0000byte",
                "new\nline",
                "ünïcödé 🚀",
                "....//....//",
                "~root",
                "$(touch x);`id`",
                "<img src=x onerror=alert(1)>",
                "%2e%2e%2f",
                ".hidden",
                "trailing..."
            })
    void hostileNamesStayInsideAndTwoLevelsDeep(String hostile) throws Exception {
        FileCallLog log = new FileCallLog(logs(), DebugLogSettings.OFF, clock);
        log.keep(call(new CallLabel(hostile, hostile, -5, null, hostile, hostile), answered()));
        log.keep(call(new CallLabel(null, null, null, hostile, hostile, null), answered()));
        log.keep(call(
                new CallLabel("x".repeat(9000), "y".repeat(9000), 1, null, hostile.repeat(500), null), answered()));

        assertThat(folders()).hasSize(3).allSatisfy(folder -> {
            assertThat(folder).matches("[A-Za-z0-9_.-]+/[A-Za-z0-9_.-]+").doesNotContain("..");
            assertThat(folder.split("/", -1)).allSatisfy(name -> assertThat(name)
                    .doesNotStartWith(".")
                    .doesNotEndWith(".")
                    .hasSizeLessThan(255));
        });
        try (Stream<Path> beside = Files.list(outside)) {
            assertThat(beside).containsExactly(logs());
        }
    }

    @Test
    void failingDiskCostsNoCallAndOneWarningAMinute() throws Exception {
        Files.writeString(logs(), "a file where the folder should be");
        Logger logger = (Logger) LoggerFactory.getLogger(FileCallLog.class);
        ListAppender<ILoggingEvent> warnings = new ListAppender<>();
        warnings.start();
        logger.addAppender(warnings);
        try {
            FileCallLog log = new FileCallLog(logs(), DebugLogSettings.OFF, clock);
            for (int second = 0; second < 125; second++) {
                log.keep(call(CallLabel.NONE, answered()));
                clock.now = clock.now.plusSeconds(1);
            }
        } finally {
            logger.detachAppender(warnings);
        }

        assertThat(warnings.list).hasSize(3);
        assertThat(warnings.list.get(0).getFormattedMessage()).contains("llm-debug");
    }

    private FileCallLog limited(long maxBytes, io.dropwizard.util.Duration maxAge) {
        return new FileCallLog(logs(), new DebugLogSettings("1", null, null, maxBytes, maxAge), clock);
    }

    private static CallLabel conversation(int number) {
        return new CallLabel(String.valueOf(number), null, null, null, null, null);
    }

    private long bytesOnDisk() throws IOException {
        try (Stream<Path> all = Files.walk(logs())) {
            return all.filter(Files::isRegularFile)
                    .mapToLong(file -> file.toFile().length())
                    .sum();
        }
    }

    @Test
    void oldestFoldersMakeRoomForNewOnesAlsoAfterARestart() throws Exception {
        int most = 100_000;
        for (int run = 0; run < 2; run++) {
            FileCallLog log = limited(most, io.dropwizard.util.Duration.days(1));
            for (int i = 1; i <= 30; i++) {
                clock.now = clock.now.plusSeconds(1);
                log.keep(call(conversation(100 * run + i), answered()));
            }
        }

        assertThat(folders())
                .hasSize(5)
                .allMatch(name -> name.startsWith("conversation_12") || name.startsWith("conversation_130"));
        assertThat(bytesOnDisk()).isLessThan(most);
        try (Stream<Path> groups = Files.list(logs())) {
            assertThat(groups).as("no empty folder is left").hasSize(5);
        }
    }

    @Test
    void aCallThatIsLargerThanTheQuotaIsNotWrittenAndCostsNoOther() throws Exception {
        FileCallLog log = limited(100_000, io.dropwizard.util.Duration.days(1));
        log.keep(call(conversation(1), answered()));
        log.keep(call(
                conversation(2),
                new EndedWithAnswer(new ChatResponse("x".repeat(200_000), List.of(), null, "mock", "mock", "stop"))));

        assertThat(folders()).singleElement().asString().startsWith("conversation_1/");
    }

    @Test
    void foldersGoWhenTheirTimeIsOver() throws Exception {
        FileCallLog log = limited(0, io.dropwizard.util.Duration.hours(1));
        log.keep(call(conversation(1), answered()));
        clock.now = clock.now.plus(Duration.ofMinutes(61));
        log.keep(call(conversation(2), answered()));

        assertThat(folders()).singleElement().asString().startsWith("conversation_2/");
    }
}
