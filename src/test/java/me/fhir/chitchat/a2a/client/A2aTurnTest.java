package me.fhir.chitchat.a2a.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.outbound.card.A2aDialect;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class A2aTurnTest {
    private static final String QUESTION =
            "{\"messageId\":\"m1\",\"role\":\"ROLE_USER\",\"parts\":[{\"text\":\"May I?\"}]}";

    private final ScriptedHttp http = new ScriptedHttp();
    private final List<Duration> pauses = new ArrayList<>();
    private @Nullable String tenant;
    private final List<String> heard = new ArrayList<>();

    private A2aTurn turn(A2aDialect dialect, boolean streams) {
        return turn(dialect, streams, null, Set.of());
    }

    private A2aTurn turn(A2aDialect dialect, boolean streams, @Nullable String accepted, Set<String> artifacts) {
        return new A2aTurn(
                new A2aTurn.Line(http, URI.create("http://agent.example/a2a/"), dialect, tenant, streams),
                new AgentRequest("m1", null, null, List.of(new Part.TextPart("May I?"))),
                accepted,
                artifacts,
                new A2aTurn.TurnProgress() {
                    @Override
                    public void accepted(String taskId, @Nullable String contextId) {
                        heard.add("accepted " + taskId + " in " + contextId);
                    }

                    @Override
                    public void alive() {
                        // Counted by others.
                    }

                    @Override
                    public void interimText(String words) {
                        heard.add(words);
                    }
                },
                pauses::add);
    }

    private static String rpc(String result) {
        return "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"result\":" + result + "}";
    }

    private static String task10(String state, String more) {
        return "{\"id\":\"t\",\"contextId\":\"c\",\"status\":{\"state\":\"TASK_STATE_" + state + "\"" + more + "}";
    }

    private static String status10(String state, String message) {
        return rpc("{\"statusUpdate\":{\"taskId\":\"t\",\"contextId\":\"c\",\"status\":{\"state\":\"TASK_STATE_" + state
                + "\"" + message + "}}}");
    }

    private static String says(String id, String text) {
        return ",\"message\":{\"messageId\":\"" + id + "\",\"role\":\"ROLE_AGENT\",\"parts\":[{\"text\":\"" + text
                + "\"}]}";
    }

    private static List<Part> text(String text) {
        return List.of(new Part.TextPart(text));
    }

    @Test
    void takesAStreamOfUpdatesUntilTheTurnIsOver() throws Exception {
        http.stream(
                rpc("{\"task\":" + task10("SUBMITTED", "}") + "}"),
                status10("WORKING", says("p", "Looking it up")),
                status10("INPUT_REQUIRED", says("a", "Yes, and you?")),
                ScriptedHttp.BREAK);
        AgentAnswer answer = turn(A2aDialect.JSONRPC_10, true).run();
        assertThat(answer.messages()).containsExactly(text("Yes, and you?"));
        assertThat(answer.isOpen()).isTrue();
        assertThat(answer.taskId()).isEqualTo("t");
        assertThat(heard).containsExactly("accepted t in c", "Looking it up");
        assertThat(http.requests)
                .singleElement()
                .asString()
                .startsWith("POST /a2a/ 1.0 ")
                .contains("\"method\":\"SendStreamingMessage\"", "\"message\":" + QUESTION);
    }

    @Test
    void takesAMessageOfVersion03AtOnce() throws Exception {
        http.json(
                200,
                rpc("{\"kind\":\"message\",\"messageId\":\"a\",\"role\":\"agent\",\"contextId\":\"c\",\"parts\":"
                        + "[{\"kind\":\"text\",\"text\":\"Hi\"},"
                        + "{\"kind\":\"file\",\"file\":{\"uri\":\"http://x/y\",\"name\":\"n\"}}]}"));
        AgentAnswer answer = turn(A2aDialect.JSONRPC_03, false).run();
        assertThat(answer.messages())
                .containsExactly(List.of(new Part.TextPart("Hi"), new Part.FileAddress("n", null, "http://x/y")));
        assertThat(answer.taskId()).isNull();
        assertThat(answer.contextId()).isEqualTo("c");
        assertThat(http.requests)
                .singleElement()
                .asString()
                .contains(
                        " 0.3 ",
                        "\"method\":\"message/send\"",
                        "\"blocking\":true",
                        "\"parts\":[{\"kind\":\"text\",\"text\":\"May I?\"}]");
    }

    @Test
    void looksAgainAtATaskThatIsStillWorking() throws Exception {
        http.json(200, rpc("{\"task\":" + task10("WORKING", "}") + "}"))
                .json(200, rpc(task10("WORKING", "}")))
                .json(200, rpc(task10("COMPLETED", says("a", "Done") + "}")));
        AgentAnswer answer = turn(A2aDialect.JSONRPC_10, false).run();
        assertThat(answer.messages()).containsExactly(text("Done"));
        assertThat(answer.isCompleted()).isTrue();
        assertThat(pauses).containsExactly(Duration.ofSeconds(1));
        assertThat(http.requests.get(1)).contains("\"method\":\"GetTask\"", "\"params\":{\"id\":\"t\"}");
    }

    @Test
    void speaksTheHttpJsonBinding() throws Exception {
        http.json(200, "{\"task\":" + task10("WORKING", "}") + "}")
                .json(200, task10("INPUT_REQUIRED", says("a", "And?") + "}"));
        AgentAnswer answer = turn(A2aDialect.HTTP_JSON_10, false).run();
        assertThat(answer.messages()).containsExactly(text("And?"));
        assertThat(http.requests)
                .containsExactly(
                        "POST /a2a/message:send 1.0 {\"message\":" + QUESTION + "}", "GET /a2a/tasks/t 1.0 null");
    }

    @Test
    void sendsTheTenantThatTheCardNames() throws Exception {
        tenant = "north wing";
        http.json(200, "{\"message\":{\"messageId\":\"a\",\"role\":\"ROLE_AGENT\",\"parts\":[{\"text\":\"Hi\"}]}}")
                .json(
                        200,
                        rpc(
                                "{\"message\":{\"messageId\":\"a\",\"role\":\"ROLE_AGENT\",\"parts\":[{\"text\":\"Hi\"}]}}"));
        turn(A2aDialect.HTTP_JSON_10, false).run();
        turn(A2aDialect.JSONRPC_10, false).run();
        assertThat(http.requests.get(0)).startsWith("POST /a2a/north%20wing/message:send");
        assertThat(http.requests.get(1)).contains("\"params\":{\"tenant\":\"north wing\",");
    }

    @Test
    void goesOnWithTheTaskAfterABrokenStreamAndSendsNothingTwice() throws Exception {
        http.stream(rpc("{\"task\":" + task10("WORKING", "}") + "}"), ScriptedHttp.BREAK).stream(
                rpc("{\"task\":" + task10("WORKING", "}") + "}"), status10("INPUT_REQUIRED", says("a", "Yes")));
        A2aTurn turn = turn(A2aDialect.JSONRPC_10, true);
        assertThatThrownBy(turn::run).isInstanceOf(AgentUnreachableException.class);
        assertThat(turn.run().messages()).containsExactly(text("Yes"));
        assertThat(http.requests.get(1)).contains("\"method\":\"SubscribeToTask\"");
    }

    @Test
    void goesOnWithATaskThatIsKnownFromBefore() throws Exception {
        http.json(
                200,
                rpc("{\"kind\":\"task\","
                        + task10("input-required", says("a", "Yes") + "}").substring(1)));
        AgentAnswer answer = turn(A2aDialect.JSONRPC_03, false, "t", Set.of()).run();
        assertThat(answer.messages()).containsExactly(text("Yes"));
        assertThat(http.requests).singleElement().asString().contains("\"method\":\"tasks/get\"");
    }

    @Test
    void sendsTheSameMessageAgainWhenNothingWasHeard() throws Exception {
        http.silence()
                .json(
                        200,
                        rpc(
                                "{\"message\":{\"messageId\":\"a\",\"role\":\"ROLE_AGENT\",\"parts\":[{\"text\":\"Hi\"}]}}"));
        A2aTurn turn = turn(A2aDialect.JSONRPC_10, false);
        assertThatThrownBy(turn::run).isInstanceOf(AgentUnreachableException.class);
        assertThat(turn.run().messages()).containsExactly(text("Hi"));
        assertThat(http.requests).hasSize(2).allMatch(request -> request.contains("\"messageId\":\"m1\""));
    }

    @Test
    void sendsWithoutAStreamWhenTheAgentRefusesStreams() throws Exception {
        http.json(200, "{\"jsonrpc\":\"2.0\",\"id\":\"1\",\"error\":{\"code\":-32004,\"message\":\"no streams\"}}")
                .json(200, rpc("{\"task\":" + task10("COMPLETED", says("a", "Hi") + "}") + "}"));
        assertThat(turn(A2aDialect.JSONRPC_10, true).run().messages()).containsExactly(text("Hi"));
    }

    @Test
    void putsArtifactsTogetherAndSaysNoneTwice() throws Exception {
        String artifact = "{\"taskId\":\"t\",\"artifact\":{\"artifactId\":\"x\",\"parts\":[{\"text\":\"";
        http.stream(
                rpc("{\"task\":" + task10("WORKING", "}") + "}"),
                rpc("{\"artifactUpdate\":" + artifact + "Hel\"}]}}}"),
                rpc("{\"artifactUpdate\":" + artifact + "lo\"}]},\"append\":true,\"lastChunk\":true}}"),
                status10("INPUT_REQUIRED", ""));
        AgentAnswer first = turn(A2aDialect.JSONRPC_10, true).run();
        assertThat(first.messages()).containsExactly(text("Hello"));
        http.json(
                200,
                rpc(task10("INPUT_REQUIRED", says("b", "More") + "}")
                        .replaceFirst(
                                "\\{", "{\"artifacts\":[{\"artifactId\":\"x\",\"parts\":[{\"text\":\"Hello\"}]}],")));
        AgentAnswer second =
                turn(A2aDialect.JSONRPC_10, false, "t", first.known()).run();
        assertThat(second.messages()).containsExactly(text("More"));
    }

    @Test
    void keepsEachMessageOfOneTurn() throws Exception {
        String said =
                "{\"message\":{\"messageId\":\"%s\",\"taskId\":\"t\",\"role\":\"ROLE_AGENT\",\"parts\":[{\"text\":\"%s\"}]}}";
        http.stream(
                        rpc("{\"task\":" + task10("WORKING", "}") + "}"),
                        rpc(said.formatted("a", "One")),
                        rpc(said.formatted("b", "Two")),
                        status10("COMPLETED", ""))
                .json(200, rpc(task10("COMPLETED", "},\"metadata\":{\"outcome\":{\"status\":\"success\"}}")));
        AgentAnswer answer = turn(A2aDialect.JSONRPC_10, true).run();
        assertThat(answer.messages()).containsExactly(text("One"), text("Two"));
        assertThat(answer.outcome()).hasToString("{\"status\":\"success\"}");
    }

    @Test
    void takesTheHistoryBehindItsMessageWhenNothingElseIsSaid() throws Exception {
        String history = "},\"history\":[{\"messageId\":\"old\",\"role\":\"agent\",\"parts\":[{\"text\":\"Before\"}]},"
                + "{\"messageId\":\"m1\",\"role\":\"user\",\"parts\":[]},"
                + "{\"messageId\":\"new\",\"role\":\"agent\",\"parts\":[{\"text\":\"After\"}]}]";
        http.json(200, rpc(task10("completed", history)));
        assertThat(turn(A2aDialect.JSONRPC_03, false).run().messages()).containsExactly(text("After"));
    }

    @Test
    void doesNotTakeTheFormerStateOfATaskForTheAnswer() throws Exception {
        http.stream(
                rpc("{\"task\":" + task10("INPUT_REQUIRED", "}") + "}"), status10("INPUT_REQUIRED", says("a", "Now")));
        assertThat(turn(A2aDialect.JSONRPC_10, true).run().messages()).containsExactly(text("Now"));
    }

    @Test
    void tellsTheStateOfAnEarlierTurnByItsMessage() throws Exception {
        http.json(200, rpc("{\"task\":" + task10("INPUT_REQUIRED", says("a", "First") + "}") + "}"));
        Set<String> known = turn(A2aDialect.JSONRPC_10, false).run().known();
        String before = task10("INPUT_REQUIRED", says("a", "First") + "}");
        http.stream(rpc("{\"task\":" + before + "}"), status10("COMPLETED", says("b", "Second")))
                .json(200, rpc(task10("COMPLETED", "}")))
                .json(200, rpc(before))
                .json(200, rpc(task10("INPUT_REQUIRED", says("c", "Third") + "}")));
        assertThat(turn(A2aDialect.JSONRPC_10, true, null, known).run().messages())
                .containsExactly(text("Second"));
        assertThat(turn(A2aDialect.JSONRPC_10, false, "t", known).run().messages())
                .containsExactly(text("Third"));
    }

    private static String piece(String text, boolean append) {
        return rpc("{\"artifactUpdate\":{\"taskId\":\"t\",\"contextId\":\"c\",\"append\":" + append
                + ",\"artifact\":{\"artifactId\":\"x\",\"parts\":[{\"text\":\"" + text + "\"}]}}}");
    }

    @Test
    void joinsAnArtifactThatComesInVeryManyPieces() throws Exception {
        List<String> frames =
                new ArrayList<>(List.of(rpc("{\"task\":" + task10("WORKING", "}") + "}"), piece("0", false)));
        for (int i = 1; i < 20_000; i++) {
            frames.add(piece(String.valueOf(i % 10), true));
        }
        frames.add(status10("COMPLETED", ""));
        http.stream(frames.toArray(String[]::new)).json(200, rpc(task10("COMPLETED", "}")));
        assertThat(turn(A2aDialect.JSONRPC_10, true).run().messages())
                .containsExactly(text("0123456789".repeat(2_000)));
    }

    @Test
    void givesUpAStreamThatNeverEnds() {
        String megabyte = "x".repeat(1024 * 1024);
        String[] frames = new String[20];
        Arrays.fill(frames, piece(megabyte, true));
        http.stream(frames);
        assertThatThrownBy(() -> turn(A2aDialect.JSONRPC_10, true).run())
                .isInstanceOf(AgentUnreachableException.class)
                .hasMessageContaining("larger than 16 MiB");
    }

    @Test
    void keepsTheFirstOfWhatIsSaidMeanwhile() throws Exception {
        List<String> frames = new ArrayList<>();
        for (int i = 0; i < 1_100; i++) {
            frames.add(status10("WORKING", says("p" + i, "Step " + i + " " + "x".repeat(i == 0 ? 20_000 : 1))));
        }
        frames.add(status10("COMPLETED", says("a", "Done")));
        http.stream(frames.toArray(String[]::new)).json(200, rpc(task10("COMPLETED", "}")));
        assertThat(turn(A2aDialect.JSONRPC_10, true).run().messages()).containsExactly(text("Done"));
        assertThat(heard).hasSize(1_001).allSatisfy(words -> assertThat(words).hasSizeLessThanOrEqualTo(10_000));
    }

    @Test
    void tellsWhatARefusalMeans() {
        assertThat(refusal(200, "{\"error\":{\"code\":-32001,\"message\":\"gone\"}}"))
                .isEqualTo(A2aRefusal.RefusalKind.TASK);
        assertThat(refusal(200, "{\"error\":{\"code\":-32602,\"message\":\"bad\"}}"))
                .isEqualTo(A2aRefusal.RefusalKind.FOR_GOOD);
        assertThat(refusal(200, "{\"error\":{\"code\":-32603,\"message\":\"oh\"}}"))
                .isEqualTo(A2aRefusal.RefusalKind.FOR_NOW);
        assertThat(refusal(401, "")).isEqualTo(A2aRefusal.RefusalKind.CREDENTIALS);
        assertThat(refusal(503, "<html>")).isEqualTo(A2aRefusal.RefusalKind.FOR_NOW);
        assertThat(refusal(415, "{}")).isEqualTo(A2aRefusal.RefusalKind.FOR_GOOD);
    }

    private A2aRefusal.RefusalKind refusal(int status, String body) {
        http.json(status, body);
        try {
            turn(A2aDialect.JSONRPC_10, false).run();
        } catch (A2aRefusal e) {
            return e.kind();
        } catch (AgentUnreachableException | InterruptedException e) {
            throw new AssertionError(e);
        }
        throw new AssertionError("it was not refused");
    }
}
