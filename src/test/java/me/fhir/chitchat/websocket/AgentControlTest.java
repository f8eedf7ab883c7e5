package me.fhir.chitchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.llm.StubModelServer;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person beside an agent that the server runs. */
class AgentControlTest {
    private static final String ASKS = "user_query";

    @TempDir
    private Path folder;

    private final StubModelServer model = new StubModelServer();
    private TestServer server;
    private RpcClient client;
    private long id;

    @BeforeEach
    void start() throws Exception {
        server = TestServer.start(
                folder.resolve("data.db"),
                Map.of(
                        "llm.openai.baseUrl", model.url() + "/v1",
                        "llm.openai.models", "one",
                        "llm.defaultProvider", "openai",
                        "logging.level", "WARN"));
        client = new RpcClient(server.webSocket());
    }

    @AfterEach
    void stop() {
        client.close();
        server.close();
        model.close();
    }

    private void restart() throws Exception {
        client.close();
        server.close();
        start();
        client.call("subscribe", "{\"conversationId\":" + id + ",\"sinceSeq\":0}");
    }

    /** An assistant that is asked to open. */
    private void begin(String config) {
        id = client.call(
                        "createConversation",
                        "{\"meta\":{\"startingAgentId\":\"clerk\",\"agents\":[{\"id\":\"clerk\",\"agentClass\":"
                                + "\"AssistantAgent\",\"config\":" + config + "},{\"id\":\"asker\"}]}}")
                .get("conversationId")
                .longValue();
        client.call("subscribe", "{\"conversationId\":" + id + "}");
        client.call("lifecycle.ensure", "{\"conversationId\":" + id + ",\"agentIds\":[\"clerk\"]}");
    }

    private static StubModelServer.Answer saying(String text) {
        return StubModelServer.json(
                200,
                "{\"model\":\"one\",\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"" + text
                        + "\"}}]}");
    }

    /** An answer that the model gives once it is allowed to. */
    private static StubModelServer.Answer sayingAfter(CountDownLatch allowed, String text) {
        return exchange -> {
            assertThat(allowed.await(30, TimeUnit.SECONDS)).isTrue();
            saying(text).write(exchange);
        };
    }

    private void letTheModelThinkForEver() {
        model.answering(sayingAfter(new CountDownLatch(1), "never"));
    }

    private String params(String more) {
        return "{\"conversationId\":" + id + ",\"agentId\":\"clerk\"" + more + "}";
    }

    private JsonNode draft() {
        return client.await(frame -> frame.path("params")
                        .path("payload")
                        .path("type")
                        .asText()
                        .equals(ASKS))
                .at("/params/payload");
    }

    private JsonNode draftAfter(JsonNode query) {
        return client.await(frame -> frame.at("/params/payload/type").asText().equals(ASKS)
                        && !frame.at("/params/payload/queryId").equals(query.get("queryId")))
                .at("/params/payload");
    }

    private String answering(JsonNode query, String response) {
        return params(",\"queryId\":" + query.get("queryId") + ",\"response\":" + response);
    }

    private JsonNode messageOf(String agentId) {
        return client.await(frame -> frame.path("params").path("type").asText().equals("message")
                        && frame.path("params").path("agentId").asText().equals(agentId))
                .get("params");
    }

    /** The texts of all messages in the log. */
    private List<String> said() {
        List<String> said = new ArrayList<>();
        for (JsonNode event : client.call("getConversation", "{\"conversationId\":" + id + "}")
                .get("events")) {
            if (event.get("type").asText().equals("message")) {
                said.add(event.at("/payload/text").asText());
            }
        }
        return said;
    }

    @Test
    void aDraftIsSentWhenItIsApproved() {
        model.answering(saying("Hello"));
        begin("{\"approve\":true}");
        JsonNode query = draft();
        assertThat(query.at("/context/draft/text").asText()).isEqualTo("Hello");
        assertThat(said()).isEmpty();
        JsonNode receipt = client.call("lifecycle.answer", answering(query, "\"approve\""));
        assertThat(receipt.get("turn").intValue()).isEqualTo(1);
        assertThat(messageOf("clerk").at("/payload/text").asText()).isEqualTo("Hello");
    }

