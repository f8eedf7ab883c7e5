package me.fhir.chitchat.mcp;

import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.wire.Timestamps;

/** Messages of the others as {@code check_replies} gives them, documents included. */
record ReplyWriter(ConversationStore store) {
    /** Writes the members of one message. */
    void write(JsonWriter json, Event message) {
        MessagePayload payload = MessagePayload.of(message);
        json.text("from", message.agentId())
                .text("at", Timestamps.format(message.ts()))
                .text("text", payload.text());
        if (!payload.attachments().isEmpty()) {
            json.objects(
                    "attachments",
                    payload.attachments().stream()
                            .flatMap(reference -> store.attachment(reference.id()).stream())
                            .map(Attachment::document)
                            .toList(),
                    ReplyWriter::document);
        }
    }

    private static void document(JsonWriter json, Attachment.Document document) {
        json.text("name", document.name())
                .text("contentType", document.contentType())
                .optionalText("summary", document.summary())
                .text("content", document.content().text())
                .optionalText("encoding", document.content().base64() ? "base64" : null);
    }
}
