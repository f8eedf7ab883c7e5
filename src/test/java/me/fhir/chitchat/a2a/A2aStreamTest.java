package me.fhir.chitchat.a2a;

import static me.fhir.chitchat.a2a.A2aServer.ASK_THEN_APPROVE;
import static me.fhir.chitchat.a2a.A2aServer.SILENT;
import static me.fhir.chitchat.a2a.A2aServer.say03;
import static me.fhir.chitchat.a2a.A2aServer.say10;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.InetAddress;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** StreamRegistry over a real socket: their events, and the resources left afterwards. */
class A2aStreamTest {
    @RegisterExtension
    static final A2aServer SERVER = new A2aServer();

    private static final String NOW = ",\"configuration\":{\"returnImmediately\":true}}";

    private static List<String> kinds(List<JsonNode> frames) {
        return frames.stream()
                .map(frame -> frame.has("kind")
                        ? frame.get("kind").asText()
                        : frame.fieldNames().next())
                .toList();
    }

    @Test
    void streamsATurnInOrderAndEndsWithIt() {
        A2aServer.Caller old = SERVER.caller(ASK_THEN_APPROVE, "0.3");
        List<JsonNode> first = old.frames("message/stream", say03("May I?", ""));
        assertThat(kinds(first)).containsExactly("task", "message", "message", "status-update");
        assertThat(first.get(0).at("/status/state").asText()).isEqualTo("working");
        assertThat(first.get(3).get("final").asBoolean()).isTrue();
        List<JsonNode> second = SERVER.caller(ASK_THEN_APPROVE, "1.0")
                .frames(
                        "SendStreamingMessage",
                        say10("Here.", ",\"taskId\":" + first.get(0).get("id")));
        assertThat(kinds(second)).containsExactly("task", "message", "artifactUpdate", "statusUpdate");
        assertThat(second).allSatisfy(frame -> assertThat(frame).hasSize(1));
        assertThat(second.get(3).at("/statusUpdate/status/state").asText()).isEqualTo("TASK_STATE_COMPLETED");
    }

    @Test
    void repeatOfAStreamedMessageStreamsItsTurnAgain() {
        A2aServer.Caller old = SERVER.caller(ASK_THEN_APPROVE, "0.3");
        JsonNode task = old.frames("message/stream", say03("May I?", "")).get(0);
        String here = say03("Here.", ",\"taskId\":" + task.get("id"));
        List<JsonNode> told = old.frames("message/stream", here);
        assertThat(old.frames("message/stream", here)).isEqualTo(told);
    }

    @Test
    void failureBeforeTheFirstFrameIsAFrameIn03AndJsonIn10() {
        HttpResponse<String> old = SERVER.caller(SILENT, "0.3").raw("tasks/resubscribe", "{\"id\":\"x\"}");
        assertThat(old.headers().firstValue("Content-Type").orElse("")).startsWith("text/event-stream");
        assertThat(old.body()).startsWith("data: {").contains("-32001").endsWith("\n\n");
        HttpResponse<String> current = SERVER.caller(SILENT, "1.0").raw("SubscribeToTask", "{\"id\":\"x\"}");
        assertThat(current.headers().firstValue("Content-Type").orElse("")).startsWith("application/json");
        assertThat(current.body()).contains("-32001");
    }

    @Test
    void streamsAreNotBufferedByProxies() {
        HttpResponse<String> stream = SERVER.caller(ASK_THEN_APPROVE, "0.3").raw("message/stream", say03("May I?", ""));
        assertThat(stream.headers().firstValue("X-Accel-Buffering")).contains("no");
        assertThat(stream.headers().firstValue("Content-Encoding")).isEmpty();
    }

    @Test
    void everyStreamOfATaskIsTheSame() throws Exception {
        A2aServer.Caller current = SERVER.caller(ASK_THEN_APPROVE, "1.0");
        JsonNode task = current.result("SendMessage", say10("May I?", "")).get("task");
        String id = "{\"id\":" + task.get("id") + "}";
        CompletableFuture<List<JsonNode>> one =
                CompletableFuture.supplyAsync(() -> current.frames("SubscribeToTask", id));
        CompletableFuture<List<JsonNode>> two =
                CompletableFuture.supplyAsync(() -> current.frames("SubscribeToTask", id));
        await().until(() -> SERVER.streams() >= 2);
        current.result("SendMessage", say10("Here.", ",\"taskId\":" + task.get("id")));
        assertThat(kinds(one.get()))
                .containsExactly("task", "statusUpdate", "message", "artifactUpdate", "statusUpdate");
        assertThat(two.get()).isEqualTo(one.get());
        await().until(() -> SERVER.streams() == 0);
    }

    @Test
    void aKilledClientLeavesNothingBehindAndMayComeBack() throws IOException {
        A2aServer.Caller current = SERVER.caller(SILENT, "1.0");
        JsonNode task = current.result("SendMessage", say10("Hi", "").replaceFirst("}$", NOW))
                .get("task");
        String id = "{\"id\":" + task.get("id") + "}";
        try (Socket socket = new Socket(InetAddress.getLoopbackAddress(), SERVER.port())) {
            String body = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SubscribeToTask\",\"params\":" + id + "}";
            String request = "POST " + SERVER.uri(SILENT, "/a2a").getPath() + " HTTP/1.1\r\nHost: localhost\r\n"
                    + "A2A-Version: 1.0\r\nContent-Type: application/json\r\nContent-Length: " + body.length()
                    + "\r\n\r\n" + body;
            socket.getOutputStream().write(request.getBytes(StandardCharsets.UTF_8));
            BufferedReader lines =
                    new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            String line = lines.readLine();
            while (!line.startsWith("data: ")) {
                line = lines.readLine();
            }
            assertThat(SERVER.streams()).isEqualTo(1);
            // No farewell: the connection is reset.
            socket.setSoLinger(true, 0);
        }
        await().until(() -> {
            current.result(
                    "SendMessage",
                    say10("Still there?", ",\"taskId\":" + task.get("id")).replaceFirst("}$", NOW));
            return SERVER.streams() == 0;
        });

        CompletableFuture<List<JsonNode>> again =
                CompletableFuture.supplyAsync(() -> current.frames("SubscribeToTask", id));
        await().until(() -> SERVER.streams() == 1);
        current.result("CancelTask", id);
        assertThat(again).succeedsWithin(java.time.Duration.ofSeconds(10));
        assertThat(kinds(again.join())).containsExactly("task", "message", "statusUpdate");
    }
}
