package me.fhir.chitchat.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Event;
import org.jdbi.v3.core.statement.SqlStatement;

/** Attachments as rows of {@code attachments}. */
final class AttachmentRows {
    static final String COLUMNS = """
            id, conversation_id, turn, event, seq, doc_id, name, content_type, summary, created_by, created_at, base64,
            content
            """;

    static final String INSERT = """
            INSERT INTO attachments (id, conversation_id, turn, event, seq, doc_id, name, content_type, summary,
                created_by, created_at, base64, content)
            VALUES (:id, :conversation, :turn, :event, :seq, :docId, :name, :contentType, :summary,
                :createdBy, :createdAt, :base64, :content)
            """;

    private AttachmentRows() {}

    static Attachment attachment(ResultSet row) throws SQLException {
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

    static <T extends SqlStatement<T>> T bind(T statement, Event message, Attachment.Document document) {
        return statement
                .bind("id", document.id())
                .bind("conversation", message.conversation())
                .bind("turn", message.at().turn())
                .bind("event", message.at().event())
                .bind("seq", message.seq())
                .bind("docId", document.docId())
                .bind("name", document.name())
                .bind("contentType", document.contentType())
                .bind("summary", document.summary())
                .bind("createdBy", message.agentId())
                .bind("createdAt", message.ts().toEpochMilli())
                .bind("base64", document.content().base64() ? 1 : 0)
                .bind("content", document.content().text());
    }
}
