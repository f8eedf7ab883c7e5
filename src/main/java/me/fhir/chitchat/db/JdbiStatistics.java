package me.fhir.chitchat.db;

import java.time.Instant;
import java.util.List;
import me.fhir.chitchat.conversation.ConversationStatistics;
import me.fhir.chitchat.db.rows.Readers;

/**
 * Figures over SQLite. They are for people who look now and then: events carry no index by time, which every append would
 * pay for, so what is recent is found through the conversations that changed since.
 */
public final class JdbiStatistics implements ConversationStatistics {
    private final Readers readers;

    public JdbiStatistics(Database database) {
        this.readers = database.readers();
    }

    @Override
    public Counts counts(Instant since) {
        return readers.read(handle -> handle.createQuery("""
                        SELECT
                            (SELECT count(*) FROM conversations WHERE completed = 0) AS active,
                            (SELECT count(*) FROM conversations) AS total,
                            (SELECT count(*) FROM conversations
                                WHERE completed = 0 AND turn_owner IS NOT NULL) AS open_turns,
                            (SELECT count(*) FROM conversations c
                                JOIN conversation_events e ON e.conversation_id = c.id
                                WHERE c.updated_at >= :since AND e.ts >= :since) AS events
                        """)
                .bind("since", since.toEpochMilli())
                .map((row, context) -> new Counts(
                        row.getLong("active"),
                        row.getLong("total") - row.getLong("active"),
                        row.getLong("open_turns"),
                        row.getLong("events")))
                .one());
    }

    @Override
    public List<Speaker> speakers(Instant since) {
        return readers.read(handle -> handle.createQuery("""
                        SELECT e.agent_id AS agent_id, max(e.ts) AS last_seen, count(*) AS events
                        FROM conversations c
                        JOIN conversation_events e ON e.conversation_id = c.id
                        WHERE c.updated_at >= :since AND e.ts >= :since AND e.type <> 'system'
                        GROUP BY e.agent_id
                        ORDER BY last_seen DESC, agent_id
                        """)
                .bind("since", since.toEpochMilli())
                .map((row, context) -> new Speaker(
                        row.getString("agent_id"),
                        Instant.ofEpochMilli(row.getLong("last_seen")),
                        row.getLong("events")))
                .list());
    }
}
