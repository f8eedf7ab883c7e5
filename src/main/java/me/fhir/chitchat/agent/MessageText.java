package me.fhir.chitchat.agent;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import org.jspecify.annotations.Nullable;

/** What a stored message says, as far as a reader of the talk needs it. */
public record MessageText(String text, List<Reference> attachments) {
    /** A document that came with the message. */
    public record Reference(String id, String docId, String name, String contentType) {}

    public MessageText {
        attachments = List.copyOf(attachments);
    }

    public static MessageText of(Event message) {
        try {
            JsonObject payload = JsonObject.parse(message.entry().payload().text());
            return new MessageText(orEmpty(payload.string("text")), references(payload.raw("attachments")));
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a stored payload must be a JSON object", e);
        }
    }

    private static List<Reference> references(@Nullable String list) throws JsonSyntaxException {
        List<Reference> references = new ArrayList<>();
        if (list == null || !list.startsWith("[")) {
            return references;
        }
        for (String element : JsonText.elements(list)) {
            JsonObject fields = JsonObject.parse(element);
            references.add(new Reference(
                    orEmpty(fields.string("id")),
                    orEmpty(fields.string("docId")),
                    orEmpty(fields.string("name")),
                    orEmpty(fields.string("contentType"))));
        }
        return references;
    }

    private static String orEmpty(@Nullable String value) {
        return value == null ? "" : value;
    }

    /** The text with the names of what is attached; never empty. */
    public String withAttachmentNames() {
        if (attachments.isEmpty()) {
            return text.isEmpty() ? "(no text)" : text;
        }
        String names =
                String.join(", ", attachments.stream().map(Reference::name).toList());
        return (text.isEmpty() ? "" : text + "\n\n") + "[attached: " + names + "]";
    }
}
