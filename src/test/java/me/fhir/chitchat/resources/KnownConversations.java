package me.fhir.chitchat.resources;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.Function;
import java.util.function.Supplier;
import me.fhir.chitchat.conversation.AppendPermit;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.Attachment;
import me.fhir.chitchat.conversation.Conversation;
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

/** Conversations that a test put there, for reading only; remembers how it was asked. */
final class KnownConversations implements ConversationStore {
    final List<Conversation> conversations = new CopyOnWriteArrayList<>();
    final List<ConversationQuery> queries = new CopyOnWriteArrayList<>();
    final List<ConversationSummary> summaries = new CopyOnWriteArrayList<>();
    final List<ConversationRun> runs = new CopyOnWriteArrayList<>();
    final Map<Long, Head> heads = new HashMap<>();
    final List<Event> events = new CopyOnWriteArrayList<>();
    final Map<String, Attachment> attachments = new HashMap<>();
    /** What goes wrong when the list is read; null when nothing does. */
    private Supplier<? extends RuntimeException> failure = () -> new IllegalStateException("nothing is wrong");

    OptionalLong version = OptionalLong.empty();
    /** Happens when a list was read and is not answered yet. */
    Runnable afterReading = () -> {};

    private boolean failing;

    void failWith(Supplier<? extends RuntimeException> cause) {
        failure = cause;
        failing = true;
    }

    void recover() {
        failing = false;
    }

    @Override
    public OptionalLong version() {
        return version;
    }

    @Override
    public List<Conversation> conversations(ConversationQuery query) {
        if (failing) {
            throw failure.get();
        }
        queries.add(query);
        List<Conversation> page = conversations.stream()
                .filter(c ->
                        query.filter().completed() == null || query.filter().completed() == c.completed())
                .filter(c -> query.filter().scenarioId() == null
                        || c.metadata()
                                .text()
                                .contains("\"scenarioId\":\"" + query.filter().scenarioId() + "\""))
                .filter(c -> query.filter().updatedAfter() == null
                        || !c.updatedAt().isBefore(query.filter().updatedAfter()))
                .sorted(Comparator.comparing(Conversation::updatedAt).reversed())
                .skip(query.offset())
                .limit(query.limit())
                .toList();
        afterReading.run();
        return page;
    }

    @Override
    public <T> List<T> summaries(
            ConversationQuery query, SummaryCriteria criteria, Function<ConversationSummary, T> row) {
        queries.add(query);
        return summaries.stream()
                .filter(criteria::matches)
                .skip(query.offset())
                .limit(query.limit())
                .map(row)
                .toList();
    }

    @Override
    public List<ConversationRun> runs(ConversationQuery query) {
        queries.add(query);
        return runs.stream().skip(query.offset()).limit(query.limit()).toList();
    }

    @Override
    public Map<String, Integer> runCounts(ConversationQuery.Scope scope, Collection<String> scenarioIds) {
        throw new UnsupportedOperationException();
    }

    @Override
    public List<Head> headsOf(OriginQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public long countOf(OriginQuery query) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Head> newestActive(Origin origin) {
        throw new UnsupportedOperationException();
    }

    @Override
    public Optional<Head> head(long conversation) {
        return Optional.ofNullable(heads.get(conversation));
    }

    @Override
    public Optional<Conversation> conversation(long conversation) {
        return conversations.stream().filter(c -> c.id() == conversation).findAny();
    }

    @Override
    public Optional<Seating> seating(long conversation) {
        return conversation(conversation).map(Conversation::seating);
    }

    @Override
    public List<Event> events(EventQuery query) {
        return new ArrayList<>(events)
                .stream()
                        .filter(e -> e.conversation() == query.conversation() && e.seq() > query.afterSeq())
                        .limit(query.limit())
                        .toList();
    }

    @Override
    public Optional<Attachment> attachment(String id) {
        return Optional.ofNullable(attachments.get(id));
    }

    @Override
    public List<Head> activeHeads(long afterId, int limit) {
        throw new UnsupportedOperationException("not called by the REST resources");
    }

    @Override
    public CompletableFuture<Head> create(NewConversation conversation) {
        throw new UnsupportedOperationException("read-only");
    }

    @Override
    public CompletableFuture<Receipt> append(AppendRequest request, AppendPermit permit) {
        throw new UnsupportedOperationException("read-only");
    }

    @Override
    public void onCommitted(CommitListener listener) {
        throw new UnsupportedOperationException("read-only");
    }

    @Override
    public void onLoss(LossListener listener) {
        throw new UnsupportedOperationException("read-only");
    }

    @Override
    public Optional<Event> lastMessageOfOthers(long conversation, String agentId) {
        throw new UnsupportedOperationException("not called by the REST resources");
    }

    @Override
    public int closedTurns(long conversation, String agentId, long upToSeq) {
        throw new UnsupportedOperationException("not called by the REST resources");
    }

    @Override
    public Optional<Attachment> attachmentByDocId(long conversation, String docId) {
        throw new UnsupportedOperationException("not called by the REST resources");
    }
}
