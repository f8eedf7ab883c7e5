package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.Response;

/** What the debug API shares with the API itself: the same answers at its own addresses. */
@Path("/debug")
public final class DebugCopiesResource {
    private final AttachmentsResource attachments;
    private final ScenariosResource scenarios;

    public DebugCopiesResource(AttachmentsResource attachments, ScenariosResource scenarios) {
        this.attachments = attachments;
        this.scenarios = scenarios;
    }

    @GET
    @Path("attachments/{id}")
    public Response attachment(@PathParam("id") String id) {
        return attachments.read(id);
    }

    @GET
    @Path("attachments/{id}/content")
    public Response content(@PathParam("id") String id) {
        return attachments.content(id);
    }

    @GET
    @Path("scenarios")
    public Response scenarios() {
        return scenarios.items();
    }
}
