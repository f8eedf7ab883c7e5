package me.fhir.chitchat.world;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.http.HttpResponse;
import me.fhir.chitchat.TestServer;
import me.fhir.chitchat.seat.SeatedConversation;

/** The knee scenario with an open seat for the patient and the server's agent as its insurer. */
public record KneeTalk(SeatedConversation talk) {
    public static KneeTalk create(TestServer server) {
        String body =
                "{\"meta\":{\"title\":\"Knee\",\"scenarioId\":\"scen_knee_mri_01\",\"startingAgentId\":\"patient-agent\","
                        + "\"agents\":[{\"id\":\"patient-agent\"},{\"id\":\"insurance-auth-specialist\"}]},"
                        + "\"seats\":[{\"agentId\":\"patient-agent\",\"kind\":\"open\"}]}";
        HttpResponse<String> answer = SeatedConversation.send(server, "POST", "/api/seated-conversations", body);
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return new KneeTalk(new SeatedConversation(server, SeatedConversation.json(answer.body())));
    }

    /** The code of the patient's seat. */
    public String code() {
        return talk.code("patient-agent");
    }

    /** Asks at an address below that of the seat. */
    public HttpResponse<String> ask(String method, String below, String body, String... headers) {
        return SeatedConversation.send(talk.server(), method, "/api/seats/" + code() + below, body, headers);
    }

    public static JsonNode json(HttpResponse<String> answer) {
        return SeatedConversation.json(answer.body());
    }
}
