package me.fhir.chitchat.a2a.message;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.json.Json;

/**
 * Shows stored messages as parts, documents with their bytes.
 *
 * @param attachments finds a document by its id
 */
public record StoredParts(Function<String, Optional<Attachment>> attachments) {
    /** The parts of a stored message's payload. */
    public List<Part> of(Json.Object payload) {
        List<Part> parts = new ArrayList<>();
        List<Json.Object> references = payload.objects("attachments");
        String text = payload.text("text");
        if (text != null && (!text.isEmpty() || references.isEmpty())) {
            parts.add(new Part.TextPart(text));
        }
        references.forEach(reference -> parts.add(part(reference)));
        return parts;
    }

    /** A document as a file. */
    public Part part(Json.Object reference) {
        String name = text(reference, "name");
        String contentType = text(reference, "contentType");
        String url = reference.text("url");
        if (url != null && contentType.equals(PartPayload.ADDRESS_TYPE)) {
            return new Part.FileAddress(name, reference.text("mediaType"), url);
        }
        Attachment.Content content = content(reference);
        String base64 = content.base64()
                ? content.text()
                : Base64.getEncoder().encodeToString(content.text().getBytes(StandardCharsets.UTF_8));
        return new Part.FileBytes(name, contentType, base64);
    }

    /** The content of a document. */
    public Attachment.Content content(Json.Object reference) {
        return attachments
                .apply(text(reference, "id"))
                .map(attachment -> attachment.document().content())
                .orElse(new Attachment.Content("", false));
    }

    private static String text(Json.Object reference, String name) {
        return String.valueOf(reference.text(name));
    }
}
