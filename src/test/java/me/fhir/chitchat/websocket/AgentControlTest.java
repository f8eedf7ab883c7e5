package me.fhir.chitchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.llm.StubModelServer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A person beside an agent that the server runs: questions, drafts and their answers. */
class AgentControlTest extends AgentControlCase {
    private JsonNode draftAfter(JsonNode query) {
        return client.await(frame -> frame.at("/params/payload/type").asText().equals(ASKS)
                        && !frame.at("/params/payload/queryId").equals(query.get("queryId")))
                .at("/params/payload");
    }

    private String answering(JsonNode query, String response) {
        return params(",\"queryId\":" + query.get("queryId") + ",\"response\":" + response);
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
    void rejectsResponsesThatDoNotDecideOnTheDraft(String response) {
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
    void oneOfTwoConcurrentDecisionsCounts() {
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
    void storesARepeatedDecisionOnce() {
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
