package me.fhir.chitchat.db.predecessor;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.Position;
import me.fhir.chitchat.db.rows.AttachmentRows;
import me.fhir.chitchat.db.rows.EventRows;
import me.fhir.chitchat.db.rows.HeadRows;
import me.fhir.chitchat.db.rows.WriteStatements;
import me.fhir.chitchat.db.sql.SqliteDialect;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonLimits;
import me.fhir.chitchat.json.JsonSyntaxException;
import org.jspecify.annotations.Nullable;

/** Copies what a data file of the predecessor holds into a fresh one. */
final class PredecessorImport {
    private static final List<String> EVENT_COLUMNS = List.of(
            "seq|id|rowid",
            "turn",
            "event",
            "type",
            "payload",
            "finality",
            "agent_id|agentid",
            "ts|created_at|timestamp");
    private static final List<String> ATTACHMENT_COLUMNS = List.of(
            "id",
            "turn",
            "event",
            "doc_id|docid",
            "name",
            "content_type|contenttype",
            "content",
            "summary",
            "encoding",
            "created_by_agent_id|created_by",
            "created_at");

    private final Predecessor source;
    private final WriteStatements target;
    private final PreparedStatement insertScenario;
    private final Instant now;
    private final ImportCounts counts = new ImportCounts();

    PredecessorImport(Predecessor source, Connection target, Instant now) throws SQLException {
        this.source = source;
        this.target = new WriteStatements(target, new SqliteDialect());
        this.insertScenario = target.prepareStatement("""
                INSERT INTO scenarios (id, name, config, history, created_at, modified_at) VALUES (?, ?, ?, ?, ?, ?)
                """);
        this.now = now;
    }

    /** Copies everything in one transaction. */
    ImportCounts run() throws SQLException {
        try {
            target.inTransaction(() -> {
                source.each(
                        "scenarios",
                        List.of("id", "name", "config", "history", "created_at", "modified_at|updated_at"),
                        "id",
                        this::scenario);
                List<PredecessorConversation> conversations = new ArrayList<>();
                source.each(
                        "conversations",
                        List.of("conversation|id", "title", "status", "meta_json|metadata", "created_at", "updated_at"),
                        "conversation|id",
                        row -> conversations.add(PredecessorConversation.of(row, now)));
                addThoseWithEventsOnly(conversations);
                for (PredecessorConversation conversation : conversations) {
                    conversation(conversation);
                }
                countThoseOfNoConversation(conversations);
            });
        } finally {
            target.close();
            insertScenario.close();
        }
        return counts;
    }

    /** The predecessor had no foreign keys: a conversation's events may be there without its own row. */
    private void addThoseWithEventsOnly(List<PredecessorConversation> conversations) throws SQLException {
        Set<Long> known = new HashSet<>();
        conversations.forEach(conversation -> known.add(conversation.id()));
        source.each(
                "conversation_events",
                List.of("conversation|conversation_id", "ts|created_at|timestamp"),
                "seq|id|rowid",
                row -> {
                    long id = row.getLong("conversation");
                    if (id > 0 && known.add(id)) {
                        Instant first = StoredTime.parse(row.getString("ts"), now);
                        conversations.add(new PredecessorConversation(id, null, null, null, first, null));
                    }
                });
    }

    /** Counts rows of conversations that are gone: they cannot be imported, and the log should say so. */
    private void countThoseOfNoConversation(List<PredecessorConversation> conversations) throws SQLException {
        Set<Long> known = new HashSet<>();
        conversations.forEach(conversation -> known.add(conversation.id()));
        for (String table : List.of("attachments", "idempotency_keys")) {
            source.each(table, List.of("conversation|conversation_id"), "conversation|conversation_id", row -> {
                if (!known.contains(row.getLong("conversation"))) {
                    counts.add("skipped");
                }
            });
        }
    }

    private void scenario(ResultSet row) throws SQLException {
        String id = row.getString("id");
        String config = row.getString("config");
        if (id == null || config == null || !object(config)) {
            counts.add("skipped");
            return;
        }
        String history = row.getString("history");
        Instant created = StoredTime.parse(row.getString("created_at"), now);
        new WriteStatements.RowBinder(insertScenario)
                .text(id)
                .text(row.getString("name") == null ? id : row.getString("name"))
                .text(config)
                .text(history != null && list(history) ? history : "[]")
                .number(created.toEpochMilli())
                .number(StoredTime.parse(row.getString("modified_at"), created).toEpochMilli());
        insertScenario.executeUpdate();
        counts.add("scenarios");
    }

