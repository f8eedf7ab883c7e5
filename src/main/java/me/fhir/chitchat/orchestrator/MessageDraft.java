package me.fhir.chitchat.orchestrator;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.StringJoiner;
import java.util.UUID;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * A message payload made ready to be stored: checked, its documents taken out and replaced by references, a final one
 * given an outcome. Whatever else its sender wrote stays as it was.
 */
record MessageDraft(
        Entry.Message message,
        List<Attachment.Document> documents,
        @Nullable String clientRequestId) {
    private static final String OUTCOME = "outcome";
    private static final String ATTACHMENTS = "attachments";

    /**
     * Reads a payload.
     *
     * @throws ConversationException ({@code INVALID_PARAMS}) naming the field that is wrong
     */
    static MessageDraft of(RawJson payload, Finality finality) {
        JsonObject fields = Payloads.object(payload, "messagePayload");
        if (fields.kind("text") != JsonKind.STRING) {
            throw ConversationException.invalid("messagePayload.text must be a string; it is "
                    + fields.kind("text").words() + ".");
        }
        String clientRequestId = Payloads.clientRequestId(fields, "messagePayload");
        List<Attachment.Document> documents = new ArrayList<>();
        JsonObject stored = withOutcome(withReferences(fields, documents), finality);
        return new MessageDraft(new Entry.Message(new RawJson(stored.text()), finality), documents, clientRequestId);
    }

    private static JsonObject withOutcome(JsonObject fields, Finality finality) {
        JsonKind kind = fields.kind(OUTCOME);
        boolean given = kind != JsonKind.ABSENT && kind != JsonKind.NULL;
        JsonObject outcome = given ? fields.object(OUTCOME) : JsonObject.EMPTY;
        if (outcome == null) {
            throw ConversationException.invalid("messagePayload.outcome must be an object.");
        }
        JsonKind status = outcome.kind("status");
        if (status != JsonKind.ABSENT && status != JsonKind.NULL && status != JsonKind.STRING) {
            throw ConversationException.invalid("messagePayload.outcome.status must be a string.");
        }
        if (finality != Finality.CONVERSATION || status == JsonKind.STRING) {
            return fields;
        }
        return fields.with(OUTCOME, outcome.with("status", "\"completed\"").text());
    }

    private static JsonObject withReferences(JsonObject fields, List<Attachment.Document> documents) {
        JsonKind kind = fields.kind(ATTACHMENTS);
        if (kind == JsonKind.ABSENT || kind == JsonKind.NULL) {
            return fields;
        }
        if (kind != JsonKind.ARRAY) {
            throw ConversationException.invalid("messagePayload.attachments must be a list.");
        }
        List<String> elements = Payloads.elements(fields, ATTACHMENTS);
        if (elements.isEmpty()) {
            return fields;
        }
        StringJoiner references = new StringJoiner(",", "[", "]");
        for (int i = 0; i < elements.size(); i++) {
            references.add(reference(elements.get(i), "messagePayload.attachments." + i, documents));
        }
        return fields.with(ATTACHMENTS, references.toString());
    }

    private static String reference(String raw, String path, List<Attachment.Document> documents) {
        JsonObject given = Payloads.object(new RawJson(raw), path);
        String id = Payloads.name(given, "id", path);
        String docId = Payloads.name(given, "docId", path);
        String storedId = id == null ? "att_" + UUID.randomUUID() : id;
        Attachment.Document document = new Attachment.Document(
                storedId,
                docId == null ? storedId : docId,
                Payloads.text(given, "name", path),
                Payloads.text(given, "contentType", path),
                content(given, path),
                Payloads.optionalText(given, "summary", path));
        documents.add(document);
        JsonObject reference = given.without("content")
                .without("encoding")
                .with("id", JsonText.quote(document.id()))
                .with("docId", JsonText.quote(document.docId()));
        return (document.summary() == null ? reference.without("summary") : reference).text();
    }

    private static Attachment.Content content(JsonObject given, String path) {
        String text = Payloads.text(given, "content", path);
        String encoding = Payloads.optionalText(given, "encoding", path);
        if (encoding == null) {
            return new Attachment.Content(text, false);
        }
        if (!encoding.equals("base64")) {
            throw ConversationException.invalid(path + ".encoding must be \"base64\", or left out for text.");
        }
        try {
            Base64.getDecoder().decode(text);
        } catch (IllegalArgumentException e) {
            throw ConversationException.invalid(path + ".content is not base64: " + e.getMessage() + ".");
        }
        return new Attachment.Content(text, true);
    }
}
