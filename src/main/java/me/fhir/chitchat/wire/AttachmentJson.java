package me.fhir.chitchat.wire;

import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.json.JsonWriter;

/** A stored attachment with its content, as JSON text. */
public final class AttachmentJson {
    /** Room for everything but the content. */
    private static final int EXPECTED_METADATA = 512;

    private AttachmentJson() {}

    public static void write(JsonWriter json, Attachment attachment) {
        Attachment.Document document = attachment.document();
        json.beginObject()
                .text("id", document.id())
                .number("conversation", attachment.conversation())
                .number("turn", attachment.at().turn())
                .number("event", attachment.at().event())
                .text("docId", document.docId())
                .text("name", document.name())
                .text("contentType", document.contentType())
                .text("content", document.content().text())
                .optionalText("encoding", document.content().base64() ? "base64" : null)
                .text("summary", document.summary())
                .text("createdByAgentId", attachment.createdByAgentId())
                .text("createdAt", Timestamps.format(attachment.createdAt()))
                .endObject();
    }

    public static String item(Attachment attachment) {
        JsonWriter json = new JsonWriter(attachment.document().content().text().length() + EXPECTED_METADATA);
        write(json, attachment);
        return json.toString();
    }
}
