package me.fhir.chitchat.orchestrator;

import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.conversation.AppendRequest;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.Meta;
import me.fhir.chitchat.conversation.NewConversation;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSize;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.wire.Timestamps;
import org.jspecify.annotations.Nullable;

/**
 * What doors and agents call to change a conversation. Checks a request's own form at once (on the caller's thread) and
 * leaves the decision to the store's writer, which holds it against the turn rules. For any thread.
 */
public final class Orchestrator {
    private static final String CANCELED_TEXT = "The conversation was canceled.";

    private final ConversationStore store;
    private final Scheduling scheduling;
    private final Subscriptions subscriptions;
    private final ScenarioRosters scenarios;
    private final int defaultMaxTurns;
    private final Clock clock;

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
        this.scenarios = scenarios;
        this.defaultMaxTurns = defaultMaxTurns;
        this.clock = clock;
    }

    /**
     * Where an append goes.
     *
     * @param turn the turn the sender named, or null when the server is to pick it
     */
    public record Address(
            long conversation, String agentId, @Nullable Integer turn) {}

    /**
     * Creates a conversation.
     *
     * @param meta the Meta as its sender wrote it
     * @throws ConversationException ({@code INVALID_PARAMS}) at once, when the Meta or its scenario does not fit
     */
    public CompletableFuture<Head> create(RawJson meta) {
        JsonObject fields = Payloads.object(meta, "meta");
        Meta parsed = parse(fields);
        parsed.requireNoReservedNames();
        if (!scheduling.knows(parsed.config().policy())) {
            throw ConversationException.invalid(
                    "meta.config.policy \"" + parsed.config().policy() + "\" is not one of "
                            + String.join(", ", scheduling.policyNames()) + ".");
        }
        if (parsed.scenarioId() != null) {
            requireRoster(parsed.scenarioId(), parsed.agentIds());
        }
        JsonObject versioned = fields.has("metaVersion") ? fields : fields.with("metaVersion", "1");
        return store.create(new NewConversation(new RawJson(versioned.text()), parsed.setup(defaultMaxTurns)));
    }

    private static Meta parse(JsonObject fields) {
        JsonSize.complaint(fields.text()).ifPresent(complaint -> {
            throw ConversationException.invalid("meta " + complaint + ".");
        });
        try {
            return Meta.of(JsonText.toMap(fields.text()));
        } catch (JsonSyntaxException e) {
            throw ConversationException.invalid("meta cannot be read: " + e.sentence() + ".");
        }
    }

    private void requireRoster(String scenarioId, List<String> agentIds) {
        List<String> wanted = scenarios
                .agentIds(scenarioId)
                .orElseThrow(() ->
                        ConversationException.invalid("meta.scenarioId: there is no scenario \"" + scenarioId + "\"."));
        Set<String> roster = new TreeSet<>(wanted);
        if (!roster.equals(new TreeSet<>(agentIds))) {
            throw ConversationException.invalid("meta.agents must be exactly the agents of scenario \"" + scenarioId
                    + "\": it has " + String.join(", ", wanted) + "; you named " + String.join(", ", agentIds) + ".");
        }
    }

    /**
     * Sends a message.
     *
     * @param payload as on the wire, documents with their content
     * @throws ConversationException ({@code INVALID_PARAMS}) at once, when the payload is wrong
     */
    public CompletableFuture<Receipt> send(Address address, RawJson payload, Finality finality) {
        MessageDraft draft = MessageDraft.of(payload, finality);
        return store.append(
                new AppendRequest.Send(sender(address, draft.clientRequestId()), draft.message(), draft.documents()));
    }

    /**
     * Writes a private trace.
     *
     * @param finality what the sender asked for; anything but none is refused
     * @throws ConversationException ({@code INVALID_PARAMS}) at once, when the payload is wrong
     */
    public CompletableFuture<Receipt> think(Address address, RawJson payload, Finality finality) {
        TraceDraft draft = TraceDraft.of(payload);
        return store.append(new AppendRequest.Think(sender(address, draft.clientRequestId()), draft.trace(), finality));
    }

    private static AppendRequest.Sender sender(Address address, @Nullable String clientRequestId) {
        return new AppendRequest.Sender(address.conversation(), address.agentId(), address.turn(), clientRequestId);
    }

    /** Gives up what an agent has done of its open turn; the answer's turn is the one it is to play. */
    public CompletableFuture<Receipt> clearTurn(long conversation, String agentId) {
        String marker = "{\"type\":\"turn_cleared\",\"abortedBy\":" + JsonText.quote(agentId) + ",\"timestamp\":\""
                + Timestamps.format(clock.instant()) + "\",\"reason\":\"agent_restart\"}";
        return store.append(new AppendRequest.ClearTurn(conversation, agentId, new Entry.Trace(new RawJson(marker))));
    }

    /** Ends a conversation in a person's name; without a reason its outcome has none. */
    public CompletableFuture<Receipt> cancel(long conversation, @Nullable String reason) {
        String outcome =
                "{\"status\":\"canceled\"" + (reason == null ? "" : ",\"reason\":" + JsonText.quote(reason)) + "}";
        return store.append(
                new AppendRequest.Close(conversation, "system", closing(CANCELED_TEXT, outcome), null, null));
    }

    /** Ends a conversation that nobody adds to, unless somebody did after {@code lastSeq}. */
    CompletableFuture<Receipt> closeIdle(long conversation, long lastSeq, long idleMs) {
        Entry.SystemNote note =
                new Entry.SystemNote(new RawJson("{\"kind\":\"idle_timeout\",\"data\":{\"idleMs\":" + idleMs + "}}"));
        String outcome = "{\"status\":\"canceled\",\"reason\":\"idle_timeout\"}";
        return store.append(new AppendRequest.Close(
                conversation,
                "system-watchdog",
                closing("The conversation was closed because nothing happened for too long.", outcome),
                note,
                lastSeq));
    }

    /** Ends a conversation that has been active for longer than the operator allows. */
    CompletableFuture<Receipt> closeExpired(long conversation, long ageMs) {
        Entry.SystemNote note = new Entry.SystemNote(
                new RawJson("{\"kind\":\"note\",\"data\":{\"reason\":\"max_age\",\"ageMs\":" + ageMs + "}}"));
        return store.append(new AppendRequest.Close(
                conversation,
                "system-watchdog",
                closing(
                        "The conversation was closed because it has been active for longer than this server allows.",
                        "{\"status\":\"canceled\",\"reason\":\"max_age\"}"),
                note,
                null));
    }

    private static Entry.Message closing(String text, String outcome) {
        return new Entry.Message(
                new RawJson("{\"text\":" + JsonText.quote(text) + ",\"outcome\":" + outcome + "}"),
                Finality.CONVERSATION);
    }

    /**
     * Opens a subscription; its owner then calls {@link LiveFeed#catchUp} until it is live.
     *
     * @throws ConversationException ({@code NOT_FOUND}) when there is no such conversation
     */
    public LiveFeed subscribe(LiveFeed.Request request, LiveFeed.Sink sink) {
        Head head = store.head(request.conversation())
                .orElseThrow(() -> ConversationException.unknownConversation(request.conversation()));
        LiveFeed feed = new LiveFeed(store, subscriptions, scheduling, request, sink, head);
        feed.open();
        return feed;
    }
}
