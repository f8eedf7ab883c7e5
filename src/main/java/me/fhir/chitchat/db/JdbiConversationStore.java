package me.fhir.chitchat.db;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import me.fhir.chitchat.conversation.AppendPermit;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.AttachedBytes;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationLimits;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.ConversationRun;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ConversationSummary;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.conversation.OriginQuery;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.conversation.Seating;
import me.fhir.chitchat.conversation.SummaryCriteria;
import me.fhir.chitchat.db.engine.StorageQuota;
import me.fhir.chitchat.db.rows.AttachmentRows;
import me.fhir.chitchat.db.rows.ConversationRows;
import me.fhir.chitchat.db.rows.ConversationSizes;
import me.fhir.chitchat.db.rows.EventRows;
import me.fhir.chitchat.db.rows.HeadRows;
import me.fhir.chitchat.db.rows.OriginRows;
import me.fhir.chitchat.db.rows.Readers;
import me.fhir.chitchat.db.rows.RunRows;
import me.fhir.chitchat.db.rows.SearchRows;
import me.fhir.chitchat.db.rows.SummaryRows;
import me.fhir.chitchat.db.sql.SqlDialect;
import org.jdbi.v3.core.Handle;
import org.jdbi.v3.core.statement.Query;

/** Conversations in the database: appends through the group-commit writer, reads through the pool of readers. */
public final class JdbiConversationStore implements ConversationStore {
    /** A page of events ends early here, so that a thousand huge messages are never in memory at once. */
    private static final int PAGE_CHARACTERS = 8 * 1024 * 1024;

    /** The approximate size of a conversation besides its Meta. */
    private static final int ROW = 1024;

    private final Database database;
    private final Readers readers;
    private final GroupCommitWriter writer;
    private final StorageQuota quota;
    private final CommitDispatcher commits;
    private final ConversationLimits limits;
    private final SqlDialect dialect;

    /** @param limits what each conversation may take */
    public JdbiConversationStore(Database database, ConversationLimits limits) {
        this.database = database;
        this.readers = database.readers();
        this.writer = database.writer();
        this.quota = database.quota();
        this.commits = database.commits();
        this.limits = limits;
        this.dialect = database.dialect();
    }

    @Override
    public CompletableFuture<Head> create(NewConversation conversation) {
        NewConversation limited = new NewConversation(
                conversation.metadata(),
                conversation.setup().withTurnsAtMost(limits.mostTurns()),
                conversation.origin());
        return quota.growing(limited.metadata().text().length() + ROW, () -> {
            CompletableFuture<Head> future = new CompletableFuture<>();
            writer.submit(new WriteItem.Create(limited, future));
            return future;
        });
    }

    @Override
    public CompletableFuture<Receipt> append(AppendRequest request, AppendPermit permit) {
        long bytes = ConversationSizes.of(request);
        return bytes == 0 ? submit(request, permit) : quota.growing(bytes, () -> submit(request, permit));
    }

    private CompletableFuture<Receipt> submit(AppendRequest request, AppendPermit permit) {
        CompletableFuture<Receipt> future = new CompletableFuture<>();
        writer.submit(new WriteItem.Append(request, permit, future));
        return future;
    }

    @Override
    public void onCommitted(CommitListener listener) {
        commits.add(listener);
    }

    @Override
    public void onLoss(LossListener listener) {
        commits.add(listener);
    }

    @Override
    public Optional<Head> head(long conversation) {
        Optional<Head> known = database.knownHead(conversation);
        return known.isPresent()
                ? known
                : readers.readHeads((handle, setups) -> HeadRows.find(handle, conversation, setups));
    }

    @Override
    public Optional<Seating> seating(long conversation) {
        Optional<Head> known = database.knownHead(conversation);
        if (known.isPresent()) {
            return known.map(head -> head.setup().seating());
        }
        return readers.read(handle -> handle.createQuery("SELECT seating FROM conversations WHERE id = :id")
                .bind("id", conversation)
                .map((row, context) -> Seating.ofStored(row.getString("seating")))
                .findOne());
    }

    @Override
    public List<Head> activeHeads(long afterId, int limit) {
        String sql = HeadRows.SELECT + "WHERE c.completed = 0 AND c.id > :after ORDER BY c.id LIMIT :limit";
        return readers.readHeads((handle, setups) -> HeadRows.page(
                most -> handle.createQuery(sql).bind("after", afterId).bind("limit", most), limit, handle, setups));
    }

    @Override
    public Optional<Conversation> conversation(long conversation) {
        return readers.read(handle -> ConversationRows.find(handle, conversation));
    }

    @Override
    public OptionalLong version() {
        return readers.version();
    }

