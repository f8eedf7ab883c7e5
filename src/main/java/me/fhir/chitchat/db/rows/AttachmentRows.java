package me.fhir.chitchat.db.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import me.fhir.chitchat.conversation.AttachedBytes;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.db.sql.SqlDialect;
import org.jdbi.v3.core.Handle;

/** Attachments as rows of {@code attachments}. */
public final class AttachmentRows {
    /** Ends before the conditions. */
    public static final String SELECT = """
            SELECT id, conversation_id, turn, event, seq, doc_id, name, content_type, summary, created_by, created_at,
                base64, content
            FROM attachments
            """;

    /** What {@link #bytes} reads; ends before the conditions. */
    public static final String SELECT_BYTES = """
            SELECT conversation_id, name, content_type, base64, content
            FROM attachments
            """;

    static final String INSERT = """
            INSERT INTO attachments (id, conversation_id, turn, event, seq, doc_id, name, content_type, summary,
                created_by, created_at, base64, content)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private AttachmentRows() {}

    public static Attachment attachment(ResultSet row) throws SQLException {
        return new Attachment(
                row.getLong("conversation_id"),
                EventRows.position(row),
                row.getString("created_by"),
                Instant.ofEpochMilli(row.getLong("created_at")),
                new Attachment.Document(
                        row.getString("id"),
                        row.getString("doc_id"),
                        row.getString("name"),
                        row.getString("content_type"),
                        new Attachment.Content(row.getString("content"), row.getInt("base64") != 0),
                        row.getString("summary")));
    }

    public static AttachedBytes bytes(ResultSet row, SqlDialect dialect) throws SQLException {
        return new AttachedBytes(
                row.getLong("conversation_id"),
                row.getString("name"),
                row.getString("content_type"),
                AttachedBytes.decoded(dialect.utf8(row, "content"), row.getInt("base64") != 0));
    }

    public static boolean exists(Handle handle, String id) {
        return handle.createQuery("SELECT 1 FROM attachments WHERE id = :id")
                .bind("id", id)
                .mapTo(Integer.class)
                .findOne()
                .isPresent();
    }

    public static void bind(WriteStatements.RowBinder row, Event message, Attachment.Document document)
            throws SQLException {
        row.text(document.id())
                .number(message.conversation())
                .number(message.at().turn())
                .number(message.at().event())
                .number(message.seq())
                .text(document.docId())
                .text(document.name())
                .text(document.contentType())
                .text(document.summary())
                .text(message.agentId())
                .number(message.ts().toEpochMilli())
                .flag(document.content().base64())
                .text(document.content().text());
    }
}
