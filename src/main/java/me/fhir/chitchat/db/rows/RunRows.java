package me.fhir.chitchat.db.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.ConversationRun;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.conversation.OutcomeKind;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.json.WireName;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** Conversations as statistics see them: small rows, of which a thousand are read in the order of an index. */
public final class RunRows {
    /** The closing message is read only of those that have ended so lately that they are not indexed yet. */
    private static final String SELECT = """
            SELECT c.id, c.completed, c.outcome, c.turn, c.created_at, c.updated_at, c.closed_at, l.payload AS closed_payload
            FROM conversations c
            LEFT JOIN conversation_events l ON l.conversation_id = c.id AND l.seq = c.closed_seq
                AND c.completed = 1 AND c.outcome IS NULL
            """;

    private RunRows() {}

    static String sql(ConversationQuery query) {
        return SELECT + ConversationRows.where(ConversationRows.conditions(query))
                + " ORDER BY c.updated_at DESC, c.id DESC LIMIT :limit OFFSET :offset";
    }

    public static List<ConversationRun> list(Handle handle, ConversationQuery query) {
        return ConversationRows.bound(handle.createQuery(sql(query)), query)
                .bind("limit", query.limit())
                .bind("offset", query.offset())
                .map((row, context) -> run(row))
                .list();
    }

    public static Map<String, Integer> counts(Handle handle, ConversationQuery.Scope scope, List<String> scenarioIds) {
        ConversationQuery query = new ConversationQuery(ConversationQuery.Filter.ALL.within(scope), 0, 0);
        List<String> conditions = ConversationRows.conditions(query);
        conditions.add("c.scenario_id IN (<scenarios>)");
        Map<String, Integer> counts = new HashMap<>();
        ConversationRows.bound(
                        handle.createQuery("SELECT c.scenario_id, COUNT(*) AS runs FROM conversations c"
                                + ConversationRows.where(conditions) + " GROUP BY c.scenario_id"),
                        query)
                .bindList("scenarios", scenarioIds)
                .map((row, context) -> counts.put(row.getString("scenario_id"), row.getInt("runs")))
                .list();
        return counts;
    }

    private static ConversationRun run(ResultSet row) throws SQLException {
        Instant updated = Instant.ofEpochMilli(row.getLong("updated_at"));
        boolean completed = row.getInt("completed") != 0;
        Instant until = completed ? Instant.ofEpochMilli(row.getLong("closed_at")) : updated;
        Instant from = Instant.ofEpochMilli(row.getLong("created_at"));
        return new ConversationRun(
                completed ? outcome(row) : null, row.getInt("turn"), Duration.between(from, until), updated);
    }

    private static OutcomeKind outcome(ResultSet row) throws SQLException {
        String indexed = row.getString("outcome");
        @Nullable String closing = row.getString("closed_payload");
        if (indexed != null) {
            return WireName.find(OutcomeKind.class, indexed).orElse(OutcomeKind.NEUTRAL);
        }
        return closing == null
                ? OutcomeKind.NEUTRAL
                : DamagedContent.leftOut(row.getLong("id"), () -> new MessagePayload(StoredJson.object(closing))
                                .outcome()
                                .kind())
                        .orElse(OutcomeKind.NEUTRAL);
    }
}
