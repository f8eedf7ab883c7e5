package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.scenario.ScenarioStore;

/**
 * How often each scenario was run. Not a part of the list of scenarios, which stays the same, with its ETag, while they
 * are run.
 */
@Path("/run-counts")
@Produces(MediaType.APPLICATION_JSON)
public final class RunCountsResource {
    private static final int MAX_SCENARIOS = 1000;

    private final ConversationStore listed;
    private final ScenarioStore scenarios;

    /** @param listed the conversations as a caller without any code may see them */
    public RunCountsResource(ConversationStore listed, ScenarioStore scenarios) {
        this.listed = listed;
        this.scenarios = scenarios;
    }

    @GET
    public Response read() {
        List<String> latest = scenarios.ids();
        Map<String, Integer> counts = listed.runCounts(
                ConversationQuery.Scope.NONE_WITH_SEATS, latest.subList(0, Math.min(latest.size(), MAX_SCENARIOS)));
        return JsonResponses.ok(JsonWriter.object(json -> json.object("runs", runs -> counts.forEach(runs::number))));
    }
}
