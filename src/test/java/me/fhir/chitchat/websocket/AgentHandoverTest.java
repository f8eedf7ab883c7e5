package me.fhir.chitchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import me.fhir.chitchat.RpcClient;
import org.awaitility.Awaitility;
import org.junit.jupiter.api.Test;

/** A person takes an agent over and hands it back. */
class AgentHandoverTest extends AgentControlCase {
    @Test
    void dropsTheModelsAnswerAfterATakeover() {
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
    void concurrentHandBacksBothSucceedAndOneIsRecorded() {
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
}
