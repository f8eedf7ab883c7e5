package me.fhir.chitchat.a2a.dial;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import java.util.zip.ZipInputStream;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.seat.SeatedConversation;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Seats that the server plays by calling an agent, on a running server. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class DialedSeatTest {
    private TestServer server;
    private Path data = Path.of("");

    @BeforeAll
    void start(@TempDir Path folder) throws Exception {
        data = folder;
        server =
                TestServer.start(folder.resolve("data.db"), Map.of("logging.level", "WARN", "outbound.allow", "local"));
    }

    @AfterAll
    void stop() {
        server.close();
    }

    private static String task(String state, String message) {
        return "{\"id\":\"t\",\"contextId\":\"c\",\"status\":{\"state\":\"" + state + "\""
                + (message.isEmpty()
                        ? ""
                        : ",\"message\":{\"messageId\":\"a" + message.hashCode()
                                + "\",\"role\":\"ROLE_AGENT\",\"parts\":" + "[{\"text\":\"" + message + "\"}]}")
                + "}}";
    }

    private static String heard(JsonNode request) {
        return request.at("/params/message/parts/0/text").asText();
    }

    @Test
    void aCalledAgentPlaysItsSeatInOneTask() throws Exception {
        try (StubAgent agent = new StubAgent(
                "1.0",
                false,
                (request, exchange) -> exchange.result(
                        "{\"task\":" + task("TASK_STATE_INPUT_REQUIRED", "You said " + heard(request)) + "}"))) {
            DialedConversation talk = DialedConversation.create(server, agent.url(), "");
            talk.say(
                    "{\"text\":\"one\",\"attachments\":[{\"name\":\"n.txt\",\"contentType\":\"text/plain\",\"content\":\"hé\"}]}");
            talk.awaitSaid(1);
            talk.say("{\"text\":\"two\"}");
            List<JsonNode> said = talk.awaitSaid(2);
            assertThat(said)
                    .extracting(event -> event.at("/payload/text").asText())
                    .containsExactly("You said one", "You said two");
            assertThat(said).extracting(event -> event.get("finality").asText()).containsOnly("turn");
            JsonNode first = agent.calls().get(0).at("/params/message");
            assertThat(first.at("/taskId").isMissingNode()).isTrue();
            assertThat(first.at("/parts/1/raw").asText()).isEqualTo("aMOp");
            JsonNode second = agent.calls().get(1).at("/params/message");
            assertThat(second.at("/taskId").asText()).isEqualTo("t");
            assertThat(second.at("/contextId").asText()).isEqualTo("c");
            assertThat(talk.noted()).containsExactly("taken");
            assertThat(agent.searches())
                    .as("once found, it is not looked for again")
                    .isEqualTo(1);
        }
    }

    @Test
    void streamsFromAnAgentOf03AndKeepsItsFilesAndAddresses() throws Exception {
        String update = "{\"kind\":\"%s\",\"taskId\":\"t\",\"contextId\":\"c\",%s}";
        try (StubAgent agent = new StubAgent("0.3", true, (request, exchange) -> exchange.stream(
                        "{\"kind\":\"task\"," + task("submitted", "").substring(1),
                        update.formatted(
                                "status-update",
                                "\"final\":false,\"status\":{\"state\":\"working\",\"message\":{\"kind\":\"message\","
                                        + "\"messageId\":\"w\",\"role\":\"agent\",\"parts\":[{\"kind\":\"text\",\"text\":\"Looking\"}]}}"),
                        update.formatted(
                                "artifact-update",
                                "\"artifact\":{\"artifactId\":\"x\",\"parts\":[{\"kind\":\"text\",\"text\":\"Here\"},"
                                        + "{\"kind\":\"file\",\"file\":{\"name\":\"f\",\"mimeType\":\"image/png\",\"bytes\":\"/wD+\"}},"
                                        + "{\"kind\":\"file\",\"file\":{\"name\":\"u\",\"uri\":\"http://127.0.0.1:1/never\"}}]}"),
                        update.formatted("status-update", "\"final\":true,\"status\":{\"state\":\"completed\"}"))
                .close())) {
            DialedConversation talk = DialedConversation.create(server, agent.url(), "");
            talk.say("{\"text\":\"Please\"}");
            JsonNode said = talk.awaitSaid(1).get(0);
            assertThat(said.at("/payload/text").asText()).isEqualTo("Here");
            assertThat(said.at("/payload/attachments/0/contentType").asText()).isEqualTo("image/png");
            assertThat(said.at("/payload/attachments/1/url").asText()).isEqualTo("http://127.0.0.1:1/never");
            // No scenario says that this party may end the conversation.
            assertThat(said.get("finality").asText()).isEqualTo("turn");
            assertThat(talk.events())
                    .anyMatch(event -> event.get("type").asText().equals("trace")
                            && event.at("/payload/content").asText().equals("Looking"));
        }
    }

    @Test
    void asksAgainForATaskThatTakesLonger() throws Exception {
        AtomicInteger looks = new AtomicInteger();
        try (StubAgent agent = new StubAgent(
                "1.0",
                false,
                (request, exchange) -> exchange.result(
                        request.get("method").asText().equals("GetTask")
                                ? looks.incrementAndGet() < 2
                                        ? task("TASK_STATE_WORKING", "")
                                        : task("TASK_STATE_COMPLETED", "Late")
                                : "{\"task\":" + task("TASK_STATE_WORKING", "") + "}"))) {
            DialedConversation talk = DialedConversation.create(server, agent.url(), "");
            talk.say("{\"text\":\"Please\"}");
            assertThat(talk.awaitSaid(1).get(0).at("/payload/text").asText()).isEqualTo("Late");
        }
    }

    @Test
    void anAgentThatIsGoneIsLostAndComesBackToTheSameMessage() throws Exception {
        StubAgent gone = new StubAgent(
                "1.0", false, (request, exchange) -> exchange.http().close());
        int port = gone.port();
        DialedConversation talk = DialedConversation.create(server, gone.url(), ",\"answerWithinSeconds\":1");
        talk.say("{\"text\":\"Are you there?\"}");
        talk.awaitNoted("lost");
        gone.close();
        try (StubAgent back = new StubAgent(
                port,
                "1.0",
                false,
                (request, exchange) ->
                        exchange.result("{\"message\":{\"messageId\":\"m\",\"role\":\"ROLE_AGENT\",\"parts\":"
                                + "[{\"text\":\"Here I am\"}]}}"))) {
            talk.awaitSaid(1);
            assertThat(talk.noted()).containsExactly("lost", "unreachable", "back");
            List<String> ids = Stream.concat(gone.calls().stream(), back.calls().stream())
                    .map(call -> call.at("/params/message/messageId").asText())
                    .distinct()
                    .toList();
            assertThat(ids).hasSize(1);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{\"task\":{\"id\":42,\"status\":{\"state\":\"done\"}}}",
                "{\"task\":{}}",
                "{\"statusUpdate\":{}}"
            })
    void anAgentThatAnswersWhatMeansNothingIsLostToo(String nonsense) throws Exception {
        try (StubAgent agent = new StubAgent("1.0", false, (request, exchange) -> exchange.result(nonsense))) {
            DialedConversation talk = DialedConversation.create(server, agent.url(), ",\"answerWithinSeconds\":1");
            talk.say("{\"text\":\"Please\"}");
            talk.awaitNoted("lost");
            talk.awaitNoted("unreachable");
            agent.behave((request, exchange) ->
                    exchange.result("{\"task\":" + task("TASK_STATE_INPUT_REQUIRED", "Now") + "}"));
            assertThat(talk.awaitSaid(1)).hasSize(1);
            assertThat(agent.calls().stream()
                            .map(call -> call.at("/params/message/messageId").asText())
                            .distinct())
                    .hasSize(1);
        }
    }

    @Test
    void wordsOfAFailedTaskAreSaidOnceAndASecondFailureEndsTheConversation() throws Exception {
        try (StubAgent agent = new StubAgent(
                "1.0",
                false,
                (request, exchange) ->
                        exchange.result("{\"task\":" + task("TASK_STATE_REJECTED", "Not my job") + "}"))) {
            DialedConversation talk = DialedConversation.create(server, agent.url(), "");
            talk.say("{\"text\":\"Please\"}");
            assertThat(talk.awaitSaid(1).get(0).at("/payload/text").asText()).isEqualTo("Not my job");
            talk.say("{\"text\":\"Really?\"}");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> talk.events().stream()
                    .anyMatch(event ->
                            event.at("/payload/outcome/reason").asText().equals("agent_failed")));
            assertThat(talk.noted()).containsExactly("taken", "rejected", "rejected");
            assertThat(agent.calls().get(1).at("/params/message/taskId").isMissingNode())
                    .as("a task that has ended takes no message")
                    .isTrue();
        }
    }

    @Test
    void aSecondAnswerWithoutAWordEndsTheConversation() throws Exception {
        try (StubAgent agent = new StubAgent(
                "1.0",
                false,
                (request, exchange) -> exchange.result("{\"message\":{\"messageId\":\"m"
                        + heard(request).hashCode() + "\",\"role\":\"ROLE_AGENT\",\"parts\":[]}}"))) {
            DialedConversation talk = DialedConversation.create(server, agent.url(), "");
            talk.say("{\"text\":\"Please\"}");
            talk.awaitSaid(1);
            talk.say("{\"text\":\"Really?\"}");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> talk.events().stream()
                    .anyMatch(event ->
                            event.at("/payload/outcome/reason").asText().equals("agent_failed")));
            assertThat(talk.noted()).containsExactly("taken", "unusable", "unusable");
        }
    }

    @Test
    void anAuthorisationThatIsMissingIsShownAndWaitedFor() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (StubAgent agent = new StubAgent("1.0", false, (request, exchange) -> {
            if (calls.incrementAndGet() == 1) {
                exchange.send(401, "{\"detail\":\"who are you\"}");
            } else {
                exchange.result("{\"task\":" + task("TASK_STATE_INPUT_REQUIRED", "Welcome") + "}");
            }
        })) {
            DialedConversation talk = DialedConversation.create(server, agent.url(), "");
            talk.say("{\"text\":\"Please\"}");
            talk.awaitSaid(1);
            assertThat(talk.noted()).containsExactly("auth-required", "taken");
        }
    }

    @Test
    void aForgottenTaskIsBegunAnew() throws Exception {
        AtomicInteger calls = new AtomicInteger();
        try (StubAgent agent = new StubAgent("1.0", false, (request, exchange) -> {
            boolean known = request.at("/params/message/taskId").isMissingNode();
            if (known) {
                exchange.result(
                        "{\"task\":" + task("TASK_STATE_INPUT_REQUIRED", "Answer " + calls.incrementAndGet()) + "}");
            } else {
                exchange.error(-32001, "no such task");
            }
        })) {
            DialedConversation talk = DialedConversation.create(server, agent.url(), "");
            talk.say("{\"text\":\"one\"}");
            talk.awaitSaid(1);
            talk.say("{\"text\":\"two\"}");
            talk.awaitSaid(2);
            List<JsonNode> sent = agent.calls().stream()
                    .map(call -> call.at("/params/message"))
                    .toList();
            assertThat(sent).hasSize(3);
            assertThat(sent.get(2).get("messageId")).isEqualTo(sent.get(1).get("messageId"));
            assertThat(sent.get(2).at("/contextId").asText()).isEqualTo("c");
        }
    }

    @Test
    void takingTheSeatOverEndsTheCall() throws Exception {
        CountDownLatch called = new CountDownLatch(1);
        CountDownLatch release = new CountDownLatch(1);
        try (StubAgent agent = new StubAgent("1.0", false, (request, exchange) -> {
            called.countDown();
            try {
                release.await();
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
            }
        })) {
            DialedConversation talk = DialedConversation.create(server, agent.url(), "");
            talk.say("{\"text\":\"Please\"}");
            assertThat(called.await(20, TimeUnit.SECONDS)).isTrue();
            String seats = "/api/seated-conversations/" + talk.id() + "/seats";
            String handed = SeatedConversation.send(
                            server,
                            "POST",
                            seats + "/beta/hand",
                            "{\"to\":\"person\"}",
                            "Authorization",
                            "Bearer " + talk.host())
                    .body();
            String code = new ObjectMapper().readTree(handed).get("code").asText();
            SeatedConversation.send(server, "POST", "/s/" + code + "/say", "{\"text\":\"I do it myself\"}");
            assertThat(talk.awaitSaid(1).get(0).at("/payload/text").asText()).isEqualTo("I do it myself");
            release.countDown();
        }
    }

    @Test
    void headersReachTheAgentAndNobodyElse() throws Exception {
        String canary = "canary-7c1e9b52";
        try (StubAgent agent = new StubAgent(
                "1.0",
                false,
                (request, exchange) -> exchange.result(
                        "{\"task\":" + task("TASK_STATE_INPUT_REQUIRED", "Your token is " + canary) + "}"))) {
            DialedConversation talk = DialedConversation.create(
                    server, agent.url(), ",\"headers\":{\"Authorization\":\"Bearer " + canary + "\"}");
            talk.say("{\"text\":\"Please\"}");
            talk.awaitSaid(1);
            assertThat(agent.tokens()).containsOnly("Bearer " + canary);
            String host = "Bearer " + talk.host();
            for (String path : List.of(
                    "/api/debug/conversations/" + talk.id() + "/snapshot",
                    "/api/seated-conversations/" + talk.id() + "/seats",
                    "/s/" + talk.alpha())) {
                HttpResponse<String> shown = SeatedConversation.send(server, "GET", path, "", "Authorization", host);
                assertThat(shown.statusCode()).as(path).isEqualTo(200);
                assertThat(shown.body()).as(path).doesNotContain(canary);
            }
            try (RpcClient client = new RpcClient(URI.create(server.webSocket() + "?seat=" + talk.host()))) {
                assertThat(client.call("getConversation", "{\"conversationId\":" + talk.id() + "}")
                                .toString())
                        .contains("Your token is [header]")
                        .doesNotContain(canary);
            }
            assertThat(evidence(talk)).contains("Your token is [header]").doesNotContain(canary);
            for (String file : List.of("data.db", "data.db-wal")) {
                assertThat(Files.readString(data.resolve(file), StandardCharsets.ISO_8859_1))
                        .as(file)
                        .doesNotContain(canary);
            }
            assertThat(talk.created().toString()).doesNotContain(canary);
        }
    }

    @Test
    void aHostSpeaksForAnAgentThatIsAwayAndHandsTheSeatBack() throws Exception {
        try (StubAgent agent = new StubAgent("1.0", false, (request, exchange) -> exchange.error(-32603, "away"));
                RpcClient host = new RpcClient(server.webSocket())) {
            DialedConversation talk = DialedConversation.create(server, agent.url(), "");
            host.call("authenticate", "{\"code\":\"" + talk.host() + "\"}");
            String beta = "{\"conversationId\":" + talk.id() + ",\"agentId\":\"beta\"}";
            talk.say("{\"text\":\"one\"}");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> !agent.heard()
                    .isEmpty());
            host.call("lifecycle.takeOver", beta);
            host.call("sendMessage", RpcClient.message(talk.id(), "beta", "I speak for it", "turn"));
            agent.behave((request, exchange) -> exchange.result(
                    "{\"task\":" + task("TASK_STATE_INPUT_REQUIRED", "You said " + heard(request)) + "}"));
            host.call("lifecycle.handBack", beta);
            talk.say("{\"text\":\"two\"}");
            assertThat(talk.awaitSaid(2))
                    .extracting(event -> event.at("/payload/text").asText())
                    .containsExactly("I speak for it", "You said " + UnsentMessages.IN_YOUR_NAME + "I speak for it");
            assertThat(agent.calls()
                            .get(agent.calls().size() - 1)
                            .at("/params/message/parts/1/text")
                            .asText())
                    .isEqualTo("two");
        }
    }

    /** All files of the evidence, one after the other. */
    private String evidence(DialedConversation talk) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.http("/api/conversations/" + talk.id() + "/evidence.zip"))
                .header("Authorization", "Bearer " + talk.host())
                .build();
        StringBuilder files = new StringBuilder();
        try (ZipInputStream zip = new ZipInputStream(server.client()
                .send(request, HttpResponse.BodyHandlers.ofInputStream())
                .body())) {
            while (zip.getNextEntry() != null) {
                files.append(new String(zip.readAllBytes(), StandardCharsets.UTF_8));
            }
        }
        return files.toString();
    }

    @Test
    void theHostSeesWhomTheServerCalls() throws Exception {
        DialedConversation talk = DialedConversation.create(server, "http://127.0.0.1:9999/agent", "");
        String seats = SeatedConversation.send(
                        server,
                        "GET",
                        "/api/seated-conversations/" + talk.id() + "/seats",
                        "",
                        "Authorization",
                        "Bearer " + talk.host())
                .body();
        assertThat(seats)
                .contains(
                        "{\"agentId\":\"beta\",\"kind\":\"dial\",\"url\":\"http://127.0.0.1:9999/agent\",\"taken\":false,\"revision\":1}");
    }

    @Test
    void anAgentHearsTheLastWordsOfAConversationThatAnotherEnds() throws Exception {
        try (StubAgent agent = new StubAgent(
                "1.0",
                false,
                (request, exchange) ->
                        exchange.result("{\"task\":" + task("TASK_STATE_INPUT_REQUIRED", "Yes") + "}"))) {
            DialedConversation talk = DialedConversation.create(server, agent.url(), "");
            talk.say("{\"text\":\"Deal?\"}");
            talk.awaitSaid(1);
            talk.say("{\"text\":\"Thank you\",\"end\":{\"status\":\"success\"}}");
            Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> agent.heard()
                    .contains("Thank you"));
            assertThat(agent.heard()).containsExactly("Deal?", "Thank you");
            assertThat(agent.calls().get(1).at("/params/message/taskId").asText())
                    .isEqualTo("t");
        }
    }

    @Test
    void refusesWhatItCannotCall() {
        assertThat(refusal("file:///etc/passwd", "")).contains("\"seats.1.url\"", "http");
        assertThat(refusal("http://169.254.169.254/latest", "")).contains("\"seats.1.url\"", "cannot be called");
        assertThat(refusal("http://user:pw@host/", "")).contains("\"seats.1.url\"");
        assertThat(refusal("http://127.0.0.1:9999/", ",\"protocol\":\"mcp\""))
                .contains("\"seats.1.protocol\"", "A2A agent");
        assertThat(refusal("http://127.0.0.1:9999/", ",\"headers\":{\"Host\":\"canary-value\"}"))
                .contains("seats.1.headers")
                .doesNotContain("canary-value");
        assertThat(refusal("http://127.0.0.1:9999/", ",\"headers\":{\"X-A\":\"canary\\nvalue\"}"))
                .contains("seats.1.headers.X-A")
                .doesNotContain("canary");
        assertThat(refusal("http://127.0.0.1:9999/", ",\"answerWithinSeconds\":601"))
                .contains("seats.1.answerWithinSeconds");
    }

    private String refusal(String url, String seat) {
        var answer = DialedConversation.request(server, url, seat);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(400);
        return answer.body();
    }

    @Test
    void theKeyOfTheHeadersIsKeptBesideTheData(@TempDir Path folder) throws Exception {
        try (TestServer own = TestServer.start(folder.resolve("data.db"), TestServer.quiet())) {
            assertThat(own.port()).isPositive();
            assertThat(Files.getPosixFilePermissions(folder.resolve("seat.key")))
                    .hasSize(2);
        }
    }
}
