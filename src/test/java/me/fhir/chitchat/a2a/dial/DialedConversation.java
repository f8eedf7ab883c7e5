package me.fhir.chitchat.a2a.dial;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.seat.SeatedConversation;
import org.awaitility.Awaitility;

/** A conversation of alpha, an open seat, and beta, an agent that the server calls. */
record DialedConversation(TestServer server, JsonNode created) {
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Creates one; {@code seat} are further members of beta's seat, with a comma in front. */
    static DialedConversation create(TestServer server, String url, String seat) throws IOException {
        HttpResponse<String> answer = request(server, url, seat);
        if (answer.statusCode() != 201) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
        return new DialedConversation(server, JSON.readTree(answer.body()));
    }

    static HttpResponse<String> request(TestServer server, String url, String seat) {
        return SeatedConversation.send(
                server,
                "POST",
                "/api/seated-conversations",
                "{\"meta\":{\"agents\":[{\"id\":\"alpha\"},{\"id\":\"beta\"}],\"startingAgentId\":\"alpha\"},\"seats\":"
                        + "[{\"agentId\":\"alpha\",\"kind\":\"open\"},{\"agentId\":\"beta\",\"kind\":\"dial\",\"url\":\""
                        + url
                        + "\"" + seat + "}],\"watch\":\"everything\"}");
    }

    long id() {
        return created.get("conversationId").longValue();
    }

    String host() {
        return created.at("/host/code").asText();
    }

    String alpha() {
        return created.at("/seats/0/code").asText();
    }

    void say(String body) {
        HttpResponse<String> answer = SeatedConversation.send(server, "POST", "/s/" + alpha() + "/say", body);
        if (answer.statusCode() != 200) {
            throw new AssertionError(answer.statusCode() + " " + answer.body());
        }
    }

    /** All events as the host sees them. */
    List<JsonNode> events() {
        List<JsonNode> events = new ArrayList<>();
        try (RpcClient client = new RpcClient(URI.create(server.webSocket() + "?seat=" + host()))) {
            client.call("getConversation", "{\"conversationId\":" + id() + "}")
                    .get("events")
                    .forEach(events::add);
        }
        return events;
    }

    /** What beta said. */
    List<JsonNode> said() {
        return events().stream()
                .filter(event -> event.get("type").asText().equals("message")
                        && event.get("agentId").asText().equals("beta"))
                .toList();
    }

    /** The changes of seats and states of tasks that were noted of beta. */
    List<String> noted() {
        return events().stream()
                .filter(event -> event.at("/payload/data/agentId").asText().equals("beta"))
                .map(event -> event.at("/payload/data/change").asText()
                        + event.at("/payload/data/state").asText())
                .toList();
    }

    /** Waits until beta has said so many messages. */
    List<JsonNode> awaitSaid(int count) {
        return Awaitility.await().atMost(Duration.ofSeconds(20)).until(this::said, said -> said.size() >= count);
    }

    void awaitNoted(String word) {
        Awaitility.await().atMost(Duration.ofSeconds(20)).until(() -> noted().contains(word));
    }
}
