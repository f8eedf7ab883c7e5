package me.fhir.chitchat.seat;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.IntStream;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.bridge.ConcurrentClients;
import me.fhir.chitchat.json.JsonWriter;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/**
 * Two hundred pairs of external agents converse at the same time: one speaks A2A and waits within its request, one
 * plain HTTP.
 */
@Timeout(180)
class TwoHundredConversationsTest {
    private static final int CONVERSATIONS = 200;
    private static final int ROUNDS = 3;
    private static final HttpClient HTTP = HttpClient.newHttpClient();

    @TempDir
    private Path folder;

    private static CompletableFuture<String> send(HttpRequest.Builder request) {
        return HTTP.sendAsync(
                        request.timeout(Duration.ofSeconds(90))
                                .header("Content-Type", "application/json")
                                .header("Accept", "application/json")
                                .build(),
                        BodyHandlers.ofString())
                .thenApply(answer -> {
                    assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
                    return answer.body();
                });
    }

    private static String text(String who, int conversation, int round) {
        return who + " " + conversation + "." + round;
    }

    /** Speaks A2A and waits for the answer within its request. */
    private static CompletableFuture<String> ask(SeatedConversation talk, int conversation, int round) {
        String text = text("question", conversation, round);
        String body = JsonWriter.object(call -> call.text("jsonrpc", "2.0")
                .number("id", 1)
                .text("method", "SendMessage")
                .object(
                        "params",
                        params -> params.object("message", message -> message.text("role", "ROLE_USER")
                                .text("messageId", text)
                                .list("parts", List.of(text), (list, part) -> list.beginObject()
                                        .text("text", part)
                                        .endObject()))));
        return send(
                HttpRequest.newBuilder(URI.create(talk.seat("alpha").get("a2a").asText()))
                        .header("A2A-Version", "1.0")
                        .POST(BodyPublishers.ofString(body)));
    }

    private static CompletableFuture<String> reply(SeatedConversation talk, int conversation, int round) {
        String body = JsonWriter.object(json -> json.text("text", text("answer", conversation, round)));
        return send(
                HttpRequest.newBuilder(URI.create(talk.seat("beta").get("url").asText() + "/say"))
                        .POST(BodyPublishers.ofString(body)));
    }

    @Test
    void allConversationsRunAtOnceWithoutCrosstalk() throws Exception {
        try (TestServer server = TestServer.start(folder.resolve("data.db"), Map.of("logging.level", "WARN"))) {
            List<SeatedConversation> talks = IntStream.range(0, CONVERSATIONS)
                    .mapToObj(i -> SeatedConversation.create(server))
                    .toList();
            for (int round = 0; round < ROUNDS; round++) {
                meet(server, talks, round);
            }
            for (int i = 0; i < CONVERSATIONS; i++) {
                assertThat(said(talks.get(i))).isEqualTo(expected(i));
            }
            assertThat(server.gauge("chitchat.bridge.waiting")).isZero();
        }
    }

    private static void meet(TestServer server, List<SeatedConversation> talks, int round) throws Exception {
        List<CompletableFuture<String>> asking = new ArrayList<>();
        for (int i = 0; i < CONVERSATIONS; i++) {
            asking.add(ask(talks.get(i), i, round));
        }
        await().atMost(60, TimeUnit.SECONDS).until(() -> server.gauge("chitchat.bridge.waiting") == CONVERSATIONS);
        await().atMost(30, TimeUnit.SECONDS).untilAsserted(() -> assertThat(
                        ConcurrentClients.threadsIn("me.fhir.chitchat.a2a", "me.fhir.chitchat.bridge"))
                .as("threads that wait with their callers")
                .isEmpty());
        List<CompletableFuture<String>> replying = new ArrayList<>();
        for (int i = 0; i < CONVERSATIONS; i++) {
            replying.add(reply(talks.get(i), i, round));
        }
        for (int i = 0; i < CONVERSATIONS; i++) {
            JsonNode history = SeatedConversation.json(asking.get(i).get(90, TimeUnit.SECONDS))
                    .at("/result/task/history");
            assertThat(history).hasSize(2 * (round + 1));
            assertThat(history.get(history.size() - 1).at("/parts/0/text").asText())
                    .isEqualTo(text("answer", i, round));
            replying.get(i).get(90, TimeUnit.SECONDS);
        }
    }

    private static List<String> said(SeatedConversation talk) throws Exception {
        HttpRequest.Builder request =
                HttpRequest.newBuilder(URI.create(talk.seat("beta").get("url").asText()));
        List<String> said = new ArrayList<>();
        SeatedConversation.json(send(request).get(90, TimeUnit.SECONDS))
                .get("messages")
                .forEach(message -> said.add(message.get("text").asText()));
        return said;
    }

    private static List<String> expected(int conversation) {
        List<String> expected = new ArrayList<>();
        for (int round = 0; round < ROUNDS; round++) {
            expected.add(text("question", conversation, round));
            expected.add(text("answer", conversation, round));
        }
        return expected;
    }
}
