package me.fhir.chitchat.db;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Position;
import me.fhir.chitchat.conversation.RawJson;
import org.jdbi.v3.core.statement.SqlStatement;

/** Events as rows of {@code conversation_events}. */
final class EventRows {
    static final String COLUMNS = "conversation_id, seq, turn, event, type, finality, agent_id, ts, payload";

    static final String INSERT = """
            INSERT INTO conversation_events (conversation_id, seq, turn, event, type, finality, agent_id, ts, payload)
            VALUES (:conversation, :seq, :turn, :event, :type, :finality, :agentId, :ts, :payload)
            """;

    private EventRows() {}

    static Event event(ResultSet row) throws SQLException {
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

    static <T extends SqlStatement<T>> T bind(T statement, Event event) {
        return statement
                .bind("conversation", event.conversation())
                .bind("seq", event.seq())
                .bind("turn", event.at().turn())
                .bind("event", event.at().event())
                .bind("type", event.entry().type())
                .bind("finality", event.finality().wire())
                .bind("agentId", event.agentId())
                .bind("ts", event.ts().toEpochMilli())
                .bind("payload", event.entry().payload().text());
    }
}
