package me.fhir.chitchat.mcp;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.bridge.Config64;
import me.fhir.chitchat.bridge.Invitation;
import me.fhir.chitchat.bridge.PublicAddress;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.http.admission.HostCheck;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.scenario.ScenarioStore;

/** Shows a person what an address of the MCP bridge means, and what would keep a client from using it. */
@Path("/bridge/{config64: .+}/mcp/diag")
public final class DiagResource {
    private final ScenarioStore scenarios;
    private final HostCheck hostCheck;
    private final PublicAddress address;

    DiagResource(ScenarioStore scenarios, HostCheck hostCheck, PublicAddress address) {
        this.scenarios = scenarios;
        this.hostCheck = hostCheck;
        this.address = address;
    }

    @GET
    public Response diag(@PathParam("config64") String config64, @Context UriInfo uri, @Context HttpHeaders headers) {
        try {
            return json(200, describe(Config64.parse(config64), uri, headers));
        } catch (ConversationException e) {
            return json(404, JsonWriter.object(json -> json.text("error", e.sentence())));
        }
    }

    private String describe(Config64 config, UriInfo uri, HttpHeaders headers) {
        Invitation invitation = Invitation.of(config, scenarios);
        String url = address.apiBase(uri, headers) + "/bridge/" + config.text() + "/mcp";
        return JsonWriter.object(json -> json.flag("ok", true)
                .text("url", url)
                .text("externalAgent", config.externalAgent())
                .texts("otherAgents", config.otherAgents())
                .text("invitation", ChatTool.context(invitation))
                .text("bridgeConfig64Hash", config.hash())
                .texts("warnings", warnings(config, headers))
                .value("meta", config.template()));
    }

    private List<String> warnings(Config64 config, HttpHeaders headers) {
        List<String> warnings = new ArrayList<>();
        hostCheck
                .refusal(headers.getHeaderString(HttpHeaders.HOST), headers.getHeaderString("Origin"))
                .ifPresent(refusal -> warnings.add(refusal.sentence()));
        String scenarioId = config.meta().scenarioId();
        if (scenarioId != null && scenarios.find(scenarioId).isEmpty()) {
            warnings.add("There is no scenario \"" + scenarioId + "\" here; a conversation cannot begin.");
        }
        return warnings;
    }

    private static Response json(int status, String json) {
        return Response.status(status)
                .type(MediaType.APPLICATION_JSON_TYPE)
                .entity(json.getBytes(StandardCharsets.UTF_8))
                .build();
    }
}
