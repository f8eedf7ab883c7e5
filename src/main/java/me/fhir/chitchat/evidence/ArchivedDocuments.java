package me.fhir.chitchat.evidence;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.evidence.EvidenceManifest.AttachedFile;
import me.fhir.chitchat.evidence.EvidenceManifest.AttachmentEncoding;

/** The documents of an evidence file; each must belong to the message that it is said to have come with. */
record ArchivedDocuments(EvidenceManifest manifest, EvidenceContent content) {
    List<Attachment> matching(List<Event> events) throws IOException, EvidenceException {
        Map<Long, Event> messages = new HashMap<>();
        events.stream()
                .filter(event -> event.entry() instanceof Entry.Message)
                .forEach(event -> messages.put(event.seq(), event));
        Set<String> ids = new HashSet<>();
        List<Attachment> documents = new ArrayList<>();
        for (AttachedFile attached : manifest.attachments()) {
            Event message = messages.get(attached.seq());
            String id = attached.names().id();
            boolean known =
                    manifest.files().stream().anyMatch(file -> file.name().equals(attached.file()));
            if (message == null || !ids.add(id) || !known || !refersTo(message, id)) {
                throw new EvidenceException("seq " + attached.seq()
                        + ": The manifest lists an attachment that did not come" + " with this event.");
            }
            documents.add(document(attached, message));
        }
        return documents;
    }

    private static boolean refersTo(Event message, String id) {
        return !id.isEmpty()
                && MessagePayload.of(message).attachments().stream()
                        .anyMatch(reference -> reference.id().equals(id));
    }

    private Attachment document(AttachedFile attached, Event message) throws IOException, EvidenceException {
        EvidenceManifest.DocumentNames names = attached.names();
        try {
            return new Attachment(
                    message.conversation(),
                    message.at(),
                    attached.written().by(),
                    Instant.parse(attached.written().at()),
                    new Attachment.Document(
                            names.id(),
                            names.docId(),
                            names.name(),
                            names.contentType(),
                            text(attached),
                            names.summary()));
        } catch (DateTimeException e) {
            throw new EvidenceException("seq " + attached.seq() + ": An attachment's createdAt must be a time.");
        }
    }

    private Attachment.Content text(AttachedFile attached) throws IOException, EvidenceException {
        if (attached.encoding() == AttachmentEncoding.BYTES) {
            return new Attachment.Content(Base64.getEncoder().encodeToString(content.bytes(attached.file())), true);
        }
        // As it was sent, though perhaps no UTF-8: stored text always is.
        String text = new String(content.bytes(attached.file()), StandardCharsets.UTF_8);
        return new Attachment.Content(text, attached.encoding() == AttachmentEncoding.BROKEN_BASE64);
    }
}
