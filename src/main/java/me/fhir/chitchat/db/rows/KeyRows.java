package me.fhir.chitchat.db.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.conversation.AppendRequest.IdempotencyKey;
import me.fhir.chitchat.conversation.Receipt;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Idempotency keys as rows, with the events that they stand for. */
public final class KeyRows {
    static final String INSERT = """
            INSERT INTO idempotency_keys (conversation_id, agent_id, client_request_id, seq) VALUES (?, ?, ?, ?)
            """;

    private static final String SELECT = """
            SELECT k.conversation_id, k.agent_id, k.client_request_id, e.turn, e.event, e.seq, e.ts
            FROM idempotency_keys k
            JOIN conversation_events e ON e.conversation_id = k.conversation_id AND e.seq = k.seq
            """;

    private static final String SELECT_ONE = SELECT + """
            WHERE k.conversation_id = :conversation AND k.agent_id = :agentId
                AND k.client_request_id = :clientRequestId
            """;

    /** Looked up at a time; always as many, so that the statement is parsed once. */
    private static final int GROUP = 32;

    private static final String SELECT_GROUP =
            SELECT + "WHERE (k.conversation_id, k.agent_id, k.client_request_id) IN ((?, ?, ?)"
                    + ", (?, ?, ?)".repeat(GROUP - 1) + ")";

    private KeyRows() {}

    public static Optional<Receipt> find(Handle handle, IdempotencyKey key) {
        return handle.createQuery(SELECT_ONE)
                .bind("conversation", key.conversation())
                .bind("agentId", key.agentId())
                .bind("clientRequestId", key.clientRequestId())
                .map((row, context) -> receipt(row))
                .findOne();
    }

    /** Those of the keys that are stored, with few statements. */
    public static Map<IdempotencyKey, Receipt> find(Handle handle, List<IdempotencyKey> keys) {
        Map<IdempotencyKey, Receipt> found = new HashMap<>();
        for (int from = 0; from < keys.size(); from += GROUP) {
            Query query = handle.createQuery(SELECT_GROUP);
            for (int i = 0; i < GROUP; i++) {
                IdempotencyKey key = keys.get(Math.min(from + i, keys.size() - 1));
                query.bind(3 * i, key.conversation())
                        .bind(3 * i + 1, key.agentId())
                        .bind(3 * i + 2, key.clientRequestId());
            }
            query.map((row, context) -> found.put(
                            new IdempotencyKey(row.getLong(1), row.getString(2), row.getString(3)), receipt(row)))
                    .list();
        }
        return found;
    }

    private static Receipt receipt(ResultSet row) throws SQLException {
        return new Receipt(
                row.getLong("conversation_id"), EventRows.position(row), Instant.ofEpochMilli(row.getLong("ts")));
    }
}
