package me.fhir.chitchat.conversation;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A store without a disk, for tests of what stands above it; proven by the same contract as the real one. */
public class InMemoryConversationStore implements ConversationStore {
    private final Clock clock;
    private final List<CommitListener> listeners = new CopyOnWriteArrayList<>();
    private final Map<Long, Head> heads = new LinkedHashMap<>();
    private final Map<Long, RawJson> metas = new HashMap<>();
    private final Map<Long, Origin> origins = new HashMap<>();
    private final Map<Long, List<Event>> logs = new HashMap<>();
    private final Map<AppendRequest.IdempotencyKey, Receipt> keys = new HashMap<>();
    private final Map<String, Attachment> attachments = new LinkedHashMap<>();

    public InMemoryConversationStore(Clock clock) {
        this.clock = clock;
    }

    @Override
    public synchronized CompletableFuture<Head> create(NewConversation conversation) {
        long id = heads.size() + 1L;
        Head head = Head.created(id, conversation.setup(), clock.instant());
        Event first = new Event(
                id,
                new Position(0, 1, 1),
                TurnRules.ORCHESTRATOR,
                clock.instant(),
                new Entry.SystemNote(conversation.createdPayload()));
        heads.put(id, head);
        metas.put(id, conversation.metadata());
        if (conversation.origin() != null) {
            origins.put(id, conversation.origin());
        }
        logs.put(id, new ArrayList<>(List.of(first)));
        tell(new Commit(List.of(first), head));
        return CompletableFuture.completedFuture(head);
    }

    @Override
    public synchronized CompletableFuture<Receipt> append(AppendRequest request, AppendPermit permit) {
        Head head = heads.get(request.conversation());
        if (head == null) {
            return CompletableFuture.failedFuture(ConversationException.unknownConversation(request.conversation()));
        }
        try {
            permit.require(head);
        } catch (ConversationException e) {
            return CompletableFuture.failedFuture(e);
        }
        AppendRequest.IdempotencyKey key = request.idempotencyKey();
        if (key != null && keys.containsKey(key)) {
            return CompletableFuture.completedFuture(keys.get(key));
        }
        Decision decision = TurnRules.decide(head, request, clock.instant());
        if (decision instanceof Decision.Refused refused) {
            return CompletableFuture.failedFuture(new ConversationException(refused.code(), refused.sentence()));
        }
        if (decision instanceof Decision.NothingToClear nothing) {
            return CompletableFuture.completedFuture(
                    new Receipt(head.conversation(), new Position(nothing.turn(), 0, 0), clock.instant()));
        }
        Decision.Accepted accepted = (Decision.Accepted) decision;
        if (request instanceof AppendRequest.Send send) {
            if (send.documents().stream().anyMatch(document -> attachments.containsKey(document.id()))) {
                return CompletableFuture.failedFuture(ConversationException.invalid("That id exists already."));
            }
            Event message = accepted.events().get(0);
            send.documents()
                    .forEach(document -> attachments.put(
                            document.id(),
                            new Attachment(
                                    message.conversation(), message.at(), message.agentId(), message.ts(), document)));
        }
        if (key != null) {
            keys.put(key, accepted.receipt());
        }
        heads.put(head.conversation(), accepted.after());
        log(head.conversation()).addAll(accepted.events());
        tell(new Commit(accepted.events(), accepted.after()));
        return CompletableFuture.completedFuture(accepted.receipt());
    }

    private void tell(Commit commit) {
        listeners.stream().filter(listener -> listener.accepts(commit)).forEach(listener -> listener.committed(commit));
    }

    private List<Event> log(long conversation) {
        return logs.getOrDefault(conversation, new ArrayList<>());
    }

    @Override
    public void onCommitted(CommitListener listener) {
        listeners.add(listener);
    }

    @Override
    public void onLoss(LossListener listener) {
        // Memory is not taken away.
    }

    @Override
    public synchronized Optional<Head> head(long conversation) {
        return Optional.ofNullable(heads.get(conversation));
    }

    @Override
    public synchronized Optional<Conversation> conversation(long conversation) {
        return head(conversation).map(this::listed);
    }

    private Conversation listed(Head head) {
        RawJson meta = metas.getOrDefault(head.conversation(), new RawJson("{}"));
        return new Conversation(
                head.conversation(),
                head.completed(),
                meta,
                new Conversation.Lifetime(head.log().createdAt(), head.log().updatedAt()),
                origins.get(head.conversation()),
                head.setup().seating());
    }

    @Override
    public synchronized Optional<Seating> seating(long conversation) {
        return head(conversation).map(head -> head.setup().seating());
    }

    @Override
    public synchronized List<Head> headsOf(OriginQuery query) {
        return begun(query).limit(query.limit()).toList();
    }

    @Override
    public synchronized long countOf(OriginQuery query) {
        return begun(query).count();
    }

    @Override
    public synchronized Optional<Head> newestActive(Origin origin) {
        return heads.values().stream()
                .filter(head -> origin.equals(origins.get(head.conversation())) && !head.completed())
                .max(Comparator.comparing(Head::conversation));
    }

    /** An empty kind and no context stand for any. */
    private static boolean belongsTo(Origin wanted, @Nullable Origin origin) {
        return origin != null
                && (wanted.kind().isEmpty() || wanted.kind().equals(origin.kind()))
                && wanted.hash().equals(origin.hash())
                && (wanted.context() == null || wanted.context().equals(origin.context()));
    }

