package me.fhir.chitchat.db.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.ImportedConversation;
import me.fhir.chitchat.conversation.ImportedFrom;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.StoredJson;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** The stored data of an imported conversation besides its head, events and documents. */
public final class ImportRows {
    /** The columns that {@link #from} reads, with {@code imports i}. */
    static final String COLUMNS = "i.server, i.conversation, i.evidence_view, i.exported_at, i.imported_at";

    static final String JOIN = "LEFT JOIN imports i ON i.conversation_id = c.id";

    private ImportRows() {}

    static @Nullable ImportedFrom from(ResultSet row) throws SQLException {
        String view = row.getString("evidence_view");
        return view == null
                ? null
                : new ImportedFrom(
                        row.getString("server"),
                        row.getLong("conversation"),
                        view,
                        Instant.ofEpochMilli(row.getLong("exported_at")),
                        Instant.ofEpochMilli(row.getLong("imported_at")));
    }

    /** The conversation as which an origin's content is stored already. */
    public static Optional<Long> find(Handle handle, Origin origin) {
        return handle.createQuery("SELECT id FROM conversations WHERE origin_hash = :hash AND origin_kind = :kind")
                .bind("hash", origin.hash())
                .bind("kind", origin.kind())
                .mapTo(Long.class)
                .findFirst();
    }

    public static boolean isSame(Origin one, Origin other) {
        return one.hash().equals(other.hash()) && one.kind().equals(other.kind());
    }

    /** Other ids for those documents whose ids are taken: they came from here, or two files have the same. */
    public static Map<String, String> newDocumentIds(
            Handle handle, ImportedConversation conversation, List<String> alsoTaken) {
        Map<String, String> ids = new HashMap<>();
        for (Attachment attachment : conversation.documents()) {
            String id = attachment.document().id();
            if (alsoTaken.contains(id) || AttachmentRows.exists(handle, id)) {
                ids.put(id, "att_" + UUID.randomUUID());
            }
        }
        return ids;
    }

    /** A document's row names its author and time as an event would. */
    public static Event written(Attachment attachment, Event message) {
        return new Event(
                attachment.conversation(),
                attachment.at(),
                attachment.createdByAgentId(),
                attachment.createdAt(),
                message.entry());
    }

    /** Writes it; the head's row is there already. */
    public static void insert(Handle handle, ImportedConversation imported) {
        long conversation = imported.events().get(0).conversation();
        ImportedFrom from = Objects.requireNonNull(imported.origin().imported());
        RawJson scenario = imported.scenario();
        handle.createUpdate("""
                        INSERT INTO imports (conversation_id, server, conversation, evidence_view, exported_at, imported_at,
                            scenario)
                        VALUES (:id, :server, :conversation, :view, :exportedAt, :importedAt, :scenario)
                        """)
                .bind("id", conversation)
                .bind("server", from.server())
                .bind("conversation", from.conversation())
                .bind("view", from.view())
                .bind("exportedAt", from.exportedAt().toEpochMilli())
                .bind("importedAt", from.importedAt().toEpochMilli())
                .bind("scenario", scenario == null ? null : scenario.text())
                .execute();
        if (imported.verdict() != null) {
            String verdict = imported.verdict().text();
            handle.createUpdate(
                            "INSERT INTO verdicts (conversation_id, overall, verdict) VALUES (:id, :word, :verdict)")
                    .bind("id", conversation)
                    .bind("word", StoredJson.object(verdict).text("overall"))
                    .bind("verdict", verdict)
                    .execute();
        }
    }
}