    @Override
    public List<Conversation> conversations(ConversationQuery query) {
        return readers.readListed((handle, listed) -> ConversationRows.list(handle, query, listed));
    }

    @Override
    public <T> List<T> summaries(
            ConversationQuery query, SummaryCriteria criteria, Function<ConversationSummary, T> row) {
        return readers.read(handle -> SummaryRows.list(handle, query, new SearchRows(criteria, dialect), row));
    }

    @Override
    public List<ConversationRun> runs(ConversationQuery query) {
        return readers.read(handle -> RunRows.list(handle, query));
    }

    @Override
    public Map<String, Integer> runCounts(ConversationQuery.Scope scope, Collection<String> scenarioIds) {
        return scenarioIds.isEmpty()
                ? Map.of()
                : readers.read(handle -> RunRows.counts(handle, scope, List.copyOf(scenarioIds)));
    }

    @Override
    public List<Head> headsOf(OriginQuery query) {
        return readers.readHeads((handle, setups) -> OriginRows.list(handle, query, setups));
    }

    @Override
    public long countOf(OriginQuery query) {
        return readers.read(handle -> OriginRows.count(handle, query));
    }

    @Override
    public Optional<Head> newestActive(Origin origin) {
        return readers.readHeads((handle, setups) -> OriginRows.newestActive(handle, origin, setups));
    }

    @Override
    public List<Event> events(EventQuery query) {
        EventQuery.EventFilter filter = query.filter();
        String sql = EventRows.SELECT
                + "WHERE conversation_id = :conversation AND seq > :after"
                + (filter.types().isEmpty() ? "" : " AND type IN (<types>)")
                + (filter.agents().isEmpty() ? "" : " AND agent_id IN (<agents>)")
                + " ORDER BY seq LIMIT :limit";
        return readers.read(handle -> {
            Query events = handle.createQuery(sql)
                    .bind("conversation", query.conversation())
                    .bind("after", query.afterSeq())
                    .bind("limit", query.limit());
            if (!filter.types().isEmpty()) {
                events.bindList("types", List.copyOf(filter.types()));
            }
            if (!filter.agents().isEmpty()) {
                events.bindList("agents", List.copyOf(filter.agents()));
            }
            return page(events);
        });
    }

    private static List<Event> page(Query query) {
        List<Event> page = new ArrayList<>();
        int characters = 0;
        try (var events = query.map((row, context) -> EventRows.event(row)).iterator()) {
            Iterator<Event> next = events;
            while (next.hasNext() && characters < PAGE_CHARACTERS) {
                Event event = next.next();
                characters += event.entry().payload().text().length();
                page.add(event);
            }
        }
        return page;
    }

    @Override
    public Optional<Event> lastMessageOfOthers(long conversation, String agentId) {
        return readers.read(handle -> handle.createQuery(EventRows.SELECT + """
                        WHERE conversation_id = :conversation AND type = 'message' AND agent_id <> :agentId
                        ORDER BY seq DESC LIMIT 1
                        """)
                .bind("conversation", conversation)
                .bind("agentId", agentId)
                .map((row, context) -> EventRows.event(row))
                .findOne());
    }

    @Override
    public int closedTurns(long conversation, String agentId, long upToSeq) {
        return readers.read(handle -> handle.createQuery("""
                        SELECT count(*) FROM conversation_events
                        WHERE conversation_id = :conversation AND seq <= :upToSeq AND agent_id = :agentId
                            AND finality <> 'none'
                        """)
                .bind("upToSeq", upToSeq)
                .bind("conversation", conversation)
                .bind("agentId", agentId)
                .mapTo(Integer.class)
                .one());
    }

    @Override
    public Optional<Attachment> attachment(String id) {
        return readers.read(handle -> handle.createQuery(AttachmentRows.SELECT + "WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> AttachmentRows.attachment(row))
                .findOne());
    }

    @Override
    public Optional<AttachedBytes> attachedBytes(String id) {
        return readers.read(handle -> handle.createQuery(AttachmentRows.SELECT_BYTES + "WHERE id = :id")
                .bind("id", id)
                .map((row, context) -> AttachmentRows.bytes(row, dialect))
                .findOne());
    }

    @Override
    public Optional<Attachment> attachmentByDocId(long conversation, String docId) {
        return readers.read((Handle handle) -> handle.createQuery(AttachmentRows.SELECT + """
                        WHERE conversation_id = :conversation AND doc_id = :docId
                        ORDER BY seq DESC LIMIT 1
                        """)
                .bind("conversation", conversation)
                .bind("docId", docId)
                .map((row, context) -> AttachmentRows.attachment(row))
                .findOne());
    }
}
