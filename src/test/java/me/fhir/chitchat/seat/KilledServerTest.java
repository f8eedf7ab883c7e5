package me.fhir.chitchat.seat;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.ServerSocket;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import me.fhir.chitchat.RpcClient;
import org.awaitility.Awaitility;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A server that is killed with -9 and started again: external agents go on, no message is doubled or lost. */
class KilledServerTest {
    private static final int ROUNDS = 12;
    private static final HttpClient HTTP =
            HttpClient.newBuilder().connectTimeout(Duration.ofSeconds(5)).build();

    @TempDir
    private Path folder;

    private int port;
    private @Nullable Process process;
    private JsonNode created;

    @BeforeEach
    void begin() throws Exception {
        try (ServerSocket free = new ServerSocket(0)) {
            port = free.getLocalPort();
        }
        start();
        created = SeatedConversation.json(post(
                "http://127.0.0.1:" + port + "/api/seated-conversations",
                "{\"meta\":{\"agents\":[{\"id\":\"alpha\"},{\"id\":\"beta\"}]},\"seats\":["
                        + "{\"agentId\":\"alpha\",\"kind\":\"open\"},{\"agentId\":\"beta\",\"kind\":\"open\"}]}"));
    }

    @AfterEach
    void end() throws Exception {
        if (process != null) {
            process.destroyForcibly().waitFor();
        }
    }

    /** That of the tests, from another working folder. */
    private static String classPath() {
        return Stream.of(System.getProperty("java.class.path").split(File.pathSeparator))
                .map(entry -> Path.of(entry).toAbsolutePath().toString())
                .collect(Collectors.joining(File.pathSeparator));
    }

