package me.fhir.chitchat.orchestrator;

import java.time.Clock;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.conversation.AppendPermit;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Guidance;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.conversation.Seating;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.wire.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * The entry point for endpoints and agents that change a conversation. Validates a request on the caller's thread; the
 * store's writer then applies the turn rules. For any thread.
 */
public final class Orchestrator {
    private final ConversationStore store;
    private final Scheduling scheduling;
    private final Subscriptions subscriptions;
    private final MetaValidation metas;
    private final Clock clock;
    private final AppendPermit permit;

    public Orchestrator(
            ConversationStore store,
            Scheduling scheduling,
            Subscriptions subscriptions,
            ScenarioRosters scenarios,
            int defaultMaxTurns,
            Clock clock) {
        this.store = store;
        this.scheduling = scheduling;
        this.subscriptions = subscriptions;
        this.metas = new MetaValidation(scenarios, scheduling, defaultMaxTurns);
        this.clock = clock;
        this.permit = AppendPermit.ANY;
    }

    private Orchestrator(Orchestrator other, AppendPermit permit) {
        this.store = other.store;
        this.scheduling = other.scheduling;
        this.subscriptions = other.subscriptions;
        this.metas = other.metas;
        this.clock = other.clock;
        this.permit = permit;
    }

    /** The same, which appends only what this permit allows. */
    public Orchestrator withPermit(AppendPermit permit) {
        return new Orchestrator(this, permit);
    }

    /**
     * Where an append goes.
     *
     * @param turn the turn the sender named, or null when the server is to pick it
     */
    public record AppendTarget(
            long conversation, String agentId, @Nullable Integer turn) {}

    /**
     * Creates a conversation.
     *
     * @param meta the Meta as its sender wrote it
     * @throws ConversationException ({@code INVALID_PARAMS}) at once, when the Meta or its scenario does not fit
     */
    public CompletableFuture<Head> create(Json.Object meta) {
        return create(meta, Seating.NONE);
    }

    /**
     * Creates a conversation, which may have seats.
     *
     * @throws ConversationException as {@link #create(Json.Object)}
     */
    public CompletableFuture<Head> create(Json.Object meta, Seating seating) {
        Origin named = seating.seated() ? null : BridgeMarks.namedIn(meta);
        return store(BridgeMarks.removedFrom(meta, named), named, seating);
    }

    /**
     * Creates a conversation for a bridge.
     *
     * @param origin what the store keeps of the bridge and its address
     * @throws ConversationException as {@link #create(Json.Object)}
     */
    public CompletableFuture<Head> create(RawJson meta, Origin origin) {
        return store(parse(meta, "meta"), origin, Seating.NONE);
    }

    private CompletableFuture<Receipt> append(AppendRequest request) {
        return store.append(request, permit);
    }

    private CompletableFuture<Head> store(Json.Object meta, @Nullable Origin origin, Seating seating) {
        return store.create(metas.validated(meta, origin, seating));
    }

    /** Like {@link #create(Json.Object)}, for a Meta that is not parsed yet. */
    public CompletableFuture<Head> create(RawJson meta) {
        return create(parse(meta, "meta"));
    }

    /**
     * Sends a message.
     *
     * @param payload as on the wire, documents with their content
     * @throws ConversationException ({@code INVALID_PARAMS}) at once, when the payload is wrong
     */
    public CompletableFuture<Receipt> send(AppendTarget target, Json.Object payload, Finality finality) {
        MessageDraft draft = MessageDraft.of(payload, finality);
        return append(
                new AppendRequest.Send(sender(target, draft.clientRequestId()), draft.message(), draft.documents()));
    }

    /** Like {@link #send(AppendTarget, Json.Object, Finality)}, for a payload that is not parsed yet. */
    public CompletableFuture<Receipt> send(AppendTarget target, RawJson payload, Finality finality) {
        return send(target, parse(payload, "messagePayload"), finality);
    }

