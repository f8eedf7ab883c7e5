package me.fhir.chitchat.db;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.stream.Collectors;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.db.rows.EventRows;
import me.fhir.chitchat.db.rows.HeadRows;
import me.fhir.chitchat.db.rows.Readers;
import me.fhir.chitchat.db.sql.ReplicaSql;

/** What notices are about, read from the database. For any thread. */
final class SharedCommitRows {
    private static final int PAGE = 200;
    private static final int MAX_NEWS = 1000;

    private static final String COMMITTED = EventRows.SELECT + """
            JOIN %s
            ON conversation_id = range_of AND seq BETWEEN range_from AND range_to
            ORDER BY conversation_id, seq
            """.formatted(ReplicaSql.RANGES);

    private static final String HEADS = HeadRows.SELECT + "WHERE " + ReplicaSql.among("c.id");

    private static final String FOLLOWING = EventRows.SELECT + """
            WHERE conversation_id = :conversation AND seq > :after AND seq <= :last
            ORDER BY seq LIMIT :limit
            """;

    private final Readers readers;

    SharedCommitRows(Readers readers) {
        this.readers = readers;
    }

    Map<Long, Head> heads(Collection<Long> conversations) {
        if (conversations.isEmpty()) {
            return Map.of();
        }
        String ids = ReplicaSql.ids(conversations);
        return readers
                .readHeads((handle, setups) ->
                        HeadRows.list(handle.createQuery(HEADS).bind("ids", ids), handle, setups))
                .stream()
                .collect(Collectors.toMap(Head::conversation, Function.identity()));
    }

    /** The events of all these notices, by conversation and in order. */
    Map<Long, List<Event>> events(Collection<CommitNotice> notices) {
        if (notices.isEmpty()) {
            return Map.of();
        }
        String ranges = notices.stream()
                .map(notice -> ReplicaSql.range(notice.conversation(), notice.from(), notice.to()))
                .collect(Collectors.joining(","));
        return readers
                .read(handle -> handle.createQuery(COMMITTED)
                        .bind("ranges", ranges)
                        .map((row, context) -> EventRows.unchecked(row))
                        .list())
                .stream()
                .collect(Collectors.groupingBy(Event::conversation));
    }

    /** Reads what a gap may hold page by page, up to where the head stands. */
    void gap(CommitNotice gap, Head head, Consumer<List<Event>> page) {
        long last = head.log().lastSeq();
        long after = Math.min(gap.from(), last - 1);
        while (after < last) {
            long from = after;
            List<Event> events = readers.read(handle -> handle.createQuery(FOLLOWING)
                    .bind("conversation", gap.conversation())
                    .bind("after", from)
                    .bind("last", last)
                    .bind("limit", PAGE)
                    .map((row, context) -> EventRows.unchecked(row))
                    .list());
            if (events.isEmpty()) {
                return;
            }
            page.accept(events);
            after = events.get(events.size() - 1).seq();
        }
    }

    /** Conversations that were written to since then, of which something may be news; not all after a long time. */
    List<Long> changedSince(long millis) {
        return readers.read(handle -> handle.createQuery("""
                        SELECT id FROM conversations WHERE updated_at >= :since ORDER BY updated_at DESC LIMIT :limit
                        """)
                .bind("since", millis)
                .bind("limit", MAX_NEWS)
                .mapTo(Long.class)
                .list());
    }
}
