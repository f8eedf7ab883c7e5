package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Request;
import jakarta.ws.rs.core.Response;
import me.fhir.chitchat.conversation.ConversationStore;

/** The API's answers at addresses of the debug API. */
@Path("/debug")
@LargeResponse
public final class DebugCopiesResource {
    private final ConversationStore store;
    private final ScenariosResource scenarios;

    public DebugCopiesResource(ConversationStore store, ScenariosResource scenarios) {
        this.store = store;
        this.scenarios = scenarios;
    }

    @GET
    @Path("attachments/{id}")
    public Response attachment(@PathParam("id") String id) {
        return AttachmentResponses.item(store, id);
    }

    @GET
    @Path("attachments/{id}/content")
    public Response content(@PathParam("id") String id) {
        return AttachmentResponses.content(store, id);
    }

    @GET
    @Path("scenarios")
    public Response scenarios(@Context Request request, @Context HttpHeaders headers) {
        return scenarios.items(request, headers);
    }
}
