package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.Response;
import java.util.function.Function;
import me.fhir.chitchat.conversation.ConversationStore;

/** Documents that came with messages. */
@Path("/attachments/{id}")
@LargeResponse
public final class AttachmentsResource {
    private final Function<ContainerRequestContext, ConversationStore> stores;

    /** Takes the store as the caller of a request may see it. */
    public AttachmentsResource(Function<ContainerRequestContext, ConversationStore> stores) {
        this.stores = stores;
    }

    @GET
    public Response read(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return AttachmentResponses.item(stores.apply(request), id);
    }

    @GET
    @Path("content")
    public Response content(@PathParam("id") String id, @Context ContainerRequestContext request) {
        return AttachmentResponses.content(stores.apply(request), id);
    }
}
