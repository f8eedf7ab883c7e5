package me.fhir.chitchat.wire;

import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.json.JsonText;

/** A stored attachment with its content, as JSON text. */
public final class AttachmentJson {
    private AttachmentJson() {}

    public static String item(Attachment attachment) {
        Attachment.Document document = attachment.document();
        StringBuilder out = new StringBuilder(document.content().text().length() + 512);
        out.append("{\"id\":");
        JsonText.appendQuoted(out, document.id());
        out.append(",\"conversation\":").append(attachment.conversation());
        out.append(",\"turn\":").append(attachment.at().turn());
        out.append(",\"event\":").append(attachment.at().event());
        out.append(",\"docId\":");
        JsonText.appendQuoted(out, document.docId());
        out.append(",\"name\":");
        JsonText.appendQuoted(out, document.name());
        out.append(",\"contentType\":");
        JsonText.appendQuoted(out, document.contentType());
        out.append(",\"content\":");
        JsonText.appendQuoted(out, document.content().text());
        if (document.content().base64()) {
            out.append(",\"encoding\":\"base64\"");
        }
        out.append(",\"summary\":").append(JsonText.quoteOrNull(document.summary()));
        out.append(",\"createdByAgentId\":");
        JsonText.appendQuoted(out, attachment.createdByAgentId());
        out.append(",\"createdAt\":\"").append(Timestamps.format(attachment.createdAt()));
        return out.append("\"}").toString();
    }
}
