package me.fhir.chitchat.resources;

import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.Response;
import me.fhir.chitchat.conversation.AttachedBytes;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.wire.AttachmentJson;

/** Serves attachments. They are untrusted: nothing in them may run on this origin. */
public final class AttachmentResponses {
    private AttachmentResponses() {}

    /** The document and what is known of it. */
    static Response item(ConversationStore store, String id) {
        return harmless(JsonResponses.ok(AttachmentJson.item(find(store, id))));
    }

    /** The content alone. */
    static Response content(ConversationStore store, String id) {
        AttachedBytes attached = store.attachedBytes(id).orElseThrow(() -> unknown(id));
        ServedDocument served = ServedDocument.of(attached.name(), attached.contentType());
        return harmless(Response.ok(attached.bytes())
                .header(HttpHeaders.CONTENT_TYPE, served.mediaType())
                .header(HttpHeaders.CONTENT_DISPOSITION, served.disposition())
                .build());
    }

    private static Response harmless(Response response) {
        response.getHeaders().putSingle("X-Content-Type-Options", "nosniff");
        response.getHeaders().putSingle("Content-Security-Policy", "sandbox; default-src 'none'");
        return response;
    }

    private static Attachment find(ConversationStore store, String id) {
        return store.attachment(id).orElseThrow(() -> unknown(id));
    }

    private static ApiException unknown(String id) {
        return new ApiException(404, "There is no attachment " + id + ".");
    }
}
