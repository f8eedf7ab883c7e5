package me.fhir.chitchat.conversation;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * A stored document as the bytes that its reader gets, without the way over a text of twice the size.
 *
 * @param conversation the one it came to
 * @param bytes text as UTF-8, or what came as base64; not to be changed
 */
@SuppressWarnings("ArrayRecordComponent") // Never compared.
public record AttachedBytes(long conversation, String name, String contentType, byte[] bytes) {
    /** The bytes of an attachment that was read as text. */
    public static AttachedBytes of(Attachment attachment) {
        Attachment.Document document = attachment.document();
        Attachment.Content content = document.content();
        return new AttachedBytes(
                attachment.conversation(),
                document.name(),
                document.contentType(),
                decoded(content.text().getBytes(StandardCharsets.UTF_8), content.base64()));
    }

    /** What a stored content, in UTF-8, stands for. */
    public static byte[] decoded(byte[] utf8, boolean base64) {
        // The lenient decoder: what was taken in is handed out, line breaks in it or not.
        return base64 ? Base64.getMimeDecoder().decode(utf8) : utf8;
    }
}
