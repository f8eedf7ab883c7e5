package me.fhir.chitchat.db.predecessor;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Base64;
import me.fhir.chitchat.conversation.Attachment;
import org.jspecify.annotations.Nullable;

/** The content of a predecessor's attachment: SQLite stores bytes as well where a text was declared. */
final class PredecessorContent {
    private PredecessorContent() {}

    /** The text as it was stored; bytes that are no text become base64. Null when there is nothing. */
    static Attachment.@Nullable Content of(ResultSet row) throws SQLException {
        if (row.getObject("content") instanceof byte[] bytes && !isUtf8(bytes)) {
            return new Attachment.Content(Base64.getEncoder().encodeToString(bytes), true);
        }
        String text = row.getString("content");
        return text == null ? null : new Attachment.Content(text, "base64".equals(row.getString("encoding")));
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
