package me.fhir.chitchat.db.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Function;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ConversationSummary;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.conversation.Position;
import me.fhir.chitchat.conversation.RawJson;
import org.jdbi.v3.core.Handle;
import org.jspecify.annotations.Nullable;

/** How conversations stand, as rows: the head, and the two events that it points at. */
public final class SummaryRows {
    private static final String SELECT = """
            SELECT c.id, c.completed, c.created_at, c.updated_at, c.turn, c.last_seq, c.turn_owner, c.closed_seq,
                c.closed_by, c.closed_at, c.origin_kind, c.origin_hash, c.origin_context, c.seating, c.outcome,
                e.payload, l.turn AS closed_turn, l.event AS closed_event, l.payload AS closed_payload, v.overall,
                %s
            FROM conversations c
            JOIN conversation_events e ON e.conversation_id = c.id AND e.seq = 1
            LEFT JOIN conversation_events l ON l.conversation_id = c.id AND l.seq = c.closed_seq
            LEFT JOIN verdicts v ON v.conversation_id = c.id
            %s
            """.formatted(ImportRows.COLUMNS, ImportRows.JOIN);

    private SummaryRows() {}

    public static <T> List<T> list(
            Handle handle, ConversationQuery query, SearchRows search, Function<ConversationSummary, T> row) {
        String sql = sql(query, search);
        List<T> page = new ArrayList<>();
        ExaminedRows examined = new ExaminedRows();
        try (var rows = search.bound(ConversationRows.bound(handle.createQuery(sql), query))
                .map((result, context) -> examined.summary(result))
                .iterator()) {
            int skipped = 0;
            while (page.size() < query.limit() && rows.hasNext()) {
                Optional<ConversationSummary> summary = rows.next().filter(search.criteria()::matches);
                if (summary.isPresent() && skipped++ >= query.offset()) {
                    page.add(row.apply(summary.get()));
                }
            }
        }
        return page;
    }

    /**
     * Nothing is sorted: the rows come straight out of the index, each read only when it is asked for, since two messages of
     * megabytes belong to it.
     */
    static String sql(ConversationQuery query, SearchRows search) {
        // The index of origins is in another order; conversations of one address are few among all, or most of them.
        List<String> conditions = ConversationRows.conditions(query, "COALESCE(c.origin_hash, '')");
        conditions.addAll(search.conditions());
        return SELECT + ConversationRows.where(conditions) + " ORDER BY c.updated_at DESC, c.id DESC";
    }

    /**
     * Some ended conversations that are not in the index.
     *
     * @param readable those that are not damaged
     * @param next the id after which there may be more; empty when there are none
     */
    public record UnindexedPage<T>(List<T> readable, OptionalLong next) {}

    /**
     * Ended conversations that are not in the index, in the order of their ids. Damaged ones count as well: those after them
     * would not be reached otherwise.
     */
    public static <T> UnindexedPage<T> unindexed(
            Handle handle, long after, int most, Function<ConversationSummary, T> row) {
        List<T> readable = new ArrayList<>();
        // One at a time, since two messages of megabytes belong to each.
        List<Long> examined = handle.createQuery(SELECT + """
                         WHERE c.completed = 1 AND c.outcome IS NULL AND c.id > :after ORDER BY c.id LIMIT :most
                        """)
                .bind("after", after)
                .bind("most", most)
                .map((result, context) -> {
                    readable(result).map(row).ifPresent(readable::add);
                    return result.getLong("id");
                })
                .list();
        return new UnindexedPage<>(
                readable,
                examined.size() < most ? OptionalLong.empty() : OptionalLong.of(examined.get(examined.size() - 1)));
    }

    /** Reads rows; of those that the index does not know only so many, since a person's search must not read everything. */
    private static final class ExaminedRows {
        private int unindexed;

        Optional<ConversationSummary> summary(ResultSet row) throws SQLException {
            boolean indexed = row.getString("outcome") != null;
            return indexed || unindexed++ < ConversationStore.MAX_EXAMINED ? readable(row) : Optional.empty();
        }
    }

    private static Optional<ConversationSummary> readable(ResultSet row) throws SQLException {
        return DamagedContent.leftOut(row.getLong("id"), () -> {
            ConversationSummary summary = summary(row);
            if (summary.lastClosing() != null) {
                MessagePayload.of(summary.lastClosing());
            }
            return summary;
        });
    }

    private static ConversationSummary summary(ResultSet row) throws SQLException {
        return new ConversationSummary(
                ConversationRows.conversation(row),
                row.getInt("turn"),
                row.getLong("last_seq"),
                row.getString("turn_owner"),
                closing(row),
                row.getString("overall"));
    }

    private static @Nullable Event closing(ResultSet row) throws SQLException {
        long seq = row.getLong("closed_seq");
        if (row.wasNull()) {
            return null;
        }
        Finality finality = row.getInt("completed") != 0 ? Finality.CONVERSATION : Finality.TURN;
        return new Event(
                row.getLong("id"),
                new Position(row.getInt("closed_turn"), row.getInt("closed_event"), seq),
                row.getString("closed_by"),
                Instant.ofEpochMilli(row.getLong("closed_at")),
                new Entry.Message(new RawJson(row.getString("closed_payload")), finality));
    }
}
