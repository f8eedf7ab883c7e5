package me.fhir.chitchat.db.debug;

import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.List;

/**
 * The tables as a debugging person sees them: with the names of the wire and of earlier versions, and times as text. They
 * belong to the connection and are gone with it.
 */
final class DebugViews {
    private static final List<String> VIEWS = List.of(
            """
            CREATE TEMP VIEW conversations AS
            SELECT c.id AS conversation, c.id AS id, c.id AS conversation_id,
                (SELECT json_extract(e.payload, '$.metadata.title') FROM main.conversation_events e
                 WHERE e.conversation_id = c.id AND e.seq = 1) AS title,
                CASE c.completed WHEN 1 THEN 'completed' ELSE 'active' END AS status,
                c.scenario_id AS scenario_id,
                (SELECT json_extract(e.payload, '$.metadata') FROM main.conversation_events e
                 WHERE e.conversation_id = c.id AND e.seq = 1) AS meta_json,
                %s AS created_at, %s AS updated_at, c.last_seq AS last_seq, c.turn AS turn, c.turn_owner AS turn_owner
            FROM main.conversations c
            """.formatted(time("c.created_at"), time("c.updated_at")),
            """
            CREATE TEMP VIEW conversation_events AS
            SELECT conversation_id AS conversation, turn, event, type, payload, finality, %s AS ts, agent_id, seq,
                conversation_id
            FROM main.conversation_events
            """.formatted(time("ts")),
            """
            CREATE TEMP VIEW attachments AS
            SELECT id, conversation_id AS conversation, turn, event, doc_id, name, content_type, content, summary,
                created_by AS created_by_agent_id, %s AS created_at, seq, conversation_id,
                CASE base64 WHEN 1 THEN 'base64' END AS encoding
            FROM main.attachments
            """.formatted(time("created_at")),
            """
            CREATE TEMP VIEW scenarios AS
            SELECT id, name, config, history, %s AS created_at, %s AS modified_at FROM main.scenarios
            """.formatted(time("created_at"), time("modified_at")),
            """
            CREATE TEMP VIEW idempotency_keys AS
            SELECT conversation_id AS conversation, agent_id, client_request_id, seq, conversation_id
            FROM main.idempotency_keys
            """,
            """
            CREATE TEMP VIEW runner_registry AS
            SELECT conversation_id, agent_id, %s AS created_at, conversation_id AS conversation FROM main.runner_registry
            """.formatted(time("created_at")));

    private DebugViews() {}

    /** Milliseconds since 1970 as the wire writes a time. */
    private static String time(String column) {
        return "strftime('%Y-%m-%dT%H:%M:%S', " + column + " / 1000, 'unixepoch') || printf('.%03dZ', " + column
                + " % 1000)";
    }

    static void create(Connection connection) throws SQLException {
        try (Statement statement = connection.createStatement()) {
            for (String view : VIEWS) {
                statement.execute(view);
            }
            statement.execute("PRAGMA query_only = true");
            statement.execute("PRAGMA trusted_schema = false");
        }
    }
}
