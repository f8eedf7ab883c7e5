package me.fhir.chitchat.resources;

import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.wire.AttachmentJson;

/** Documents that came with messages. They are strangers' work: nothing of them may run on this origin. */
@Path("/attachments/{id}")
public final class AttachmentsResource {
    private final ConversationStore store;

    public AttachmentsResource(ConversationStore store) {
        this.store = store;
    }

    @GET
    public Response read(@PathParam("id") String id) {
        return harmless(JsonResponses.ok(AttachmentJson.item(find(id))));
    }

    @GET
    @Path("content")
    public Response content(@PathParam("id") String id) {
        Attachment.Document document = find(id).document();
        ServedDocument served = ServedDocument.of(document);
        return harmless(Response.ok(ServedDocument.bytes(document.content()))
                .header(HttpHeaders.CONTENT_TYPE, served.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, served.disposition())
                .build());
    }

    private static Response harmless(Response response) {
        response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
        response.getHeaders().putSingle("Content-Security-Policy", "sandbox; default-src 'none'");
        return response;
    }

    private Attachment find(String id) {
        return store.attachment(id).orElseThrow(() -> new ApiException(404, "There is no attachment " + id + "."));
    }
}
