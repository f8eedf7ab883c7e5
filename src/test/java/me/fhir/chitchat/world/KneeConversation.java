package me.fhir.chitchat.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.RpcClient;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.seat.SeatedConversation;

/**
 * The knee scenario with one open seat; the server plays the other role.
 *
 * @param role the agent of the open seat
 */
public record KneeConversation(SeatedConversation conversation, String role) {
    public static final String PATIENT = "patient-agent";
    public static final String INSURER = "insurance-auth-specialist";
    /** Arguments of the patient's tool {@code get_exam_findings}. */
    public static final String EXAM = "{\"visitDate\":\"2026-09-22\"}";

    /** An open seat for the patient, who begins. */
    public static KneeConversation create(TestServer server) {
        return create(server, "scen_knee_mri_01", PATIENT);
    }

    /** An open seat for the patient, who begins; the insurer's seat is open as well. */
    public static KneeConversation createOpen(TestServer server) {
        return create(server, "scen_knee_mri_01", PATIENT, ",{\"agentId\":\"" + INSURER + "\",\"kind\":\"open\"}");
    }

    /** An open seat for a role, which begins. */
    public static KneeConversation create(TestServer server, String scenarioId, String role) {
        return create(server, scenarioId, role, "");
    }

    private static KneeConversation create(TestServer server, String scenarioId, String role, String otherSeats) {
        String body =
                "{\"meta\":{\"title\":\"Knee\",\"scenarioId\":\"" + scenarioId + "\",\"startingAgentId\":\"" + role
                        + "\",\"agents\":[{\"id\":\"" + PATIENT + "\"},{\"id\":\"" + INSURER
                        + "\"}]},\"seats\":[{\"agentId\":\""
                        + role + "\",\"kind\":\"open\"}" + otherSeats + "]}";
        HttpResponse<String> answer = SeatedConversation.send(server, "POST", "/api/seated-conversations", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new KneeConversation(new SeatedConversation(server, json(answer)), role);
    }

    /** The other open seat. */
    public KneeConversation insurer() {
        return new KneeConversation(conversation, INSURER);
    }

    /** The code of the open seat. */
    public String code() {
        return conversation.code(role);
    }

    /** Asks at an address below that of the seat. */
    public HttpResponse<String> ask(String method, String below, String body, String... headers) {
        return SeatedConversation.send(conversation.server(), method, "/api/seats/" + code() + below, body, headers);
    }

    /** Posts to an address below that of the page of the seat. */
    public HttpResponse<String> below(String path, String body, String... headers) {
        return SeatedConversation.send(conversation.server(), "POST", "/s/" + code() + path, body, headers);
    }

    /** Uses a tool. */
    public HttpResponse<String> use(String tool, String arguments, String... headers) {
        return ask("POST", "/tools/" + tool, arguments, headers);
    }

    /** Uses a tool, which must work. */
    public JsonNode used(String tool, String arguments, String... headers) {
        HttpResponse<String> answer = use(tool, arguments, headers);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    /** Says something at the plain address, which answers with the state. */
    public JsonNode say(String body) {
        HttpResponse<String> answer = SeatedConversation.send(
                conversation.server(), "POST", "/s/" + code() + "/say", body, "Accept", "application/json");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(200);
        return json(answer);
    }

    /** The state once it is the seat's turn, or the conversation has ended. */
    public JsonNode awaitTurn() {
        long seen = 0;
        while (true) {
            JsonNode state = json(SeatedConversation.send(
                    conversation.server(),
                    "GET",
                    "/s/" + code() + "/wait?seconds=45&after=" + seen,
                    "",
                    "Accept",
                    "application/json"));
            boolean ended = state.at("/conversation/status").asText().equals("completed");
            if (ended || state.at("/turn/yours").asBoolean()) {
                return state;
            }
            for (JsonNode message : state.get("messages")) {
                seen = message.get("seq").longValue();
            }
        }
    }

    /** All events, as the host sees them. */
    public JsonNode events() {
        try (RpcClient host = conversation.connect(conversation.host())) {
            return host.call("getEventsPage", "{\"conversationId\":" + conversation.id() + "}")
                    .get("events");
        }
    }

    /** The payloads of the seat's traces of a type. */
    public List<JsonNode> traces(String type) {
        List<JsonNode> traces = new ArrayList<>();
        for (JsonNode event : events()) {
            if (event.at("/agentId").asText().equals(role)
                    && event.at("/payload/type").asText().equals(type)) {
                traces.add(event.get("payload"));
            }
        }
        return traces;
    }

    public static JsonNode json(HttpResponse<String> answer) {
        return SeatedConversation.json(answer.body());
    }
}