    private Stream<Head> begun(OriginQuery query) {
        Comparator<OriginQuery.ListPosition> newestFirst = Comparator.comparing(OriginQuery.ListPosition::since)
                .thenComparing(OriginQuery.ListPosition::conversation)
                .reversed();
        Origin wanted = query.origin();
        return heads.values().stream()
                .filter(head -> belongsTo(wanted, origins.get(head.conversation())))
                .filter(head -> query.since() == null
                        || !OriginQuery.ListPosition.of(head).since().isBefore(query.since()))
                .filter(head -> query.before() == null
                        || newestFirst.compare(OriginQuery.ListPosition.of(head), query.before()) > 0)
                .sorted(Comparator.comparing(OriginQuery.ListPosition::of, newestFirst));
    }

    @Override
    public synchronized List<Conversation> conversations(ConversationQuery query) {
        return matching(query)
                .skip(query.offset())
                .limit(query.limit())
                .map(this::listed)
                .toList();
    }

    @Override
    public synchronized <T> List<T> summaries(
            ConversationQuery query, SummaryCriteria criteria, Function<ConversationSummary, T> row) {
        return matching(query)
                .map(this::summary)
                .filter(criteria::matches)
                .skip(query.offset())
                .limit(query.limit())
                .map(row)
                .toList();
    }

    @Override
    public synchronized List<ConversationRun> runs(ConversationQuery query) {
        return matching(query)
                .skip(query.offset())
                .limit(query.limit())
                .map(this::run)
                .toList();
    }

    @Override
    public synchronized Map<String, Integer> runCounts(ConversationQuery.Scope scope, Collection<String> scenarioIds) {
        return matching(new ConversationQuery(ConversationQuery.Filter.ALL.within(scope), 0, 0))
                .map(head -> head.setup().scenarioId())
                .filter(scenarioIds::contains)
                .collect(Collectors.toMap(id -> id, id -> 1, Integer::sum));
    }

    private ConversationRun run(Head head) {
        Event closing = summary(head).lastClosing();
        Instant updated = head.log().updatedAt();
        OutcomeKind outcome = head.completed() && closing != null
                ? MessagePayload.of(closing).outcome().kind()
                : null;
        Instant until = head.completed() && closing != null ? closing.ts() : updated;
        return new ConversationRun(
                outcome,
                head.turn().number(),
                Duration.between(head.log().createdAt(), until),
                head.log().updatedAt());
    }

    private ConversationSummary summary(Head head) {
        Event closing =
                head.lastClosing() == null ? null : log(head.conversation()).get((int) head.lastClosedSeq() - 1);
        return new ConversationSummary(
                listed(head),
                head.turn().number(),
                head.log().lastSeq(),
                head.turn().owner(),
                closing);
    }

    private static boolean isWithin(ConversationQuery.Scope scope, Seating seating) {
        return switch (scope) {
            case ALL -> true;
            case LISTED -> seating != Seating.PRIVATE;
            case NONE_WITH_SEATS -> seating == Seating.NONE;
        };
    }

    private Stream<Head> matching(ConversationQuery query) {
        return heads.values().stream()
                .filter(head -> isWithin(query.filter().scope(), head.setup().seating()))
                .filter(head -> query.filter().completed() == null
                        || head.completed() == query.filter().completed())
                .filter(head -> query.filter().originHash() == null
                        || belongsTo(
                                new Origin("", query.filter().originHash(), null), origins.get(head.conversation())))
                .filter(head -> query.filter().scenarioId() == null
                        || query.filter().scenarioId().equals(head.setup().scenarioId()))
                .filter(head -> query.filter().updatedAfter() == null
                        || !head.log().updatedAt().isBefore(query.filter().updatedAfter()))
                .sorted(Comparator.comparing((Head head) -> head.log().updatedAt())
                        .thenComparing(Head::conversation)
                        .reversed());
    }

    @Override
    public synchronized List<Head> activeHeads(long afterId, int limit) {
        return heads.values().stream()
                .filter(head -> !head.completed() && head.conversation() > afterId)
                .limit(limit)
                .toList();
    }

    @Override
    public synchronized List<Event> events(EventQuery query) {
        return log(query.conversation()).stream()
                .filter(event -> event.seq() > query.afterSeq())
                .filter(query.filter()::accepts)
                .limit(query.limit())
                .toList();
    }

    @Override
    public synchronized Optional<Event> lastMessageOfOthers(long conversation, String agentId) {
        return log(conversation).stream()
                .filter(event -> event.entry() instanceof Entry.Message
                        && !event.agentId().equals(agentId))
                .reduce((first, second) -> second);
    }

    @Override
    public synchronized int closedTurns(long conversation, String agentId, long upToSeq) {
        return (int) log(conversation).stream()
                .filter(event ->
                        event.seq() <= upToSeq && event.agentId().equals(agentId) && event.finality() != Finality.NONE)
                .count();
    }

    @Override
    public synchronized Optional<Attachment> attachment(String id) {
        return Optional.ofNullable(attachments.get(id));
    }

    @Override
    public synchronized Optional<Attachment> attachmentByDocId(long conversation, String docId) {
        return attachments.values().stream()
                .filter(attachment -> attachment.conversation() == conversation
                        && attachment.document().docId().equals(docId))
                .reduce((first, second) -> second);
    }
}