    private static boolean list(String text) {
        return parsed(text) instanceof Json.Array;
    }

    private static boolean object(String text) {
        return parsed(text) instanceof Json.Object;
    }

    private static @Nullable Json parsed(String text) {
        try {
            return Json.parse(text, JsonLimits.STORED);
        } catch (JsonSyntaxException e) {
            return null;
        }
    }

    /** A conversation as it was stored. */
    private record PredecessorConversation(
            long id,
            @Nullable String title,
            @Nullable String status,
            @Nullable String meta,
            Instant created,
            @Nullable Instant updated) {
        static PredecessorConversation of(ResultSet row, Instant now) throws SQLException {
            String updated = row.getString("updated_at");
            Instant created = StoredTime.parse(row.getString("created_at"), now);
            return new PredecessorConversation(
                    row.getLong("conversation"),
                    row.getString("title"),
                    row.getString("status"),
                    row.getString("meta_json"),
                    created,
                    updated == null ? null : StoredTime.parse(updated, created));
        }
    }

    private void conversation(PredecessorConversation row) throws SQLException {
        PredecessorLog log = new PredecessorLog(row.id(), row.created());
        source.each(
                "conversation_events", EVENT_COLUMNS, "seq|id|rowid", row.id(), event -> log.add(event(event, row)));
        NewConversation meta = PredecessorMeta.of(row.meta(), row.title(), log.speakers());
        List<Event> events = log.events(meta);
        Instant updated = row.updated() == null ? events.get(events.size() - 1).ts() : row.updated();
        Head head = log.head(meta, "completed".equals(row.status()), updated);
        target.insertHeads(List.of(head), (values, stored) -> HeadRows.bindNew(values, stored, null));
        target.insertEvents(events, EventRows::bind);
        counts.add("conversations");
        counts.add("events", events.size());
        source.each("attachments", ATTACHMENT_COLUMNS, "id", row.id(), attached -> attachment(attached, log, events));
        keys(row.id(), log);
    }

    private static PredecessorLog.PredecessorEvent event(ResultSet row, PredecessorConversation conversation)
            throws SQLException {
        return new PredecessorLog.PredecessorEvent(
                new Position(row.getInt("turn"), row.getInt("event"), row.getLong("seq")),
                row.getString("type"),
                row.getString("payload"),
                row.getString("finality"),
                row.getString("agent_id"),
                StoredTime.parse(row.getString("ts"), conversation.created()));
    }

    private void attachment(ResultSet row, PredecessorLog log, List<Event> events) throws SQLException {
        String id = row.getString("id");
        Attachment.Content content = PredecessorContent.of(row);
        if (id == null || content == null) {
            counts.add("skipped");
            return;
        }
        Event found = log.byPlace(row.getInt("turn"), row.getInt("event"));
        Event message = found == null ? events.get(0) : found;
        String author = row.getString("created_by_agent_id");
        Event written = new Event(
                message.conversation(),
                message.at(),
                author == null ? message.agentId() : author,
                StoredTime.parse(row.getString("created_at"), message.ts()),
                message.entry());
        Attachment.Document document = new Attachment.Document(
                id,
                row.getString("doc_id") == null ? id : row.getString("doc_id"),
                row.getString("name") == null ? id : row.getString("name"),
                row.getString("content_type") == null ? "text/plain" : row.getString("content_type"),
                content,
                row.getString("summary"));
        target.insertAttachments(List.of(document), (to, value) -> AttachmentRows.bind(to, written, value));
        counts.add("attachments");
    }

    private void keys(long conversation, PredecessorLog log) throws SQLException {
        source.each(
                "idempotency_keys",
                List.of("agent_id|agentid", "client_request_id|clientrequestid", "seq"),
                "seq",
                conversation,
                row -> {
                    Event event = log.bySeq(row.getLong("seq"));
                    String agentId = row.getString("agent_id");
                    String key = row.getString("client_request_id");
                    if (event == null || agentId == null || key == null) {
                        counts.add("skipped");
                        return;
                    }
                    target.insertKeys(List.of(event), (to, value) -> to.number(conversation)
                            .text(agentId)
                            .text(key)
                            .number(value.seq()));
                    counts.add("keys");
                });
    }
}
