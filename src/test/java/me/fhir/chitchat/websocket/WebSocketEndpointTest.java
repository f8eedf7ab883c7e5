package me.fhir.chitchat.websocket;

import static me.fhir.chitchat.RpcClient.message;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class WebSocketEndpointTest {
    @TempDir
    private Path folder;

    private TestServer server;
    private RpcClient client;

    @BeforeEach
    void start() throws Exception {
        start(Map.of("webSocket.maxFrameBytes", "1048576"));
    }

    private void start(Map<String, String> settings) throws Exception {
        server = TestServer.start(folder.resolve("data.db"), settings);
        client = new RpcClient(server.webSocket());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
    }

    @Test
    void answersPipelinedFramesInTheirOrder() {
        long id = client.conversation("");
        List<Integer> sent = new ArrayList<>();
        for (int i = 0; i < 300; i++) {
            sent.add(client.send("sendMessage", message(id, "alpha", "m" + i, "none")));
            if (i % 7 == 0) {
                sent.add(client.send("getEventsPage", "{\"conversationId\":" + id + ",\"limit\":1}"));
            }
            if (i % 11 == 0) {
                sent.add(client.send("noSuchMethod", "{}"));
            }
        }
        client.answer(sent.get(sent.size() - 1));
        List<Integer> answered = client.frames().stream()
                .filter(frame -> frame.path("id").isInt())
                .map(frame -> frame.get("id").intValue())
                .filter(sent::contains)
                .toList();
        assertThat(answered).isEqualTo(sent);
    }

    @Test
    void largeAndSmallFramesKeepTheirOrder() {
        long id = client.conversation("");
        String large = "x".repeat(100_000);
        List<Integer> sent = IntStream.range(0, 40)
                .map(i -> client.send("sendMessage", message(id, "alpha", i % 3 == 0 ? large : "m" + i, "none")))
                .boxed()
                .toList();
        assertThat(sent.stream().map(client::answer).map(answer -> answer.at("/result/seq")
                        .longValue()))
                .isEqualTo(LongStream.rangeClosed(2, 41).boxed().toList());
    }

    @Test
    void pipelinedRequestsShareCommitsAndSequentialOnesDoNot() {
        long id = client.conversation("");
        long before = server.commits();
        int last = 0;
        for (int i = 0; i < 200; i++) {
            last = client.send("sendMessage", message(id, "alpha", "m" + i, "none"));
        }
        client.answer(last);
        assertThat(server.commits() - before).isLessThan(150);
        before = server.commits();
        for (int i = 0; i < 20; i++) {
            client.call("sendMessage", message(id, "alpha", "n" + i, "none"));
        }
        assertThat(server.commits() - before).isEqualTo(20);
    }

    @Test
    void aReadSeesTheAppendsThatWereSentBeforeIt() {
        long id = client.conversation("");
        for (int i = 0; i < 50; i++) {
            client.send("sendMessage", message(id, "alpha", "m" + i, "none"));
        }
        JsonNode snapshot = client.call("getConversation", "{\"conversationId\":" + id + "}");
        assertThat(snapshot.get("events")).hasSize(51);
    }

    @Test
    void aSubscriberThatJoinsDuringWritesSeesEachEventOnceAndInOrder() {
        long id = client.conversation(",\"config\":{\"maxTurns\":1000}");
        List<RpcClient> watchers = new ArrayList<>();
        List<Integer> sent = new ArrayList<>();
        int messages = 400;
        for (int i = 0; i < messages; i++) {
            sent.add(client.send("sendMessage", message(id, i % 2 == 0 ? "alpha" : "beta", "m" + i, "turn")));
            if (i % 20 == 0) {
                int since = i % 40 == 0 ? 0 : i - 10;
                // The log has come that far, and what was sent since is still being written.
                client.answer(sent.get(Math.max(0, since)));
                RpcClient watcher = new RpcClient(server.webSocket());
                watchers.add(watcher);
                watcher.send(
                        "subscribe",
                        "{\"conversationId\":" + id + ",\"sinceSeq\":" + since + ",\"includeGuidance\":true}");
            }
        }
        List<Long> all = LongStream.rangeClosed(1, messages + 1L).boxed().toList();
        for (int w = 0; w < watchers.size(); w++) {
            RpcClient watcher = watchers.get(w);
            long since = w % 2 == 0 ? 0 : w * 20L - 10;
            watcher.await(frame -> frame.path("method").asText().equals("event")
                    && frame.get("params").get("seq").longValue() == messages + 1);
            assertThat(watcher.notifications("event").stream()
                            .map(event -> event.get("seq").longValue())
                            .toList())
                    .isEqualTo(all.subList((int) since, all.size()));
            assertGuidanceFollowsItsCause(watcher);
            watcher.close();
        }
    }

    @Test
    void aSubscriptionFromAheadOfTheLogBeginsThere() {
        long id = client.conversation("");
        RpcClient watcher = new RpcClient(server.webSocket());
        watcher.call("subscribe", "{\"conversationId\":" + id + ",\"sinceSeq\":3,\"includeGuidance\":true}");
        for (int i = 2; i <= 5; i++) {
            client.call("sendMessage", message(id, i % 2 == 0 ? "alpha" : "beta", "m" + i, "turn"));
        }
        watcher.await(frame -> frame.path("params").path("seq").asDouble() > 5);
        assertThat(watcher.notifications("event"))
                .extracting(event -> event.get("seq").longValue())
                .containsExactly(4L, 5L);
        assertThat(watcher.notifications("guidance"))
                .as("the floor passes on whether or not its cause is shown")
                .hasSize(4);
        watcher.close();
    }

    private static void assertGuidanceFollowsItsCause(RpcClient watcher) {
        double newestEvent = 0;
        for (JsonNode frame : watcher.frames()) {
            double seq = frame.path("params").path("seq").asDouble();
            if (frame.path("method").asText().equals("event")) {
                newestEvent = seq;
            } else if (frame.path("method").asText().equals("guidance")) {
                assertThat(seq).isGreaterThan(newestEvent).isLessThan(newestEvent + 1);
            }
        }
    }

    @Test
    void aSubscriberThatDoesNotReadIsClosedWith1013WithoutEffectOnOthers() throws Exception {
        stop();
        start(Map.of("webSocket.maxWaitingFrames", "20"));
        long id = client.conversation("");
        RpcClient slow = new RpcClient(server.webSocket());
        slow.call("subscribe", "{\"conversationId\":" + id + "}");
        RpcClient quick = new RpcClient(server.webSocket());
        quick.call("subscribe", "{\"conversationId\":" + id + "}");
        slow.stopReading();
        // Far more than the network's own buffers take, in steps that the quick one keeps up with.
        String text = "x".repeat(500_000);
        int messages = 0;
        while (server.counter("chitchat.websocket.closed-as-slow") == 0 && messages < 200) {
            messages++;
            client.call("sendMessage", message(id, "alpha", text, "none"));
            long seq = messages + 1L;
            quick.await(frame -> frame.path("params").path("seq").asLong() == seq);
        }
        slow.goOnReading();
        assertThat(slow.closeCode()).isEqualTo(1013);
        assertThat(slow.notifications("event")).hasSizeLessThan(messages);
        assertThat(quick.notifications("event")).hasSize(messages);
        quick.close();
        slow.close();
    }

    private long conversationOf(int messages, String text) {
        long id = client.conversation("");
        for (int i = 0; i < messages; i++) {
            client.send("sendMessage", message(id, "alpha", text, "none"));
        }
        client.call("ping", "{}");
        return id;
    }

    @Test
    void aLongBacklogNeverCountsAsTooSlow() {
        long id = conversationOf(500, "m");
        RpcClient late = new RpcClient(server.webSocket());
        late.call("subscribe", "{\"conversationId\":" + id + ",\"sinceSeq\":0}");
        late.await(frame -> frame.path("params").path("seq").asLong() == 501);
        assertThat(late.notifications("event")).hasSize(501);
        late.close();
    }

    @Test
    void nothingOfABacklogFollowsTheAnswerToUnsubscribe() {
        long id = conversationOf(100, "z".repeat(200_000));
        RpcClient watcher = new RpcClient(server.webSocket());
        watcher.call("ping", "{}");
        // The answer is read and then no more: most of the backlog cannot leave.
        watcher.stopReading();
        String subId = watcher.call("subscribe", "{\"conversationId\":" + id + ",\"sinceSeq\":0}")
                .get("subId")
                .textValue();
        int unsubscribe = watcher.send("unsubscribe", "{\"subId\":\"" + subId + "\"}");
        watcher.goOnReading();
        watcher.answer(unsubscribe);
        int heard = watcher.notifications("event").size();
        assertThat(heard).isLessThan(101);
        watcher.call("ping", "{}");
        assertThat(watcher.notifications("event")).hasSize(heard);
        watcher.close();
    }

    @Test
    void streamsASnapshotThatIsLargerThanAnyFrameIsAllowedToBe() {
        String text = "y".repeat(50_000);
        long id = conversationOf(100, text);
        JsonNode snapshot = client.call("getConversation", "{\"conversationId\":" + id + "}");
        assertThat(snapshot.get("events")).hasSize(101);
        assertThat(snapshot.get("events").get(100).get("payload").get("text").textValue())
                .isEqualTo(text);
        assertThat(snapshot.get("scenario").isNull()).isTrue();
        assertThat(snapshot.get("runtimeMeta")).isEqualTo(snapshot.get("metadata"));
    }

    @Test
    void aFrameAboveTheLimitIsClosedWith1009() {
        client.sendRaw("{\"method\":\"ping\",\"x\":\"" + "x".repeat(1_048_577) + "\"}");
        assertThat(client.closeCode()).isEqualTo(1009);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "\"clientRequestId\":\"%s\"",
                "\"outcome\":{\"status\":\"%s\"}",
                "\"attachments\":[{\"id\":\"%s\",\"name\":\"n\",\"contentType\":\"text/plain\",\"content\":\"\"}]",
                "\"attachments\":[{\"docId\":\"%s\",\"name\":\"n\",\"contentType\":\"text/plain\",\"content\":\"\"}]",
                "\"attachments\":[{\"name\":\"%s\",\"contentType\":\"text/plain\",\"content\":\"\"}]",
                "\"attachments\":[{\"name\":\"n\",\"contentType\":\"%s\",\"content\":\"\"}]"
            })
    void namesAreNoPlaceForTexts(String member) {
        long id = client.conversation("");
        int sent = client.send(
                "sendMessage",
                "{\"conversationId\":" + id
                        + ",\"agentId\":\"alpha\",\"finality\":\"none\",\"messagePayload\":{\"text\":\"\","
                        + String.format(member, "x".repeat(1_001)) + "}}");
        assertThat(client.answer(sent).path("error").path("code").asInt()).isEqualTo(-32602);
    }

    @Test
    void aRequestWithTooManyValuesIsRefusedUnderItsId() {
        client.sendRaw(
                "{\"method\":\"ping\",\"params\":{\"id\":1,\"x\":[" + "1,".repeat(100_000) + "1]},\"id\":\"q7\"}");
        Awaitility.await().until(() -> client.frames().stream()
                .anyMatch(frame -> "q7".equals(frame.path("id").asText())
                        && frame.path("error").path("code").asInt() == -32700));
    }

    @Test
    void numbersKeepTheirDigitsAndLoneSurrogatesAreReplaced() {
        long id = client.conversation(",\"custom\":{\"n\":1.50,\"big\":123456789012345678901234567890}");
        int sent = client.send(
                "sendMessage",
                "{\"conversationId\":" + id + ",\"agentId\":\"alpha\",\"finality\":\"none\",\"messagePayload\":"
                        + "{\"text\":\"a\\ud800b\",\"n\":1.10,\"e\":1E+2,\"z\":-0.0}}");
        client.answer(sent);
        int page = client.send("getEventsPage", "{\"conversationId\":" + id + "}");
        client.answer(page);
        assertThat(client.texts())
                .filteredOn(text -> text.contains("\"id\":" + page))
                .singleElement()
                .asString()
                .contains("\"custom\":{\"n\":1.50,\"big\":123456789012345678901234567890}")
                .contains("\"text\":\"a\\uFFFDb\",\"n\":1.10,\"e\":1E+2,\"z\":-0.0");
    }

    @Test
    void anIdThatIsNoIdIsNotARequest() {
        for (String id : List.of("true", "{}", "[1]")) {
            client.sendRaw("{\"jsonrpc\":\"2.0\",\"id\":" + id + ",\"method\":\"ping\"}");
        }
        Awaitility.await()
                .until(() -> client.frames().stream()
                                .filter(frame ->
                                        frame.path("error").path("code").asInt() == -32600)
                                .count()
                        == 3);
        assertThat(client.call("ping", "{}").get("ok").booleanValue()).isTrue();
    }

    @Test
    void answersWhatItHasReceivedAndThenSaysGoodbyeWith1001() throws Exception {
        long id = client.conversation("");
        List<Integer> sent = IntStream.range(0, 50)
                .mapToObj(i -> client.send("sendMessage", message(id, "alpha", "m" + i, "none")))
                .toList();
        client.answer(sent.get(0));
        server.close();
        assertThat(client.closeCode()).isEqualTo(1001);
        List<Long> answered = client.frames().stream()
                .map(frame -> frame.path("result").path("seq"))
                .filter(JsonNode::isIntegralNumber)
                .map(JsonNode::longValue)
                .toList();
        start(Map.of());
        JsonNode stored = client.call("getConversation", "{\"conversationId\":" + id + "}")
                .get("events");
        assertThat(stored)
                .extracting(event -> event.get("seq").longValue())
                .containsExactlyElementsOf(withFirst(answered));
    }

    private static List<Long> withFirst(List<Long> seqs) {
        return LongStream.concat(LongStream.of(1), seqs.stream().mapToLong(Long::longValue))
                .boxed()
                .toList();
    }

    @Test
    void endsSubscriptionsWith1012WhenTheDataIsWipedAndGoesOn() throws Exception {
        long id = client.conversation("");
        RpcClient watcher = new RpcClient(server.webSocket());
        watcher.call("subscribe", "{\"conversationId\":" + id + "}");
        for (String name : List.of("data.db", "data.db-wal", "data.db-shm")) {
            Files.deleteIfExists(folder.resolve(name));
        }
        assertThat(client.error("sendMessage", message(id, "alpha", "lost", "none")))
                .isEqualTo(-32000);
        assertThat(watcher.closeCode()).isEqualTo(1012);
        assertThat(client.error("getConversation", "{\"conversationId\":" + id + "}"))
                .isEqualTo(404);
        long fresh = client.conversation("");
        assertThat(fresh).isEqualTo(1);
        client.call("sendMessage", message(fresh, "alpha", "kept", "none"));
        watcher.close();
    }
}
