package me.fhir.chitchat.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Optional;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.Meta;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.SqlStatement;

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
            INSERT INTO conversations (id, completed, scenario_id, created_at, updated_at, last_seq, system_notes,
                turn, turn_events, turn_owner, turn_cleared, closed_seq, closed_by, closed_at)
            VALUES (:id, :completed, :scenarioId, :createdAt, :updatedAt, :lastSeq, :systemNotes,
                :turn, :turnEvents, :turnOwner, :turnCleared, :closedSeq, :closedBy, :closedAt)
            """;

    static final String UPDATE = """
            UPDATE conversations SET completed = :completed, updated_at = :updatedAt, last_seq = :lastSeq,
                system_notes = :systemNotes, turn = :turn, turn_events = :turnEvents, turn_owner = :turnOwner,
                turn_cleared = :turnCleared, closed_seq = :closedSeq, closed_by = :closedBy, closed_at = :closedAt
            WHERE id = :id
            """;

    private HeadRows() {}

    static Optional<Head> find(Handle handle, long conversation, int defaultMaxTurns) {
        return handle.createQuery("SELECT " + COLUMNS + FROM + " WHERE c.id = :id")
                .bind("id", conversation)
                .map((row, context) -> head(row, defaultMaxTurns))
                .findOne();
    }

    static Head head(ResultSet row, int defaultMaxTurns) throws SQLException {
        long closedSeq = row.getLong("closed_seq");
        Head.Closing closing = row.wasNull()
                ? null
                : new Head.Closing(
                        closedSeq, row.getString("closed_by"), Instant.ofEpochMilli(row.getLong("closed_at")));
        return new Head(
                row.getLong("id"),
                setup(new RawJson(row.getString("payload")), defaultMaxTurns),
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

    private static Setup setup(RawJson createdPayload, int defaultMaxTurns) {
        try {
            RawJson meta = NewConversation.metadataOf(createdPayload);
            return Meta.of(JsonText.toMap(meta.text())).setup(defaultMaxTurns);
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a stored Meta is no JSON object", e);
        }
    }

    static <T extends SqlStatement<T>> T bind(T statement, Head head) {
        Head.Closing closing = head.lastClosing();
        return statement
                .bind("id", head.conversation())
                .bind("completed", head.completed() ? 1 : 0)
                .bind("updatedAt", head.log().updatedAt().toEpochMilli())
                .bind("lastSeq", head.log().lastSeq())
                .bind("systemNotes", head.log().systemNotes())
                .bind("turn", head.turn().number())
                .bind("turnEvents", head.turn().events())
                .bind("turnOwner", head.turn().owner())
                .bind("turnCleared", head.turn().cleared() ? 1 : 0)
                .bind("closedSeq", closing == null ? null : closing.seq())
                .bind("closedBy", closing == null ? null : closing.agentId())
                .bind("closedAt", closing == null ? null : closing.ts().toEpochMilli());
    }
}