    @ParameterizedTest
    @ValueSource(strings = {"null", "7", "[]", "{}", "\" \"", "{\"txt\":\"Hi\"}", "{\"text\":\"\"}", "{\"reject\":7}"})
    void whatDecidesNothingAboutADraftIsRefused(String response) {
        model.answering(saying("Hello"));
        begin("{\"approve\":true}");
        JsonNode query = draft();
        assertThat(client.error("lifecycle.answer", answering(query, response))).isEqualTo(-32602);
        client.call("lifecycle.answer", answering(query, "\"approve\""));
        assertThat(messageOf("clerk").at("/payload/text").asText()).isEqualTo("Hello");
    }

    @Test
    void aDraftSurvivesARestartAndIsSentAsEdited() throws Exception {
        model.answering(saying("Hello"));
        begin("{\"approve\":true}");
        JsonNode query = draft();
        for (int times = 0; times < 4; times++) {
            restart();
        }
        assertThat(draft()).isEqualTo(query);
        client.call("lifecycle.answer", answering(query, "{\"text\":\"Good morning\"}"));
        assertThat(messageOf("clerk").at("/payload/text").asText()).isEqualTo("Good morning");
        assertThat(model.asked()).hasSize(1);
    }

    @Test
    void aDraftThatIsRejectedAfterARestartIsWrittenAnew() throws Exception {
        model.answering(saying("Hello"), saying("Good morning"));
        begin("{\"approve\":true}");
        JsonNode query = draft();
        restart();
        client.call("lifecycle.answer", answering(query, "{\"reject\":\"be formal\"}"));
        JsonNode next = draftAfter(query);
        assertThat(next.at("/context/draft/text").asText()).isEqualTo("Good morning");
        assertThat(model.lastAsked().body()).contains("be formal");
        client.call("lifecycle.answer", answering(next, "true"));
        assertThat(messageOf("clerk").at("/payload/text").asText()).isEqualTo("Good morning");
        assertThat(said()).containsExactly("Good morning");
    }

    @Test
    void aReasonForRejectingHoldsWhenTheTurnIsPlayedAgain() throws Exception {
        CountDownLatch asked = new CountDownLatch(1);
        StubModelServer.Answer never = exchange -> {
            asked.countDown();
            sayingAfter(new CountDownLatch(1), "never").write(exchange);
        };
        model.answering(saying("Hello"), never, saying("Good morning"));
        begin("{\"approve\":true}");
        JsonNode query = draft();
        client.call("lifecycle.answer", answering(query, "{\"reject\":\"be formal\"}"));
        assertThat(asked.await(30, TimeUnit.SECONDS)).isTrue();
        client.call("lifecycle.stop", "{\"conversationId\":" + id + "}");
        client.call("clearTurn", params(""));
        client.call("lifecycle.ensure", "{\"conversationId\":" + id + ",\"agentIds\":[\"clerk\"]}");
        assertThat(draftAfter(query).at("/context/draft/text").asText()).isEqualTo("Good morning");
        assertThat(model.lastAsked().body()).contains("Your draft was rejected: be formal");
    }

    @Test
    void anAnswerThatIsGivenWhileTheAgentDoesNotRunIsFoundLater() {
        model.answering(saying("Hello"));
        begin("{\"approve\":true}");
        JsonNode query = draft();
        client.call("lifecycle.stop", "{\"conversationId\":" + id + "}");
        client.call("lifecycle.answer", answering(query, "\"approve\""));
        assertThat(said()).isEmpty();
        client.call("lifecycle.ensure", "{\"conversationId\":" + id + ",\"agentIds\":[\"clerk\"]}");
        assertThat(messageOf("clerk").at("/payload/text").asText()).isEqualTo("Hello");
    }

    @Test
    void ofTwoPersonsWhoAnswerAtOnceOneCounts() {
        model.answering(saying("Hello"));
        begin("{\"approve\":true}");
        JsonNode query = draft();
        List<JsonNode> answers = new ArrayList<>();
        try (RpcClient other = new RpcClient(server.webSocket())) {
            int first = client.send("lifecycle.answer", answering(query, "{\"text\":\"one\"}"));
            int second = other.send("lifecycle.answer", answering(query, "{\"text\":\"two\"}"));
            answers.add(client.answer(first));
            answers.add(other.answer(second));
        }
        assertThat(answers).filteredOn(answer -> answer.has("result")).hasSize(1);
        String accepted = answers.get(0).has("result") ? "one" : "two";
        assertThat(messageOf("clerk").at("/payload/text").asText()).isEqualTo(accepted);
    }

