package me.fhir.chitchat.seat;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;
import me.fhir.chitchat.conversation.AppendPermit;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.AttachedBytes;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Commit;
import me.fhir.chitchat.conversation.Conversation;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationQuery;
import me.fhir.chitchat.conversation.ConversationRun;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.ConversationSummary;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.EventQuery;
import me.fhir.chitchat.conversation.EventView;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.conversation.OriginQuery;
import me.fhir.chitchat.conversation.OutcomeKind;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.conversation.Seating;
import me.fhir.chitchat.conversation.SummaryCriteria;

/**
 * The conversations as one caller may see them. Those with seats do not exist for a caller without a valid code of
 * theirs, and show a holder what its rights cover. Protocols are given this store and no other, so none can forget the check.
 */
final class GuardedStore implements ConversationStore {
    private final ConversationStore store;
    private final Grants grants;
    private final SeatTakeovers takeovers;

    GuardedStore(ConversationStore store, Grants grants, SeatTakeovers takeovers) {
        this.store = store;
        this.grants = grants;
        this.takeovers = takeovers;
    }

    /** The caller's rights in a conversation; empty when it does not exist for it. Reads the store. */
    Optional<Rights> rights(long conversation) {
        Optional<Grant> held = grants.of(conversation);
        if (held.isPresent()) {
            // Read again each time: the code may have been replaced, or be too old, by now.
            return grants.current(held.get()).map(Grant::rights);
        }
        return store.seating(conversation).filter(seating -> !seating.seated()).map(seating -> Rights.UNRESTRICTED);
    }

    private boolean visible(long conversation) {
        return rights(conversation).isPresent();
    }

    @Override
    public CompletableFuture<Head> create(NewConversation conversation) {
        return store.create(conversation);
    }

    @Override
    public CompletableFuture<Receipt> append(AppendRequest request, AppendPermit permit) {
        return store.append(request, head -> {
            if (head.setup().seating().seated()) {
                grants.unexpired(head)
                        .orElseThrow(() -> ConversationException.unknownConversation(head.conversation()))
                        .require(request, agentId -> takeovers.plays(head.conversation(), agentId));
            }
            permit.require(head);
        });
    }

    @Override
    public EventView view(long conversation) {
        Optional<Grant> held = grants.of(conversation);
        if (held.isPresent()) {
            Grant grant = held.get();
            Rights rights = grant.rights();
            return event -> grant.revoked() ? Optional.empty() : rights.shown(event);
        }
        return visible(conversation) ? EventView.ALL : event -> Optional.empty();
    }

    @Override
    public Optional<Seating> seating(long conversation) {
        return visible(conversation) ? store.seating(conversation) : Optional.empty();
    }

    @Override
    public Optional<Head> head(long conversation) {
        return visible(conversation) ? store.head(conversation) : Optional.empty();
    }

    @Override
    public Optional<Conversation> conversation(long conversation) {
        return rights(conversation).flatMap(rights -> store.conversation(conversation)
                .map(listed -> listed.withMetadata(rights.meta(listed.metadata()))));
    }

    /** Which conversations a list shows depends on the query and on what is stored, never on the caller's rights. */
    @Override
    public OptionalLong version() {
        return store.version();
    }

    @Override
    public List<Conversation> conversations(ConversationQuery query) {
        return store.conversations(listed(query)).stream()
                .map(ListedExcerpt::of)
                .toList();
    }

    @Override
    public <T> List<T> summaries(
            ConversationQuery query, SummaryCriteria criteria, Function<ConversationSummary, T> row) {
        return store.summaries(
                listed(query), new ExcerptCriteria(criteria), summary -> row.apply(ListedExcerpt.of(summary)));
    }

    /** Of conversations with seats a list shows no turns. */
    @Override
    public List<ConversationRun> runs(ConversationQuery query) {
        return store.runs(query.within(ConversationQuery.Scope.NONE_WITH_SEATS));
    }

