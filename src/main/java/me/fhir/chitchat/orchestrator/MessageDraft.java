package me.fhir.chitchat.orchestrator;

import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.JsonFields;
import org.jspecify.annotations.Nullable;

/**
 * A validated message payload, ready to be stored: its documents are taken out and replaced by references, a final
 * message has an outcome. Everything else stays as its sender wrote it.
 */
record MessageDraft(
        Entry.Message message,
        List<Attachment.Document> documents,
        @Nullable String clientRequestId) {
    private static final int MAX_STATUS_LENGTH = 200;
    private static final int MAX_ID_LENGTH = 200;
    /** A message's id of a client of A2A, and a digest of its parts. */
    private static final int MAX_KEY_LENGTH = 256;

    private static final int MAX_LABEL_LENGTH = 1_000;

    /** Each is a row of its own for the only writer, which all others wait for meanwhile. */
    private static final int MAX_DOCUMENTS = 256;

    /**
     * Validates a payload.
     *
     * @throws ConversationException ({@code INVALID_PARAMS}) naming the field that is wrong
     */
    static MessageDraft of(Json.Object payload, Finality finality) {
        JsonFields fields = JsonFields.of(payload, "messagePayload", ConversationException.INVALID);
        fields.text("text");
        String clientRequestId = clientRequestId(fields);
        List<Attachment.Document> documents = new ArrayList<>();
        List<JsonEdit> references = new ArrayList<>();
        List<JsonFields> attachments = fields.optionalObjects("attachments");
        if (attachments.size() > MAX_DOCUMENTS) {
            throw ConversationException.invalid("messagePayload.attachments may have " + MAX_DOCUMENTS
                    + " entries; it has " + attachments.size() + ". Send the others with further messages.");
        }
        for (JsonFields given : attachments) {
            Attachment.Document document = document(given);
            documents.add(document);
            references.add(reference(given.object(), document));
        }
        JsonFields outcome = fields.objectOrEmpty("outcome");
        String status = outcome.optionalText("status");
        if (status != null && status.length() > MAX_STATUS_LENGTH) {
            throw ConversationException.invalid("messagePayload.outcome.status may have " + MAX_STATUS_LENGTH
                    + " characters; put details in outcome.reason.");
        }
        boolean lacksStatus = status == null && finality == Finality.CONVERSATION;
        String stored = lacksStatus || !references.isEmpty()
                ? changed(payload, references, lacksStatus ? outcome : null)
                : payload.raw();
        return new MessageDraft(new Entry.Message(new RawJson(stored), finality), documents, clientRequestId);
    }

    private static String changed(
            Json.Object payload, List<JsonEdit> references, @Nullable JsonFields outcomeWithoutStatus) {
        JsonEdit changed = JsonEdit.of(payload);
        if (!references.isEmpty()) {
            changed.set("attachments", json -> json.values(references, (list, reference) -> reference.write(list)));
        }
        if (outcomeWithoutStatus != null) {
            JsonEdit outcome = JsonEdit.of(outcomeWithoutStatus.object()).text("status", "completed");
            changed.set("outcome", outcome::write);
        }
        return changed.text();
    }

    /** The key that makes an append idempotent; unlike other optional members it may not be {@code null}. */
    static @Nullable String clientRequestId(JsonFields fields) {
        return fields.object().get("clientRequestId") == null
                ? null
                : limited(fields.name("clientRequestId"), "clientRequestId, or in A2A messageId,", MAX_KEY_LENGTH);
    }

    /** Names are kept in indexes and in memory, so they are not a place for texts. */
    private static String limited(String value, String name, int most) {
        if (value.length() > most) {
            throw ConversationException.invalid(
                    name + " may have " + most + " characters; it has " + value.length() + ".");
        }
        return value;
    }

    private static Attachment.Document document(JsonFields given) {
        String id = given.optionalName("id");
        String docId = given.optionalName("docId");
        String storedId = id == null ? "att_" + UUID.randomUUID() : limited(id, "An attachment's id", MAX_ID_LENGTH);
        return new Attachment.Document(
                storedId,
                docId == null ? storedId : limited(docId, "An attachment's docId", MAX_ID_LENGTH),
                limited(given.text("name"), "An attachment's name", MAX_LABEL_LENGTH),
                limited(given.text("contentType"), "An attachment's contentType", MAX_LABEL_LENGTH),
                content(given),
                given.optionalText("summary"));
    }

    private static JsonEdit reference(Json.Object given, Attachment.Document document) {
        JsonEdit reference = JsonEdit.of(given)
                .remove("content")
                .remove("encoding")
                .text("id", document.id())
                .text("docId", document.docId());
        return document.summary() == null ? reference.remove("summary") : reference;
    }

    private static Attachment.Content content(JsonFields given) {
        String text = given.text("content");
        String encoding = given.optionalText("encoding");
        if (encoding == null) {
            return new Attachment.Content(text, false);
        }
        if (!encoding.equals("base64")) {
            given.report("encoding", "must be \"base64\", or left out for text");
        }
        Base64Text.fault(text).ifPresent(fault -> given.report("content", "is not base64: " + fault));
        return new Attachment.Content(text, true);
    }
}
