package me.fhir.chitchat.db.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Position;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.StoredJson;

/** Events as rows of {@code conversation_events}. */
public final class EventRows {
    /** Ends before the conditions. */
    public static final String SELECT = """
            SELECT conversation_id, seq, turn, event, type, finality, agent_id, ts, payload
            FROM conversation_events
            """;

    static final String INSERT = """
            INSERT INTO conversation_events (conversation_id, seq, turn, event, type, finality, agent_id, ts, payload)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    private EventRows() {}

    /**
     * An event as it was written.
     *
     * @throws ConversationException ({@code STORE_DAMAGED}) when it is not
     */
    public static Event event(ResultSet row) throws SQLException {
        return DamagedContent.refused(row.getLong("conversation_id"), () -> {
            Event event = unchecked(row);
            StoredJson.requireObject(event.entry().payload().text());
            return event;
        });
    }

    /** An event whose payload is passed on as it is stored, damaged or not: nothing after it may be held up. */
    public static Event unchecked(ResultSet row) throws SQLException {
        Finality finality = Finality.ofWire(row.getString("finality"))
                .orElseThrow(() -> new IllegalStateException("unknown finality in the store"));
        return new Event(
                row.getLong("conversation_id"),
                position(row),
                row.getString("agent_id"),
                Instant.ofEpochMilli(row.getLong("ts")),
                Entry.of(row.getString("type"), new RawJson(row.getString("payload")), finality));
    }

    static Position position(ResultSet row) throws SQLException {
        return new Position(row.getInt("turn"), row.getInt("event"), row.getLong("seq"));
    }

    public static void bind(WriteStatements.RowBinder row, Event event) throws SQLException {
        row.number(event.conversation())
                .number(event.seq())
                .number(event.at().turn())
                .number(event.at().event())
                .text(event.entry().type())
                .text(event.finality().wire())
                .text(event.agentId())
                .number(event.ts().toEpochMilli())
                .text(event.entry().payload().text());
    }
}
