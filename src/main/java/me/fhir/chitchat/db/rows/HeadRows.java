package me.fhir.chitchat.db.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.conversation.Setup;
import me.fhir.chitchat.db.sql.ReplicaSql;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Heads as rows of {@code conversations}. */
public final class HeadRows {
    private static final String COLUMNS = """
            c.id, c.completed, c.created_at, c.updated_at, c.last_seq, c.system_notes, c.turn, c.turn_events,
            c.turn_owner, c.turn_cleared, c.closed_seq, c.closed_by, c.closed_at""";

    /** What {@link #list} reads; ends before the conditions. */
    public static final String SELECT = """
            SELECT %s
            FROM conversations c
            """.formatted(COLUMNS);

    /** No other writer appends to these until the transaction is over; in order, so that no two wait for each other. */
    private static final String LOCK = """
            SELECT %s, c.bytes, c.runner
            FROM conversations c
            WHERE %s
            ORDER BY c.id %s
            """.formatted(COLUMNS, ReplicaSql.among("c.id"), ReplicaSql.LOCKED);

    static final String INSERT = """
            INSERT INTO conversations (updated_at, last_seq, system_notes, turn, turn_events, turn_owner, turn_cleared,
                closed_seq, closed_by, closed_at, id, scenario_id, created_at, completed, origin_kind, origin_hash,
                origin_context, seating)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """;

    /** All but {@code completed}, by which conversations are indexed: naming it would rewrite a page of that index. */
    static final String UPDATE = """
            UPDATE conversations SET updated_at = ?, last_seq = ?, system_notes = ?, turn = ?,
                turn_events = ?, turn_owner = ?, turn_cleared = ?, closed_seq = ?, closed_by = ?, closed_at = ?
            WHERE id = ?
            """;

    static final String COMPLETE = "UPDATE conversations SET completed = 1 WHERE id = ?";

    private HeadRows() {}

    public static Optional<Head> find(Handle handle, long conversation, SetupCache setups) {
        Query query = handle.createQuery(SELECT + "WHERE c.id = :id").bind("id", conversation);
        return only(query, handle, setups);
    }

    /**
     * The head of the one conversation that a query finds.
     *
     * @throws ConversationException ({@code STORE_DAMAGED}) when it is damaged
     */
    static Optional<Head> only(Query query, Handle handle, SetupCache setups) {
        return query.map((row, context) -> row(row))
                .findOne()
                .map(row ->
                        row.with(setups.of(handle, List.of(row.conversation())).get(row.conversation())));
    }

    /** A head that this transaction has for itself, what its log holds, and which server runs its agents. */
    public record LockedHead(
            Head head, long bytes, @Nullable String runner) {}

    private record LockedRow(
            HeadRow row, long bytes, @Nullable String runner) {}

    /** Keeps other servers from appending to these conversations until the transaction is over. */
    public static List<LockedHead> lock(Handle handle, Collection<Long> conversations, SetupCache setups) {
        List<LockedRow> rows = handle.createQuery(LOCK)
                .bind("ids", ReplicaSql.ids(conversations))
                .map((row, context) -> new LockedRow(row(row), row.getLong("bytes"), row.getString("runner")))
                .list();
        Map<Long, Setup> known = setups.of(
                handle, rows.stream().map(locked -> locked.row().conversation()).toList());
        return rows.stream()
                .map(locked -> new LockedHead(
                        locked.row().with(known.get(locked.row().conversation())), locked.bytes(), locked.runner()))
                .toList();
    }

    /** The heads that a query for {@link #COLUMNS} finds, in its order; those of damaged conversations are left out. */
    public static List<Head> list(Query query, Handle handle, SetupCache setups) {
        return readable(query.map((row, context) -> row(row)).list(), handle, setups);
    }

    /** The first heads of such a query; there are fewer only when no more can be read, since callers take that for the end. */
    public static List<Head> page(IntFunction<Query> upTo, int limit, Handle handle, SetupCache setups) {
        int asked = limit;
        while (true) {
            List<HeadRow> rows =
                    upTo.apply(asked).map((row, context) -> row(row)).list();
            List<Head> heads = readable(rows, handle, setups);
            if (heads.size() >= limit || rows.size() < asked) {
                return heads.subList(0, Math.min(limit, heads.size()));
            }
            asked += limit - heads.size();
        }
    }

    private static List<Head> readable(List<HeadRow> rows, Handle handle, SetupCache setups) {
        Map<Long, Setup> known =
                setups.of(handle, rows.stream().map(HeadRow::conversation).toList());
        return rows.stream()
                .filter(row -> known.containsKey(row.conversation()))
                .map(row -> row.with(known.get(row.conversation())))
                .toList();
    }

    /** The changing columns of a conversation. */
    private record HeadRow(
            long conversation,
            boolean completed,
            Head.LogExtent log,
            Head.Turn turn,
            Head.@Nullable Closing lastClosing) {
        Head with(@Nullable Setup setup) {
            if (setup == null) {
                throw DamagedContent.damaged(
                        conversation, new IllegalStateException("its first event cannot be read or is missing"));
            }
            return new Head(conversation, setup, completed, log, turn, lastClosing);
        }
    }

    private static HeadRow row(ResultSet row) throws SQLException {
        long closedSeq = row.getLong("closed_seq");
        Head.Closing closing = row.wasNull()
                ? null
                : new Head.Closing(
                        closedSeq, row.getString("closed_by"), Instant.ofEpochMilli(row.getLong("closed_at")));
        return new HeadRow(
                row.getLong("id"),
                row.getInt("completed") != 0,
                new Head.LogExtent(
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

    public static void bindNew(WriteStatements.RowBinder row, Head head, @Nullable Origin origin) throws SQLException {
        bind(row, head);
        row.text(head.setup().scenarioId())
                .number(head.log().createdAt().toEpochMilli())
                .flag(head.completed())
                .text(origin == null ? null : origin.kind())
                .text(origin == null ? null : origin.hash())
                .text(origin == null ? null : origin.context())
                .text(head.setup().seating().stored());
    }

    public static void bind(WriteStatements.RowBinder row, Head head) throws SQLException {
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