    @Test
    void whatIsAnsweredTwiceInTheSameWordsIsStoredOnce() {
        letTheModelThinkForEver();
        begin("{}");
        client.call("lifecycle.stop", "{\"conversationId\":" + id + "}");
        client.call(
                "sendTrace",
                params(",\"tracePayload\":{\"type\":\"user_query\",\"queryId\":\"q1\",\"question\":\"Which day?\"}"));
        String answer = params(",\"queryId\":\"q1\",\"response\":[1, null]");
        assertThat(client.call("lifecycle.answer", answer)).isEqualTo(client.call("lifecycle.answer", answer));
        assertThat(client.error("lifecycle.answer", params(",\"queryId\":\"q1\",\"response\":null")))
                .isEqualTo(-32010);
        assertThat(client.error("lifecycle.answer", params(",\"queryId\":\"q2\",\"response\":1")))
                .isEqualTo(-32602);
        assertThat(client.error("lifecycle.answer", params(",\"queryId\":\"q1\"")))
                .isEqualTo(-32602);
    }

    @Test
    void whatTheModelAnswersAfterTheAgentWasTakenOverIsNotSent() {
        CountDownLatch allowed = new CountDownLatch(1);
        model.answering(sayingAfter(allowed, "Too late"), saying("Back again"));
        begin("{}");
        Awaitility.await().until(() -> model.asked().size() == 1);
        JsonNode taken = client.call("lifecycle.takeOver", params(""));
        assertThat(taken.get("turn").intValue()).isEqualTo(1);
        allowed.countDown();
        client.call("sendMessage", params(",\"finality\":\"turn\",\"messagePayload\":{\"text\":\"A person speaks\"}"));
        client.call(
                "sendMessage",
                "{\"conversationId\":" + id
                        + ",\"agentId\":\"asker\",\"finality\":\"turn\",\"messagePayload\":{\"text\":\"And?\"}}");
        client.call("lifecycle.handBack", params(""));
        client.await(frame -> frame.at("/params/payload/text").asText().equals("Back again"));
        assertThat(said()).containsExactly("A person speaks", "And?", "Back again");
        assertThat(model.lastAsked().body()).contains("A person speaks");
    }

    @Test
    void anAgentThatWasTakenOverStaysSilentUntilItIsHandedBackAlsoAfterARestart() throws Exception {
        model.answering(saying("Here I am"));
        begin("{\"approve\":true}");
        draft();
        client.call("lifecycle.takeOver", params(""));
        restart();
        client.call("lifecycle.ensure", "{\"conversationId\":" + id + "}");
        JsonNode ensured = client.call("lifecycle.getEnsured", "{\"conversationId\":" + id + "}");
        assertThat(ensured.get("ensured")).hasSize(1);
        assertThat(ensured.get("takenOver").get(0).asText()).isEqualTo("clerk");
        assertThat(client.error("lifecycle.ensure", "{\"conversationId\":" + id + ",\"agentIds\":[\"clerk\"]}"))
                .isEqualTo(-32602);
        assertThat(client.call("lifecycle.takeOver", params("")).get("turn").intValue())
                .isEqualTo(1);
        JsonNode back = client.call("lifecycle.handBack", params(""));
        assertThat(back.at("/ensured/0/id").asText()).isEqualTo("clerk");
        assertThat(draft().at("/context/draft/text").asText()).isEqualTo("Here I am");
        assertThat(client.call("lifecycle.getEnsured", "{\"conversationId\":" + id + "}")
                        .has("takenOver"))
                .isFalse();
    }

    @Test
    void ofTwoPersonsWhoHandBackAtOnceBothSucceedAndOneIsNoted() {
        letTheModelThinkForEver();
        begin("{}");
        client.call("lifecycle.takeOver", params(""));
        long before = notes();
        try (RpcClient other = new RpcClient(server.webSocket())) {
            int first = client.send("lifecycle.handBack", params(""));
            int second = other.send("lifecycle.handBack", params(""));
            assertThat(client.answer(first).at("/result/ensured")).hasSize(1);
            assertThat(other.answer(second).at("/result/ensured")).hasSize(1);
        }
        assertThat(notes()).isEqualTo(before + 1);
    }

