package me.fhir.chitchat.websocket;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.llm.StubModelServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A server with an assistant whose model is a stub, and a person at a WebSocket. */
abstract class AgentControlCase {
    static final String ASKS = "user_query";

    @TempDir
    Path folder;

    final StubModelServer model = new StubModelServer();

    TestServer server;

    RpcClient client;

    long id;

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

    void restart() throws Exception {
        client.close();
        server.close();
        start();
        client.call("subscribe", "{\"conversationId\":" + id + ",\"sinceSeq\":0}");
    }

    /** An assistant that is asked to open. */
    void begin(String config) {
        id = client.call(
                        "createConversation",
                        "{\"meta\":{\"startingAgentId\":\"clerk\",\"agents\":[{\"id\":\"clerk\",\"agentClass\":"
                                + "\"AssistantAgent\",\"config\":" + config + "},{\"id\":\"asker\"}]}}")
                .get("conversationId")
                .longValue();
        client.call("subscribe", "{\"conversationId\":" + id + "}");
        client.call("lifecycle.ensure", "{\"conversationId\":" + id + ",\"agentIds\":[\"clerk\"]}");
    }

    static StubModelServer.Answer saying(String text) {
        return StubModelServer.json(
                200,
                "{\"model\":\"one\",\"choices\":[{\"finish_reason\":\"stop\",\"message\":{\"content\":\"" + text
                        + "\"}}]}");
    }

    /** An answer that the model gives once it is allowed to. */
    static StubModelServer.Answer sayingAfter(CountDownLatch allowed, String text) {
        return exchange -> {
            assertThat(allowed.await(30, TimeUnit.SECONDS)).isTrue();
            saying(text).write(exchange);
        };
    }

    void letTheModelThinkForEver() {
        model.answering(sayingAfter(new CountDownLatch(1), "never"));
    }

    String params(String more) {
        return "{\"conversationId\":" + id + ",\"agentId\":\"clerk\"" + more + "}";
    }

    JsonNode draft() {
        return client.await(frame -> frame.path("params")
                        .path("payload")
                        .path("type")
                        .asText()
                        .equals(ASKS))
                .at("/params/payload");
    }

    JsonNode messageOf(String agentId) {
        return client.await(frame -> frame.path("params").path("type").asText().equals("message")
                        && frame.path("params").path("agentId").asText().equals(agentId))
                .get("params");
    }

    /** The texts of all messages in the log. */
    List<String> said() {
        List<String> said = new ArrayList<>();
        for (JsonNode event : client.call("getConversation", "{\"conversationId\":" + id + "}")
                .get("events")) {
            if (event.get("type").asText().equals("message")) {
                said.add(event.at("/payload/text").asText());
            }
        }
        return said;
    }
}
