package me.fhir.chitchat.conversation;

import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * A stored document that came with a message.
 *
 * @param at the message it came with
 */
public record Attachment(
        long conversation, Position at, String createdByAgentId, Instant createdAt, Document document) {
    /**
     * The document itself.
     *
     * @param id unique in the whole store
     * @param docId the name its sender gave it within the conversation; the id when none was given
     * @param content text, or base64 when {@code base64} is set
     */
    public record Document(
            String id,
            String docId,
            String name,
            String contentType,
            Content content,
            @Nullable String summary) {}

    /** Text as it is, or bytes as base64 (RFC 4648). */
    public record Content(String text, boolean base64) {}
}
