package me.fhir.chitchat.conversation;

import java.util.List;
import java.util.stream.Collectors;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/**
 * The payload of a stored message, as far as the server and other agents read it. What the sender left out, or wrote as
 * another kind of value where that is allowed, reads as empty.
 */
public record MessagePayload(Json.Object json) {
    public static final MessagePayload EMPTY = new MessagePayload(Json.Object.EMPTY);

    /** A document that came with the message; its content is stored apart. */
    public record Reference(
            String id,
            String docId,
            String name,
            String contentType,
            @Nullable String summary) {}

    /** How a conversation ended, in the words of its last message. */
    public record ClosingOutcome(
            @Nullable String status, @Nullable String reason) {
        public OutcomeKind kind() {
            return OutcomeKind.ofStatus(status);
        }
    }

    public static MessagePayload of(Event message) {
        return new MessagePayload(StoredJson.object(message.entry().payload().text()));
    }

    /** A payload that is only a text. */
    public static RawJson text(String text) {
        return new RawJson(JsonWriter.object(json -> json.text("text", text)));
    }

    /** A payload of the server's own that ends a conversation; without a reason the outcome has none. */
    public static RawJson closing(String text, String status, @Nullable String reason) {
        return new RawJson(JsonWriter.object(json -> json.text("text", text)
                .object("outcome", outcome -> outcome.text("status", status).optionalText("reason", reason))));
    }

    public String text() {
        return fields().text("text");
    }

    /** The text with the names of what is attached; never empty. */
    public String textWithAttachmentNames() {
        String text = text();
        String names = attachments().stream().map(Reference::name).collect(Collectors.joining(", "));
        if (names.isEmpty()) {
            return text.isEmpty() ? "(no text)" : text;
        }
        return (text.isEmpty() ? "" : text + "\n\n") + "[attached: " + names + "]";
    }

    public List<Reference> attachments() {
        return fields().objects("attachments").stream()
                .map(reference -> new Reference(
                        reference.text("id"),
                        reference.text("docId"),
                        reference.text("name"),
                        reference.text("contentType"),
                        reference.optionalText("summary")))
                .toList();
    }

    public ClosingOutcome outcome() {
        JsonFields outcome = fields().object("outcome");
        return new ClosingOutcome(outcome.optionalText("status"), outcome.optionalText("reason"));
    }

    private JsonFields fields() {
        return JsonFields.lenient(json);
    }
}
