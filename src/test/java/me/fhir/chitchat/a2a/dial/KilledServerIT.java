package me.fhir.chitchat.a2a.dial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import me.fhir.chitchat.PackagedServer;
import me.fhir.chitchat.db.TestPostgres;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Kills the packaged server with -9 in the middle of the turns of an agent that it calls. */
class KilledServerIT {
    private static final HttpClient HTTP = HttpClient.newHttpClient();
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final String TASK =
            "{\"id\":\"t\",\"contextId\":\"c\",\"status\":{\"state\":\"TASK_STATE_INPUT_REQUIRED\",\"message\":{\"messageId\":"
                    + "\"a-%1$s\",\"role\":\"ROLE_AGENT\",\"parts\":[{\"text\":\"Answer to %1$s\"}]}}}";
    private static final String WORKING =
            "{\"id\":\"t\",\"contextId\":\"c\",\"status\":{\"state\":\"TASK_STATE_WORKING\"}}";

    @TempDir
    private Path folder;

    private String seat = "";
    private volatile String lastWords = "Please";

    private PackagedServer serve() throws IOException {
        return PackagedServer.start(folder, Map.of("OUTBOUND_ALLOW", "local"));
    }

    private static HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return HTTP.send(
                request.header("Content-Type", "application/json")
                        .header("Accept", "application/json")
                        .timeout(LONG)
                        .build(),
                BodyHandlers.ofString());
    }

    private void create(PackagedServer server, StubAgent agent) throws Exception {
        HttpResponse<String> created = send(HttpRequest.newBuilder(server.http("/api/seated-conversations"))
                .POST(BodyPublishers.ofString(
                        "{\"meta\":{\"agents\":[{\"id\":\"alpha\"},{\"id\":\"beta\"}],\"startingAgentId\":\"alpha\"},"
                                + "\"seats\":[{\"agentId\":\"alpha\",\"kind\":\"open\"},{\"agentId\":\"beta\",\"kind\":\"dial\","
                                + "\"url\":\"" + agent.url() + "\"}]}")));
        assertThat(created.statusCode()).as(created.body()).isEqualTo(201);
        seat = "/s/" + JSON.readTree(created.body()).at("/seats/0/code").asText();
    }

    /** Says it, again when the server was killed before it had answered; the same words are one message. */
    private int say(PackagedServer server, String words) throws InterruptedException {
        try {
            return send(HttpRequest.newBuilder(server.http(seat + "/say"))
                            .header("Idempotency-Key", words)
                            .POST(BodyPublishers.ofString("{\"text\":\"" + words + "\"}")))
                    .statusCode();
        } catch (IOException e) {
            return 0;
        }
    }

    private List<String> said(PackagedServer server) throws Exception {
        List<String> said = new ArrayList<>();
        for (JsonNode message : JSON.readTree(
                        send(HttpRequest.newBuilder(server.http(seat)).GET()).body())
                .get("messages")) {
            said.add(message.get("text").asText());
        }
        return said;
    }

    private static List<String> sentIds(StubAgent agent) {
        return agent.calls().stream()
                .map(call -> call.at("/params/message/messageId").asText())
                .filter(id -> !id.isEmpty())
                .toList();
    }

    /** Answers at once; who looks at the task later finds the answer to the last message. */
    private StubAgent.Behaviour answering() {
        return (request, exchange) -> {
            boolean look = request.get("method").asText().equals("GetTask");
            lastWords = look
                    ? lastWords
                    : request.at("/params/message/parts/0/text").asText();
            String task = TASK.formatted(lastWords);
            exchange.result(look ? task : "{\"task\":" + task + "}");
        };
    }

    /** An agent that is asked and does not answer before the server is killed. */
    private static StubAgent silentAgent(CountDownLatch asked, CountDownLatch killed) throws IOException {
        return new StubAgent("1.0", false, (request, exchange) -> {
            asked.countDown();
            try {
                killed.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        });
    }

    private static void assertSentTwiceAsTheSameMessage(StubAgent agent) {
        assertThat(sentIds(agent)).hasSize(2);
        assertThat(sentIds(agent).stream().distinct()).hasSize(1);
    }

    @Test
    void whenTheAgentHasNotAnsweredItIsSentTheSameMessageAgain() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        try (StubAgent agent = silentAgent(asked, killed)) {
            PackagedServer first = serve();
            create(first, agent);
            assertThat(say(first, "Please")).isEqualTo(200);
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            first.awaitKilled();
            agent.behave(answering());
            killed.countDown();
            try (PackagedServer second = serve()) {
                Awaitility.await().atMost(LONG).until(() -> said(second).size() >= 2);
                assertThat(said(second)).containsExactly("Please", "Answer to Please");
            }
            assertSentTwiceAsTheSameMessage(agent);
        }
    }

    @Test
    void anotherServerOnTheDatabaseSendsTheSameMessageAgain() throws Exception {
        String database = TestPostgres.migratedDatabase();
        CountDownLatch asked = new CountDownLatch(1);
        CountDownLatch killed = new CountDownLatch(1);
        try (StubAgent agent = silentAgent(asked, killed);
                PackagedServer other = serve("other", database)) {
            PackagedServer first = serve("first", database);
            create(first, agent);
            assertThat(say(other, "Please")).isEqualTo(200);
            assertThat(asked.await(20, TimeUnit.SECONDS)).isTrue();
            first.awaitKilled();
            agent.behave(answering());
            killed.countDown();
            Awaitility.await().atMost(LONG).until(() -> said(other).size() >= 2);
            assertThat(said(other)).containsExactly("Please", "Answer to Please");
            assertSentTwiceAsTheSameMessage(agent);
        }
    }

    private PackagedServer serve(String name, String database) throws IOException {
        return PackagedServer.start(
                Files.createDirectories(folder.resolve(name)),
                Map.of("OUTBOUND_ALLOW", "local", "DATABASE_URL", database, "DATABASE_REPLICAS", "true"));
    }

    @Test
    void whenTheAgentWorksOnItTheSameTaskGoesOn() throws Exception {
        CountDownLatch looked = new CountDownLatch(1);
        try (StubAgent agent = new StubAgent("1.0", false, (request, exchange) -> {
            boolean look = request.get("method").asText().equals("GetTask");
            exchange.result(look ? WORKING : "{\"task\":" + WORKING + "}");
            if (look) {
                looked.countDown();
            }
        })) {
            PackagedServer first = serve();
            create(first, agent);
            assertThat(say(first, "Please")).isEqualTo(200);
            assertThat(looked.await(20, TimeUnit.SECONDS)).isTrue();
            first.awaitKilled();
            agent.behave(answering());
            try (PackagedServer second = serve()) {
                Awaitility.await().atMost(LONG).until(() -> said(second).size() >= 2);
                assertThat(said(second)).containsExactly("Please", "Answer to Please");
            }
            assertThat(sentIds(agent)).as("nothing is sent again").hasSize(1);
        }
    }

    @Test
    void atAnyMomentOfATurnEachMessageGetsOneAnswer() throws Exception {
        int kills = 6;
        List<String> expected = new ArrayList<>();
        try (StubAgent agent = new StubAgent("1.0", false, answering())) {
            PackagedServer server = serve();
            create(server, agent);
            for (int kill = 0; kill < kills; kill++) {
                String words = "words " + kill;
                expected.add(words);
                expected.add("Answer to " + words);
                PackagedServer doomed = server;
                long after = TimeUnit.MILLISECONDS.toNanos(kill * 15L);
                Thread killer = new Thread(() -> {
                    LockSupport.parkNanos(after);
                    doomed.kill();
                });
                killer.start();
                say(doomed, words);
                killer.join();
                doomed.awaitKilled();
                PackagedServer next = serve();
                server = next;
                // Unless it was taken before the kill.
                say(next, words);
                Awaitility.await().atMost(LONG).until(() -> said(next).size() >= expected.size());
            }
            assertThat(said(server)).isEqualTo(expected);
            server.close();
            assertThat(sentIds(agent).stream().distinct())
                    .as("each message has one id, however often it was sent")
                    .hasSize(kills);
        }
    }
}
