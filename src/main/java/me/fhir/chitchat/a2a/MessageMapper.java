package me.fhir.chitchat.a2a;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import me.fhir.chitchat.bridge.BridgeConversations;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;

/** Shows a conversation's messages as the protocol has them, documents with their bytes. Reads the store. */
record MessageMapper(ConversationStore store, TaskIds ids, String externalAgent) {
    /** Whether the external agent said it. */
    boolean own(Event event) {
        return event.agentId().equals(externalAgent);
    }

    Message message(Event event) {
        JsonObject payload = BridgeConversations.payload(event);
        JsonObject a2a = own(event) ? payload.object(Payload.A2A) : null;
        String messageId = a2a == null ? null : a2a.string("messageId");
        List<Part> parts = new ArrayList<>();
        List<JsonObject> references = references(payload);
        String text = payload.string("text");
        if (text != null && (!text.isEmpty() || references.isEmpty())) {
            parts.add(new Part.Text(text));
        }
        references.forEach(reference -> parts.add(part(reference)));
        return new Message(
                ids,
                messageId == null ? messageId(event) : messageId,
                own(event),
                parts,
                a2a == null || a2a.kind("metadata") != JsonKind.OBJECT ? null : a2a.raw("metadata"));
    }

    private static String messageId(Event event) {
        return "msg:v1.conversation-" + event.conversation() + ".turn-"
                + event.at().turn() + ".event-" + event.at().event() + ".kind-message.from-" + event.agentId();
    }

    /** The documents of a message that are results: those marked as such, and whatever came with the end. */
    List<Artifact> artifacts(Event event) {
        List<Artifact> artifacts = new ArrayList<>();
        if (own(event)) {
            return artifacts;
        }
        for (JsonObject reference : references(BridgeConversations.payload(event))) {
            boolean marked = "true".equals(reference.raw("artifact"));
            if (marked || event.finality() == Finality.CONVERSATION) {
                artifacts.add(new Artifact(
                        text(reference, "id"),
                        text(reference, "name"),
                        reference.string("summary"),
                        result(reference)));
            }
        }
        return artifacts;
    }

    /** A result is a file, unless its author says that it is plain text or JSON. */
    private Part result(JsonObject reference) {
        String kind = reference.string("part");
        Attachment.Content content = content(reference);
        if ("text".equals(kind) && !content.base64()) {
            return new Part.Text(content.text());
        }
        if ("data".equals(kind) && !content.base64() && isJson(content.text())) {
            return new Part.Data(null, null, content.text());
        }
        return part(reference);
    }

    private static boolean isJson(String text) {
        try {
            // 0.3 has objects only.
            return JsonObject.parse(text) != null;
        } catch (JsonSyntaxException e) {
            return false;
        }
    }

    private Part part(JsonObject reference) {
        String name = text(reference, "name");
        String contentType = text(reference, "contentType");
        String url = reference.string("url");
        if (url != null && contentType.equals(Payload.ADDRESS_TYPE)) {
            return new Part.Address(name, reference.string("mediaType"), url);
        }
        Attachment.Content content = content(reference);
        String base64 = content.base64()
                ? content.text()
                : Base64.getEncoder().encodeToString(content.text().getBytes(StandardCharsets.UTF_8));
        return new Part.Bytes(name, contentType, base64);
    }

    private Attachment.Content content(JsonObject reference) {
        return store.attachment(text(reference, "id"))
                .map(attachment -> attachment.document().content())
                .orElse(new Attachment.Content("", false));
    }

    private static String text(JsonObject reference, String name) {
        return String.valueOf(reference.string(name));
    }

    private static List<JsonObject> references(JsonObject payload) {
        List<JsonObject> references = new ArrayList<>();
        if (payload.kind("attachments") != JsonKind.ARRAY) {
            return references;
        }
        try {
            for (String reference : JsonText.elements(String.valueOf(payload.raw("attachments")))) {
                references.add(JsonObject.parse(reference));
            }
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("stored attachments must be a list of objects", e);
        }
        return references;
    }
}
