package me.fhir.chitchat.db.rows;

import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.conversation.OriginQuery;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Conversations by the bridge's address at which they were begun, read off an index of their own. */
public final class OriginRows {
    /** As the index has it, or it would not be used. */
    private static final String SINCE = "COALESCE(c.closed_at, c.created_at)";

    private OriginRows() {}

    public static List<Head> list(Handle handle, OriginQuery query, SetupCache setups) {
        String sql = HeadRows.SELECT + where(query) + " ORDER BY " + SINCE + " DESC, c.id DESC LIMIT :limit";
        return HeadRows.page(
                limit -> bound(handle.createQuery(sql), query).bind("limit", limit), query.limit(), handle, setups);
    }

    public static long count(Handle handle, OriginQuery query) {
        return bound(handle.createQuery("SELECT count(*) FROM conversations c" + where(query)), query)
                .mapTo(Long.class)
                .one();
    }

    public static Optional<Head> newestActive(Handle handle, Origin origin, SetupCache setups) {
        Query row = handle.createQuery(HeadRows.SELECT + """
                        WHERE c.origin_hash = :hash AND c.origin_context = :context AND c.origin_kind = :kind
                            AND c.completed = 0
                        ORDER BY c.id DESC LIMIT 1
                        """)
                .bind("hash", origin.hash())
                .bind("context", origin.context())
                .bind("kind", origin.kind());
        return HeadRows.only(row, handle, setups);
    }

    private static String where(OriginQuery query) {
        return " WHERE c.origin_hash = :hash AND c.origin_kind = :kind"
                + (query.origin().context() == null ? "" : " AND c.origin_context = :context")
                + (query.since() == null ? "" : " AND " + SINCE + " >= :since")
                + (query.before() == null ? "" : " AND (" + SINCE + ", c.id) < (:beforeSince, :beforeId)");
    }

    private static Query bound(Query statement, OriginQuery query) {
        statement
                .bind("hash", query.origin().hash())
                .bind("kind", query.origin().kind());
        if (query.origin().context() != null) {
            statement.bind("context", query.origin().context());
        }
        if (query.since() != null) {
            statement.bind("since", query.since().toEpochMilli());
        }
        OriginQuery.ListPosition before = query.before();
        if (before != null) {
            statement.bind("beforeSince", before.since().toEpochMilli()).bind("beforeId", before.conversation());
        }
        return statement;
    }
}
