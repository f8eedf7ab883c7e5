package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import java.util.Optional;
import java.util.regex.Pattern;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioStore;
import me.fhir.chitchat.wire.ConversationJson;
import me.fhir.chitchat.wire.EventJson;
import me.fhir.chitchat.wire.ScenarioJson;

/** Read-only debug views of single conversations, private traces included; registered only where enabled. */
@Path("/debug/conversations")
@LargeResponse
@Produces(MediaType.APPLICATION_JSON)
public final class DebugConversationsResource {
    private static final int MAX_CONVERSATIONS = 200;
    private static final int PAGE = 200;
    private static final int MAX_PAGE = 1000;
    /** At most 18 digits always fit a long. */
    private static final Pattern ID = Pattern.compile("[0-9]{1,18}");

    private final ConversationStore store;
    private final ScenarioStore scenarios;

    public DebugConversationsResource(ConversationStore store, ScenarioStore scenarios) {
        this.store = store;
        this.scenarios = scenarios;
    }

    @GET
    public Response list(@Context UriInfo uri) {
        Boolean completed = QueryParameters.of(uri).word("status", ConversationsResource.COMPLETED_BY_STATUS);
        ConversationQuery query =
                new ConversationQuery(ConversationQuery.Filter.completed(completed), MAX_CONVERSATIONS, 0);
        return JsonResponses.ok(JsonWriter.list(store.conversations(query), ConversationJson::write));
    }

    @GET
    @Path("{id}/snapshot")
    public Response snapshot(@PathParam("id") String id) {
        Conversation conversation = find(id);
        Head head = store.requireHead(conversation.id());
        JsonWriter json = new JsonWriter()
                .beginObject()
                .number("conversation", conversation.id())
                .object("head", members -> members.number(
                                "lastTurn", head.turn().number())
                        .number("lastClosedSeq", head.lastClosedSeq())
                        .flag("hasOpenTurn", head.turn().open()))
                .name("snapshot");
        ConversationJson.write(json, conversation);
        json.name("scenario");
        scenario(conversation).ifPresentOrElse(item -> ScenarioJson.write(json, item), () -> json.raw("null"));
        return JsonResponses.ok(json.endObject().toString());
    }

    @GET
    @Path("{id}/events")
    public Response events(@PathParam("id") String id, @Context UriInfo uri) {
        QueryParameters parameters = QueryParameters.of(uri);
        long afterSeq = parameters.wholeNumber("afterSeq", 0L, Long.MAX_VALUE);
        int limit = parameters.wholeNumber("limit", PAGE, MAX_PAGE);
        EventQuery query = EventQuery.all(find(id).id(), afterSeq, limit);
        List<Event> events = limit == 0 ? List.of() : store.events(query);
        return JsonResponses.ok(JsonWriter.object(json -> json.list("events", events, EventJson::write)));
    }

    private Conversation find(String id) {
        if (!ID.matcher(id).matches()) {
            throw new ApiException(404, "There is no conversation " + id + "; ids are whole numbers.");
        }
        long number = Long.parseLong(id);
        return store.requireConversation(number);
    }

    private Optional<ScenarioItem> scenario(Conversation conversation) {
        String scenarioId = StoredJson.object(conversation.metadata().text()).text("scenarioId");
        return scenarioId == null ? Optional.empty() : scenarios.find(scenarioId);
    }
}
