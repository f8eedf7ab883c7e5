package me.fhir.chitchat.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.conversation.CreatedPayload;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Setup;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Heads as rows of {@code conversations}. */
final class HeadRows {
    /** What {@link #head} reads. */
    static final String COLUMNS = """
            c.id, c.completed, c.created_at, c.updated_at, c.last_seq, c.system_notes, c.turn, c.turn_events,
            c.turn_owner, c.turn_cleared, c.closed_seq, c.closed_by, c.closed_at, e.payload
            """;

    /** The Meta is in the first event. */
    static final String FROM =
            "FROM conversations c JOIN conversation_events e ON e.conversation_id = c.id AND e.seq = 1";

    static final String INSERT = """
            INSERT INTO conversations (updated_at, last_seq, system_notes, turn, turn_events, turn_owner, turn_cleared,
                closed_seq, closed_by, closed_at, id, scenario_id, created_at, completed, origin_kind, origin_hash,
                origin_context)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** All but {@code completed}, by which conversations are indexed: naming it would rewrite a page of that index. */
    static final String UPDATE = """
            UPDATE conversations SET updated_at = ?, last_seq = ?, system_notes = ?, turn = ?,
                turn_events = ?, turn_owner = ?, turn_cleared = ?, closed_seq = ?, closed_by = ?, closed_at = ?
            WHERE id = ?
            """;

    static final String COMPLETE = "UPDATE conversations SET completed = 1 WHERE id = ?";

    private HeadRows() {}

    static Optional<Head> find(Handle handle, long conversation, ConversationLimits limits) {
        return handle.createQuery("SELECT " + COLUMNS + FROM + " WHERE c.id = :id")
                .bind("id", conversation)
                .map((row, context) -> head(row, limits))
                .findOne();
    }

    static Head head(ResultSet row, ConversationLimits limits) throws SQLException {
        long closedSeq = row.getLong("closed_seq");
        Head.Closing closing = row.wasNull()
                ? null
                : new Head.Closing(
                        closedSeq, row.getString("closed_by"), Instant.ofEpochMilli(row.getLong("closed_at")));
        return new Head(
                row.getLong("id"),
                setup(new RawJson(row.getString("payload")), limits),
                row.getInt("completed") != 0,
                new Head.Log(
                        row.getLong("last_seq"),
                        row.getInt("system_notes"),
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        Instant.ofEpochMilli(row.getLong("updated_at"))),
                new Head.Turn(
                        row.getInt("turn"),
                        row.getInt("turn_events"),
                        row.getString("turn_owner"),
                        row.getInt("turn_cleared") != 0),
                closing);
    }

    private static Setup setup(RawJson createdPayload, ConversationLimits limits) {
        return CreatedPayload.of(createdPayload)
                .meta()
                .setup(limits.defaultTurns())
                .withTurnsAtMost(limits.mostTurns());
    }

    static void bindNew(WriteStatements.Row row, Head head, @Nullable Origin origin) throws SQLException {
        bind(row, head);
        row.text(head.setup().scenarioId())
                .number(head.log().createdAt().toEpochMilli())
                .flag(head.completed())
                .text(origin == null ? null : origin.kind())
                .text(origin == null ? null : origin.hash())
                .text(origin == null ? null : origin.context());
    }

    static void bind(WriteStatements.Row row, Head head) throws SQLException {
        Head.Turn turn = head.turn();
        Head.Closing closing = head.lastClosing();
        row.number(head.log().updatedAt().toEpochMilli())
                .number(head.log().lastSeq())
                .number(head.log().systemNotes())
                .number(turn.number())
                .number(turn.events())
                .text(turn.owner())
                .flag(turn.cleared())
                .numberOrNull(closing == null ? null : closing.seq())
                .text(closing == null ? null : closing.agentId())
                .numberOrNull(closing == null ? null : closing.ts().toEpochMilli())
                .number(head.conversation());
    }
}