    private long notes() {
        long notes = 0;
        for (JsonNode event : client.call("getConversation", "{\"conversationId\":" + id + "}")
                .get("events")) {
            notes += event.get("type").asText().equals("system") ? 1 : 0;
        }
        return notes;
    }

    @Test
    void takingOverNeedsAnAgentThatRunsHereAndAConversationThatGoesOn() {
        letTheModelThinkForEver();
        begin("{\"approve\":true}");
        assertThat(client.error("lifecycle.takeOver", "{\"conversationId\":" + id + ",\"agentId\":\"ghost\"}"))
                .isEqualTo(-32602);
        assertThat(client.error("lifecycle.takeOver", "{\"conversationId\":99,\"agentId\":\"clerk\"}"))
                .isEqualTo(404);
        client.call("lifecycle.stop", "{\"conversationId\":" + id + "}");
        assertThat(client.error("lifecycle.takeOver", params(""))).isEqualTo(-32602);
        client.call("cancelConversation", "{\"conversationId\":" + id + "}");
        assertThat(client.error("lifecycle.takeOver", params(""))).isEqualTo(-32011);
        assertThat(client.error("lifecycle.answer", params(",\"queryId\":\"q\",\"response\":1")))
                .isEqualTo(-32011);
    }

    /** However far the agent has come when it is taken over, it speaks or the person does, never both. */
    @Test
    void manyHandoversLeaveOneMessagePerTurn() {
        model.answering(saying("machine"));
        begin("{}");
        messageOf("clerk");
        for (int round = 0; round < 15; round++) {
            client.call(
                    "sendMessage",
                    "{\"conversationId\":" + id
                            + ",\"agentId\":\"asker\",\"finality\":\"turn\",\"messagePayload\":{\"text\":\"go on\"}}");
            JsonNode taken = client.call("lifecycle.takeOver", params(""));
            int before = said().size();
            if (taken.has("turn")) {
                client.call(
                        "sendMessage",
                        params(",\"turn\":" + taken.get("turn")
                                + ",\"finality\":\"turn\",\"messagePayload\":{\"text\":\"person\"}"));
            }
            List<String> said = said();
            assertThat(said).hasSize(before + (taken.has("turn") ? 1 : 0));
            assertThat(said.get(said.size() - 1)).isEqualTo(taken.has("turn") ? "person" : "machine");
            client.call("lifecycle.handBack", params(""));
        }
        assertThat(said()).hasSize(31);
    }

    @Test
    void theSameCallsAreThereOverHttp() throws Exception {
        model.answering(saying("Hello"));
        begin("{\"approve\":true}");
        JsonNode query = draft();
        assertThat(post("instruct", "{\"agentId\":\"clerk\",\"text\":\"be brief\"}")
                        .body())
                .isEqualTo("{\"ok\":true,\"state\":\"written\"}");
        assertThat(post("answer", "{\"agentId\":\"clerk\"}").body()).contains("queryId", "response");
        HttpResponse<String> answered = post(
                "answer", "{\"agentId\":\"clerk\",\"queryId\":" + query.get("queryId") + ",\"response\":\"approve\"}");
        assertThat(answered.statusCode()).isEqualTo(200);
        assertThat(messageOf("clerk").at("/payload/text").asText()).isEqualTo("Hello");
        assertThat(post("takeOver", "{\"agentId\":\"clerk\"}").body()).isEqualTo("{\"ok\":true}");
        assertThat(post("handBack", "{\"agentId\":\"clerk\"}").body())
                .isEqualTo("{\"ensured\":[{\"id\":\"clerk\",\"class\":\"AssistantAgent\"}]}");
        client.call("cancelConversation", "{\"conversationId\":" + id + "}");
        assertThat(post("takeOver", "{\"agentId\":\"clerk\"}").statusCode()).isEqualTo(409);
    }

    private HttpResponse<String> post(String call, String body) throws Exception {
        HttpRequest request = HttpRequest.newBuilder(server.http("/api/conversations/" + id + "/lifecycle/" + call))
                .header("Content-Type", "application/json")
                .POST(BodyPublishers.ofString(body))
                .build();
        return HttpClient.newHttpClient().send(request, BodyHandlers.ofString());
    }
}