    /**
     * Writes a private trace.
     *
     * @param finality what the sender asked for; anything but none is refused
     * @throws ConversationException ({@code INVALID_PARAMS}) at once, when the payload is wrong
     */
    public CompletableFuture<Receipt> trace(AppendTarget target, Json.Object payload, Finality finality) {
        TraceDraft draft = TraceDraft.of(payload);
        return append(new AppendRequest.SendTrace(sender(target, draft.clientRequestId()), draft.trace(), finality));
    }

    /** Like {@link #trace(AppendTarget, Json.Object, Finality)}, for a payload that is not parsed yet. */
    public CompletableFuture<Receipt> trace(AppendTarget target, RawJson payload, Finality finality) {
        return trace(target, parse(payload, "tracePayload"), finality);
    }

    private static Json.Object parse(RawJson raw, String path) {
        return JsonFields.parse(raw.text(), path, ConversationException.INVALID).object();
    }

    private static AppendRequest.Sender sender(AppendTarget target, @Nullable String clientRequestId) {
        return new AppendRequest.Sender(target.conversation(), target.agentId(), target.turn(), clientRequestId);
    }

    /** Discards what an agent has written in its open turn; the receipt's turn is the one it writes next. */
    public CompletableFuture<Receipt> clearTurn(long conversation, String agentId) {
        String marker = JsonWriter.object(json -> json.text("type", "turn_cleared")
                .text("abortedBy", agentId)
                .text("timestamp", Timestamps.format(clock.instant()))
                .text("reason", "agent_restart"));
        return append(new AppendRequest.ClearTurn(conversation, agentId, new Entry.Trace(new RawJson(marker))));
    }

    /** Ends a conversation at a person's request; without a reason its outcome has none. */
    public CompletableFuture<Receipt> cancel(long conversation, @Nullable String reason) {
        return append(Closings.canceled(conversation, reason));
    }

    /** Ends a conversation because one of its agents failed and cannot go on; the outcome names the agent. */
    public CompletableFuture<Receipt> closeFailed(long conversation, String agentId) {
        return append(Closings.failed(conversation, agentId));
    }

    /** Ends a conversation that does not get on, because its Meta says so ({@code config.onStall}). */
    public CompletableFuture<Receipt> closeStalled(long conversation) {
        return append(Closings.stalled(conversation));
    }

    /** Ends a conversation that has been active for longer than the operator allows. */
    CompletableFuture<Receipt> closeExpired(long conversation, long ageMs) {
        return append(Closings.expired(conversation, ageMs));
    }

    /**
     * Notes something about a conversation in its log, once; it opens and closes no turn.
     *
     * @param note a system event's payload
     * @param key under which a repeat is recognised
     */
    public CompletableFuture<Receipt> note(long conversation, RawJson note, String key) {
        return append(new AppendRequest.Note(conversation, new Entry.SystemNote(note), key));
    }

    /** Ends a conversation to which nothing was added for too long, unless something was after {@code lastSeq}. */
    CompletableFuture<Receipt> closeIdle(long conversation, long lastSeq, long idleMs) {
        return append(Closings.idle(conversation, lastSeq, idleMs));
    }

    /** Whose turn it is in a conversation that stands like this; empty when any agent may begin, or none can speak. */
    public Optional<Guidance> guidance(Head head) {
        return scheduling.snapshot(head);
    }

    /**
     * Opens a subscription; the caller then calls {@link LiveFeed#catchUp} until it is live.
     *
     * @throws ConversationException ({@code NOT_FOUND}) when there is no such conversation
     */
    public LiveFeed subscribe(LiveFeed.FeedRequest request, LiveFeed.Sink sink) {
        Head head = store.requireHead(request.conversation());
        LiveFeed feed = new LiveFeed(store, subscriptions, scheduling, request, sink, head);
        feed.open();
        return feed;
    }
}
