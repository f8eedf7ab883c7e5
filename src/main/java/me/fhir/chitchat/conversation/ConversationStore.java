package me.fhir.chitchat.conversation;

import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CompletableFuture;
import java.util.function.Function;

/**
 * Where conversations are kept. Appends are decided by {@link TurnRules} against the head and are durable when their
 * future completes; reads never wait for writes. Every method may be called from any thread.
 */
public interface ConversationStore {
    /** How many conversations that its index does not know a search looks at; the latest come first. */
    int MAX_EXAMINED = 10_000;

    /**
     * Stores a new conversation with its {@code meta_created} event.
     *
     * @return the head; fails with {@link ConversationException} ({@code STORE_UNAVAILABLE})
     */
    CompletableFuture<Head> create(NewConversation conversation);

    /**
     * Appends what the request asks for, if the rules allow it, whole or not at all. Requests of one caller are taken
     * in the order of the calls. A repeat of an idempotency key gets the first receipt and writes nothing.
     *
     * @return the receipt of the event written; for a {@code ClearTurn} that had nothing to clear, a receipt whose
     *     event and seq are 0 and whose turn is the answer. Fails with {@link ConversationException}
     */
    default CompletableFuture<Receipt> append(AppendRequest request) {
        return append(request, AppendPermit.ANY);
    }

    /** The same, if the permit allows it; what it refuses leaves nothing behind. */
    CompletableFuture<Receipt> append(AppendRequest request, AppendPermit permit);

    /** The view of a conversation's events for the users of this store, for events that they do not read from it. */
    default EventView view(long conversation) {
        return EventView.ALL;
    }

    /** Whether a conversation has seats; reads no more than that. Empty when there is no such conversation. */
    Optional<Seating> seating(long conversation);

    /** Registers a listener that is notified of commits; see {@link CommitListener} for order and threads. */
    void onCommitted(CommitListener listener);

    /** Registers a listener that is notified when the data file was removed. */
    void onLoss(LossListener listener);

    Optional<Head> head(long conversation);

    /** The same; fails with {@code NOT_FOUND} when there is no such conversation. */
    default Head requireHead(long conversation) {
        return head(conversation).orElseThrow(() -> ConversationException.unknownConversation(conversation));
    }

    Optional<Conversation> conversation(long conversation);

    /** The same; fails with {@code NOT_FOUND} when there is no such conversation. */
    default Conversation requireConversation(long conversation) {
        return conversation(conversation).orElseThrow(() -> ConversationException.unknownConversation(conversation));
    }

    /**
     * A number that every write changes before it is answered: what was read after asking for it may be shown for as long
     * as it is the same. Empty where others write to the same data, or while nothing can be read.
     */
    default OptionalLong version() {
        return OptionalLong.empty();
    }

    /** Conversations, last updated first. A page of very long ones may end early; an empty one is the last. */
    List<Conversation> conversations(ConversationQuery query);

    /**
     * How conversations stand, last updated first. The query's offset counts those that match. Of the conversations that
     * the {@link SearchIndex} does not know, because they go on or have only just ended, the criteria are applied to
     * {@link #MAX_EXAMINED}. Only what {@code row} makes of a summary is kept, because its Meta and last message can be very
     * long.
     */
    <T> List<T> summaries(ConversationQuery query, SummaryCriteria criteria, Function<ConversationSummary, T> row);

    /** The same conversations as {@link #conversations}, in the same order, as statistics need them. */
    List<ConversationRun> runs(ConversationQuery query);

    /** How many conversations there are about each of these scenarios; one without any is not among them. */
    Map<String, Integer> runCounts(ConversationQuery.Scope scope, Collection<String> scenarioIds);

    /** The conversations of one bridge's address, newest status first. */
    List<Head> headsOf(OriginQuery query);

    /** How many conversations {@link #headsOf} would list without a limit. */
    long countOf(OriginQuery query);

    /** The newest conversation of an origin, its context included, that has not ended. */
    Optional<Head> newestActive(Origin origin);

    /**
     * Conversations that have not ended, oldest id first: at most {@code limit} of those with a greater id.
     */
    List<Head> activeHeads(long afterId, int limit);

    /** Events in the order of seq; empty when the conversation is unknown. A page of very long events may end early. */
    List<Event> events(EventQuery query);

    /** The newest message in a conversation that another agent than this one sent. */
    Optional<Event> lastMessageOfOthers(long conversation, String agentId);

    /** How many turns this agent has closed up to a seq. */
    int closedTurns(long conversation, String agentId, long upToSeq);

    Optional<Attachment> attachment(String id);

    /** The bytes of the same. */
    default Optional<AttachedBytes> attachedBytes(String id) {
        return attachment(id).map(AttachedBytes::of);
    }

    /** The newest document of that name in a conversation. */
    Optional<Attachment> attachmentByDocId(long conversation, String docId);

    /**
     * Receives the commits it accepts, in the order of commits per conversation, soon after the append's future
     * completed; never on the thread that writes.
     */
    interface CommitListener {
        void committed(Commit commit);

        /**
         * Whether the listener is interested in a commit. Called on the writing thread, so that a commit without
         * listeners wakes no thread. Must be fast; a needless true costs little, a wrong false loses the commit.
         */
        boolean accepts(Commit commit);
    }

    /**
     * A listener that also receives, all in the one order of the database, what other servers on it commit: of the
     * conversations that it follows, and what is news to every server.
     */
    interface SharedCommitListener extends CommitListener {
        /** Whether it has to receive every commit of this conversation. Must be fast; for any thread. */
        boolean follows(long conversation);

        /** The conversations that it follows, each with the last seq that it has, as far as it knows that. */
        Map<Long, Long> followed();

        /** Whether a commit is to be received on every server, even where nobody follows its conversation. */
        boolean isNews(Commit commit);
    }

    /** Notified of the loss of the data and of a new store, in order with the commits. */
    interface LossListener {
        /** The data file was removed: cached state is invalid. */
        default void storeLost() {}

        /** A new, empty store is in place. */
        default void storeReady() {}
    }
}