    @Override
    public Map<String, Integer> runCounts(ConversationQuery.Scope scope, Collection<String> scenarioIds) {
        return store.runCounts(ConversationQuery.Scope.NONE_WITH_SEATS, scenarioIds);
    }

    /** A search must not find what is not shown; what is indexed is the excerpt as well. */
    private record ExcerptCriteria(SummaryCriteria criteria) implements SummaryCriteria {
        @Override
        public Set<OutcomeKind> outcomes() {
            return criteria.outcomes();
        }

        @Override
        public List<String> words() {
            return criteria.words();
        }

        @Override
        public boolean matches(ConversationSummary summary) {
            return criteria.matches(ListedExcerpt.of(summary));
        }
    }

    /** A match by scenario or origin would reveal it. */
    private static ConversationQuery listed(ConversationQuery query) {
        boolean revealing =
                query.filter().scenarioId() != null || query.filter().originHash() != null;
        return query.within(revealing ? ConversationQuery.Scope.NONE_WITH_SEATS : ConversationQuery.Scope.LISTED);
    }

    @Override
    public List<Head> headsOf(OriginQuery query) {
        return withoutSeats(store.headsOf(query));
    }

    @Override
    public long countOf(OriginQuery query) {
        // Bridges begin conversations without seats only.
        return store.countOf(query);
    }

    @Override
    public Optional<Head> newestActive(Origin origin) {
        return store.newestActive(origin).filter(head -> !head.setup().seating().seated());
    }

    @Override
    public List<Head> activeHeads(long afterId, int limit) {
        return withoutSeats(store.activeHeads(afterId, limit));
    }

    private static List<Head> withoutSeats(List<Head> heads) {
        return heads.stream().filter(head -> !head.setup().seating().seated()).toList();
    }

    @Override
    public List<Event> events(EventQuery query) {
        Optional<Rights> rights = rights(query.conversation());
        if (rights.isEmpty()) {
            return List.of();
        }
        if (rights.get().equals(Rights.UNRESTRICTED)) {
            return store.events(query);
        }
        long after = query.afterSeq();
        while (true) {
            List<Event> page = store.events(new EventQuery(query.conversation(), after, query.limit(), query.filter()));
            List<Event> shown = new ArrayList<>();
            page.forEach(event -> rights.get().shown(event).ifPresent(shown::add));
            // An empty page would say that the log ends here.
            if (page.isEmpty() || !shown.isEmpty()) {
                return shown;
            }
            after = page.get(page.size() - 1).seq();
        }
    }

    @Override
    public Optional<Event> lastMessageOfOthers(long conversation, String agentId) {
        return visible(conversation) ? store.lastMessageOfOthers(conversation, agentId) : Optional.empty();
    }

    @Override
    public int closedTurns(long conversation, String agentId, long upToSeq) {
        return visible(conversation) ? store.closedTurns(conversation, agentId, upToSeq) : 0;
    }

    @Override
    public Optional<Attachment> attachment(String id) {
        return store.attachment(id).filter(attachment -> visible(attachment.conversation()));
    }

    @Override
    public Optional<AttachedBytes> attachedBytes(String id) {
        return store.attachedBytes(id).filter(attached -> visible(attached.conversation()));
    }

    @Override
    public Optional<Attachment> attachmentByDocId(long conversation, String docId) {
        return visible(conversation) ? store.attachmentByDocId(conversation, docId) : Optional.empty();
    }

    @Override
    public void onCommitted(CommitListener listener) {
        store.onCommitted(new CommitListener() {
            @Override
            public void committed(Commit commit) {
                listener.committed(commit);
            }

            @Override
            public boolean accepts(Commit commit) {
                return !commit.after().setup().seating().seated() && listener.accepts(commit);
            }
        });
    }

    @Override
    public void onLoss(LossListener listener) {
        store.onLoss(listener);
    }
}
