package me.fhir.chitchat.a2a;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.a2a.message.Part;
import me.fhir.chitchat.a2a.message.StoredParts;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.json.Json;

/** Shows a conversation's messages as the protocol has them, documents with their bytes. Reads the store. */
record MessageMapper(ConversationStore store, TaskIds ids, String externalAgent) {
    /** Whether the external agent sent it. */
    boolean own(Event event) {
        return event.agentId().equals(externalAgent);
    }

    A2aMessage message(Event event) {
        Json.Object payload = MessagePayload.of(event).json();
        Json.Object a2a = own(event) ? payload.object(Payload.A2A) : null;
        Json.Object metadata = a2a == null ? null : a2a.object("metadata");
        String messageId = a2a == null ? null : a2a.text("messageId");
        return new A2aMessage(
                ids,
                messageId == null ? messageId(event) : messageId,
                own(event),
                stored().of(payload),
                metadata == null ? null : metadata.raw());
    }

    private static String messageId(Event event) {
        return "msg:v1.conversation-" + event.conversation() + ".turn-"
                + event.at().turn() + ".event-" + event.at().event() + ".kind-message.from-" + event.agentId();
    }

    /** The documents of a message that are results: those marked as such, and all of the closing message. */
    List<Artifact> artifacts(Event event) {
        List<Artifact> artifacts = new ArrayList<>();
        if (own(event)) {
            return artifacts;
        }
        for (Json.Object reference : MessagePayload.of(event).json().objects("attachments")) {
            boolean marked = reference.get("artifact") instanceof Json.Bool flag && flag.value();
            if (marked || event.finality() == Finality.CONVERSATION) {
                artifacts.add(new Artifact(
                        text(reference, "id"), text(reference, "name"), reference.text("summary"), result(reference)));
            }
        }
        return artifacts;
    }

    /** A result is a file, unless its author says that it is plain text or JSON. */
    private Part result(Json.Object reference) {
        String kind = reference.text("part");
        Attachment.Content content = stored().content(reference);
        if ("text".equals(kind) && !content.base64()) {
            return new Part.TextPart(content.text());
        }
        // 0.3 has objects only.
        if ("data".equals(kind) && !content.base64() && Json.objectOrNull(content.text()) != null) {
            return new Part.DataPart(null, null, content.text());
        }
        return stored().part(reference);
    }

    private StoredParts stored() {
        return new StoredParts(store::attachment);
    }

    private static String text(Json.Object reference, String name) {
        return String.valueOf(reference.text(name));
    }
}
