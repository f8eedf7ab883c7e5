package me.fhir.chitchat.mcp;

import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.wire.JsonArrays;
import me.fhir.chitchat.wire.Timestamps;

/** Messages of the others as {@code check_replies} gives them, documents included. */
record ReplyJson(ConversationStore store) {
    void append(StringBuilder out, Event message) {
        MessagePayload said = MessagePayload.of(message);
        out.append("{\"from\":");
        JsonText.appendQuoted(out, message.agentId());
        out.append(",\"at\":\"").append(Timestamps.format(message.ts())).append("\",\"text\":");
        JsonText.appendQuoted(out, said.text());
        if (!said.attachments().isEmpty()) {
            out.append(",\"attachments\":");
            JsonArrays.append(
                    out,
                    said.attachments().stream()
                            .flatMap(reference -> store.attachment(reference.id()).stream())
                            .map(Attachment::document)
                            .toList(),
                    ReplyJson::appendDocument);
        }
        out.append('}');
    }

    private static void appendDocument(StringBuilder out, Attachment.Document document) {
        out.append("{\"name\":");
        JsonText.appendQuoted(out, document.name());
        out.append(",\"contentType\":");
        JsonText.appendQuoted(out, document.contentType());
        if (document.summary() != null) {
            out.append(",\"summary\":");
            JsonText.appendQuoted(out, document.summary());
        }
        out.append(",\"content\":");
        JsonText.appendQuoted(out, document.content().text());
        if (document.content().base64()) {
            out.append(",\"encoding\":\"base64\"");
        }
        out.append('}');
    }
}