    private void start() throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        "me.fhir.chitchat.ChitchatApplication",
                        "server")
                .redirectErrorStream(true)
                .directory(folder.toFile());
        builder.environment().put("PORT", String.valueOf(port));
        builder.environment().put("ADMIN_PORT", "0");
        builder.environment().put("DB_PATH", folder.resolve("data.db").toString());
        Process started = builder.start();
        process = started;
        BufferedReader log =
                new BufferedReader(new InputStreamReader(started.getInputStream(), StandardCharsets.UTF_8));
        StringBuilder seen = new StringBuilder();
        for (String line = log.readLine(); line != null; line = log.readLine()) {
            seen.append(line).append('\n');
            if (line.startsWith("Chitchat is ready at ")) {
                Thread drain = new Thread(() -> log.lines().forEach(ignored -> {}));
                drain.setDaemon(true);
                drain.start();
                return;
            }
        }
        throw new AssertionError("the server did not start:\n" + seen);
    }

    private void killAndRestart() throws Exception {
        Process running = process;
        assertThat(running).isNotNull();
        running.destroyForcibly().waitFor();
        start();
    }

    private String seat(String agentId, String what) {
        for (JsonNode seat : created.get("seats")) {
            if (seat.get("agentId").asText().equals(agentId)) {
                return seat.get(what).asText();
            }
        }
        throw new AssertionError(agentId);
    }

    private static String post(String address, String body, String... headers) throws IOException {
        HttpRequest.Builder request = HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(60))
                .header("Content-Type", "application/json")
                .header("Accept", "application/json")
                .POST(BodyPublishers.ofString(body));
        if (headers.length > 0) {
            request.headers(headers);
        }
        return sent(request.build());
    }

    private static String sent(HttpRequest request) throws IOException {
        try {
            var answer = HTTP.send(request, BodyHandlers.ofString());
            if (answer.statusCode() >= 500) {
                throw new IOException(answer.body());
            }
            return answer.body();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IOException(e);
        }
    }

    /** One request of an external agent, which may fail. */
    private interface Attempt {
        String make() throws IOException;
    }

    /** External agents handle every failure by retrying. */
    private static String untilAnswered(Attempt attempt) {
        long giveUp = System.nanoTime() + TimeUnit.MINUTES.toNanos(2);
        while (System.nanoTime() < giveUp) {
            try {
                return attempt.make();
            } catch (IOException e) {
                LockSupport.parkNanos(100_000_000);
            }
        }
        throw new AssertionError("no answer for two minutes");
    }

    /** Speaks A2A 1.0 and waits within its sends. */
    private void playAlpha() {
        for (int i = 0; i < ROUNDS; i++) {
            String message = "{\"jsonrpc\":\"2.0\",\"id\":1,\"method\":\"SendMessage\",\"params\":{\"message\":"
                    + "{\"role\":\"ROLE_USER\",\"messageId\":\"a" + i + "\",\"parts\":[{\"text\":\"a" + i + "\"}]}}}";
            String answer = untilAnswered(() -> post(seat("alpha", "a2a"), message, "A2A-Version", "1.0"));
            assertThat(SeatedConversation.json(answer)
                            .at("/result/task/status/state")
                            .asText())
                    .as(answer)
                    .isEqualTo("TASK_STATE_INPUT_REQUIRED");
        }
    }

    /** Speaks plain HTTP and waits before it sends. */
    private void playBeta(CompletableFuture<Void> half) {
        for (int i = 0; i < ROUNDS; i++) {
            if (i == ROUNDS / 2) {
                half.complete(null);
            }
            String key = "b" + i;
            while (!seen("a" + i)) {
                untilAnswered(() -> get(seat("beta", "url") + "/wait?seconds=5&after=100000"));
                // Before the first message any agent may begin, and there is nothing to wait for.
                LockSupport.parkNanos(50_000_000);
            }
            untilAnswered(
                    () -> post(seat("beta", "url") + "/say", "{\"text\":\"" + key + "\"}", "Idempotency-Key", key));
        }
    }

    private boolean seen(String text) {
        return untilAnswered(() -> get(seat("beta", "url"))).contains("\"" + text + "\"");
    }

    private static String get(String address) throws IOException {
        return sent(HttpRequest.newBuilder(URI.create(address))
                .timeout(Duration.ofSeconds(60))
                .header("Accept", "application/json")
                .build());
    }

    private List<String> said() {
        List<String> said = new ArrayList<>();
        try (RpcClient host = new RpcClient(webSocket(created.at("/host/code").asText()))) {
            long seq = 0;
            for (JsonNode event : host.call(
                            "getEventsPage",
                            "{\"conversationId\":" + created.get("conversationId") + ",\"limit\":1000}")
                    .get("events")) {
                assertThat(event.get("seq").longValue()).isEqualTo(++seq);
                if (event.get("type").asText().equals("message")) {
                    said.add(event.at("/payload/text").asText());
                }
            }
        }
        return said;
    }

    private URI webSocket(String code) {
        return URI.create("ws://127.0.0.1:" + port + "/api/ws?seat=" + code);
    }

    @Test
    void bothAgentsGoOnWhereTheyWere() throws Exception {
        CompletableFuture<Void> half = new CompletableFuture<>();
        CompletableFuture<Void> alpha = CompletableFuture.runAsync(this::playAlpha);
        CompletableFuture<Void> beta = CompletableFuture.runAsync(() -> playBeta(half));
        Awaitility.await().atMost(Duration.ofSeconds(60)).until(() -> said().size() >= 4);
        killAndRestart();
        CompletableFuture.anyOf(half, alpha, beta).get(120, TimeUnit.SECONDS);
        killAndRestart();
        List<String> expected = new ArrayList<>();
        for (int i = 0; i < ROUNDS; i++) {
            expected.add("a" + i);
            expected.add("b" + i);
        }
        CompletableFuture.allOf(alpha, beta).get(180, TimeUnit.SECONDS);
        assertThat(said()).isEqualTo(expected);
    }

    @Test
    void aTurnThatWasOpenIsStillItsSpeakers() throws Exception {
        String id = created.get("conversationId").asText();
        String part = "{\"conversationId\":" + id + ",\"finality\":\"%s\",\"messagePayload\":{\"text\":\"%s\","
                + "\"clientRequestId\":\"%s\"}}";
        try (RpcClient alpha = new RpcClient(webSocket(seat("alpha", "code")))) {
            alpha.call("sendMessage", part.formatted("none", "first half", "1"));
            CompletableFuture<String> waiting = CompletableFuture.supplyAsync(() -> untilAnswered(
                    () -> post(seat("beta", "url") + "/say", "{\"text\":\"answer\"}", "Idempotency-Key", "b")));
            killAndRestart();
            try (RpcClient again = new RpcClient(webSocket(seat("alpha", "code")))) {
                // It cannot know whether its first half arrived.
                again.call("sendMessage", part.formatted("none", "first half", "1"));
                again.call("sendMessage", part.formatted("turn", "second half", "2"));
            }
            assertThat(waiting.get(60, TimeUnit.SECONDS)).contains("answer");
        }
        assertThat(said()).containsExactly("first half", "second half", "answer");
    }
}
