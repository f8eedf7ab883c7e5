package me.fhir.chitchat.db.rows;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Seating;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;
import org.jspecify.annotations.Nullable;

/** Listed conversations as rows. */
public final class ConversationRows {
    /** The Meta is in the first event. */
    private static final String SELECT = """
            SELECT c.id, c.completed, c.created_at, c.updated_at, c.origin_kind, c.origin_hash, c.origin_context,
                c.seating, e.payload, %s
            FROM conversations c
            JOIN conversation_events e ON e.conversation_id = c.id AND e.seq = 1
            %s
            """.formatted(ImportRows.COLUMNS, ImportRows.JOIN);

    /** A page ends early here, so that many long descriptions are never in memory at once. */
    private static final int PAGE_CHARACTERS = 4 * 1024 * 1024;

    /** Looked up at a time; always as many, so that the statement is parsed once. */
    private static final int GROUP = 25;

    private static final String SELECT_GROUP = SELECT + "WHERE c.id IN (?" + ",?".repeat(GROUP - 1) + ")";

    private ConversationRows() {}

    static Conversation conversation(ResultSet row) throws SQLException {
        return new Conversation(
                row.getLong("id"),
                row.getInt("completed") != 0,
                NewConversation.metadataOf(new RawJson(row.getString("payload"))),
                new Conversation.Lifetime(
                        Instant.ofEpochMilli(row.getLong("created_at")),
                        Instant.ofEpochMilli(row.getLong("updated_at"))),
                origin(row),
                Seating.ofStored(row.getString("seating")));
    }

    private static @Nullable Origin origin(ResultSet row) throws SQLException {
        String kind = row.getString("origin_kind");
        String hash = row.getString("origin_hash");
        return kind == null || hash == null
                ? null
                : new Origin(kind, hash, row.getString("origin_context"), ImportRows.from(row));
    }

    public static Optional<Conversation> find(Handle handle, long conversation) {
        return handle.createQuery(SELECT + "WHERE c.id = :id")
                .bind("id", conversation)
                .map((row, context) -> DamagedContent.refused(conversation, () -> conversation(row)))
                .findOne();
    }

    /** The changing columns of a listed conversation. */
    private record State(long id, boolean completed, Instant updatedAt) {
        static State of(ResultSet row) throws SQLException {
            return new State(
                    row.getLong("id"), row.getInt("completed") != 0, Instant.ofEpochMilli(row.getLong("updated_at")));
        }
    }

    public static List<Conversation> list(Handle handle, ConversationQuery query, ListedCache listed) {
        // Found first, then looked up in groups where they are not known: in one statement all the rows of a page are
        // read and sorted, their descriptions too, of which a few megabytes are wanted.
        List<State> states = bound(
                        handle.createQuery("SELECT c.id, c.completed, c.updated_at FROM conversations c"
                                + where(conditions(query))
                                + " ORDER BY c.updated_at DESC, c.id DESC LIMIT :limit OFFSET :offset"),
                        query)
                .bind("limit", query.limit())
                .bind("offset", query.offset())
                .map((row, context) -> State.of(row))
                .list();
        List<Conversation> page = new ArrayList<>();
        long characters = 0;
        for (int from = 0; from < states.size() && characters < PAGE_CHARACTERS; from += GROUP) {
            List<State> group = states.subList(from, Math.min(from + GROUP, states.size()));
            Map<Long, Conversation> found = group(handle, group, listed);
            for (int i = 0; i < group.size() && characters < PAGE_CHARACTERS; i++) {
                State state = group.get(i);
                Conversation next = found.get(state.id());
                if (next != null) {
                    characters += next.metadata().text().length();
                    page.add(next.withState(state.completed(), state.updatedAt()));
                }
            }
        }
        return page;
    }

    private static Map<Long, Conversation> group(Handle handle, List<State> states, ListedCache listed) {
        List<Long> ids = states.stream().map(State::id).toList();
        Map<Long, Conversation> found = new HashMap<>(listed.known(ids));
        List<Long> missing = ids.stream().filter(id -> !found.containsKey(id)).toList();
        if (!missing.isEmpty()) {
            Query query = handle.createQuery(SELECT_GROUP);
            for (int i = 0; i < GROUP; i++) {
                query.bind(i, missing.get(Math.min(i, missing.size() - 1)));
            }
            query.map((row, context) -> DamagedContent.leftOut(row.getLong("id"), () -> conversation(row)))
                    .forEach(readable -> readable.ifPresent(conversation -> {
                        listed.put(conversation);
                        found.put(conversation.id(), conversation);
                    }));
        }
        return found;
    }

    /** All conditions must hold; empty when there are none. */
    static String where(List<String> conditions) {
        return conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    }

    /** The conditions of a query on {@code conversations c}; the list may be added to. */
    static List<String> conditions(ConversationQuery query) {
        return conditions(query, "c.origin_hash");
    }

    /** The same with another expression for the origin's hash, which decides whether its index is used. */
    static List<String> conditions(ConversationQuery query, String originHash) {
        List<String> conditions = new ArrayList<>();
        if (query.filter().completed() != null) {
            // A literal, so that the partial index of active ones can be used.
            conditions.add("c.completed = " + (query.filter().completed() ? 1 : 0));
        }
        if (query.filter().scenarioId() != null) {
            conditions.add("c.scenario_id = :scenarioId");
        }
        if (query.filter().updatedAfter() != null) {
            conditions.add("c.updated_at >= :updatedAfter");
        }
        if (query.filter().originHash() != null) {
            conditions.add(originHash + " = :originHash");
        }
        switch (query.filter().scope()) {
            case ALL -> {}
            case LISTED -> conditions.add("(c.seating IS NULL OR c.seating = 'listed')");
            case NONE_WITH_SEATS -> conditions.add("c.seating IS NULL");
        }
        return conditions;
    }

    static Query bound(Query statement, ConversationQuery query) {
        if (query.filter().scenarioId() != null) {
            statement.bind("scenarioId", query.filter().scenarioId());
        }
        if (query.filter().updatedAfter() != null) {
            statement.bind("updatedAfter", query.filter().updatedAfter().toEpochMilli());
        }
        if (query.filter().originHash() != null) {
            statement.bind("originHash", query.filter().originHash());
        }
        return statement;
    }
}
