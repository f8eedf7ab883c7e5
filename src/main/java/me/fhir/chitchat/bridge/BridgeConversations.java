package me.fhir.chitchat.bridge;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ConversationStore;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.Origin;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.http.admission.ResponsePermits;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.seat.Access;
import me.fhir.chitchat.seat.GuardedAgents;
import me.fhir.chitchat.world.Player;
import me.fhir.chitchat.world.WorldTools;
import org.jspecify.annotations.Nullable;

/**
 * Conversations as an external agent has them: it begins one, speaks, and sees how it stands. What this reads does not
 * grow with the log. For any thread that may wait for a read.
 */
public final class BridgeConversations {
    /** For each of them a thread waits until the store has noted its agents. */
    private static final int STARTS_AT_A_TIME = 16;

    private final Access access;
    private final WorldTools tools;
    private final @Nullable WaitingSend sender;
    private final Orchestrator orchestrator;
    private final ConversationStore store;
    private final GuardedAgents agents;
    private final Executor starters;
    private final TaskViews views;

    /**
     * @param tools what scenarios offer to the external agent
     * @param workers runs what may block
     */
    public BridgeConversations(Access access, WorldTools tools, Executor workers) {
        this(access, tools, workers, null);
    }

    /**
     * The same, speaking when the word is free.
     *
     * @param sender waits for another agent's turn to close; null refuses to speak while one is open
     */
    BridgeConversations(Access access, WorldTools tools, Executor workers, @Nullable WaitingSend sender) {
        this.access = access;
        this.tools = tools;
        this.sender = sender;
        this.orchestrator = access.orchestrator();
        this.store = access.conversations();
        this.agents = access.agents();
        this.starters = fewAtATime(workers);
        this.views = new TaskViews(store);
    }

    /** Takes a worker for a task only when few others have one: many clients may begin at once. */
    static Executor fewAtATime(Executor workers) {
        ResponsePermits starts = new ResponsePermits(STARTS_AT_A_TIME);
        return start -> starts.execute(workers, start);
    }

    /**
     * Creates a conversation and starts the server-run agents of the roster, the external one excepted.
     *
     * @return the head; fails with {@link ConversationException} ({@code INVALID_PARAMS}) when the Meta does not fit its
     *     scenario or names an unknown kind of agent
     */
    public CompletableFuture<Head> begin(Config64 config, BridgeKind bridge) {
        return begin(config, bridge, null);
    }

    /**
     * The same in a context of the client's.
     *
     * @param contextId the id of the context, or null where the protocol has none
     */
    public CompletableFuture<Head> begin(Config64 config, BridgeKind bridge, @Nullable String contextId) {
        try {
            return orchestrator
                    .create(config.stamped(bridge), new Origin(bridge.wireName(), config.hash(), contextId))
                    .thenApplyAsync(head -> withOthers(head, config.otherAgents()), starters);
        } catch (ConversationException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    private Head withOthers(Head head, List<String> others) {
        try {
            agents.ensure(head.conversation(), others);
            return head;
        } catch (ConversationException e) {
            // Without its agents the conversation would never get an answer.
            orchestrator.cancel(head.conversation(), "agents_not_started").join();
            throw e;
        }
    }

    /**
     * Says something as the external agent, and hands the word on.
     *
     * @param payload a message payload as in the wire contract, documents with their content
     * @return fails with {@link ConversationException}: {@code INVALID_PARAMS}, {@code TURN_CONFLICT} while another agent
     *     speaks, {@code CONVERSATION_FINALIZED}
     */
    public CompletableFuture<Receipt> say(Participant participant, long conversation, RawJson payload) {
        Player player = player(participant, conversation);
        if (sender != null) {
            return sender.send(player, payload, Finality.TURN);
        }
        try {
            Json.Object message = JsonFields.parse(payload.text(), "messagePayload", ConversationException.INVALID)
                    .object();
            return participant.usesWorld()
                    ? tools.send(player, message, Finality.TURN)
                    : orchestrator.send(player.target(), message, Finality.TURN);
        } catch (ConversationException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /** The external agent as the player of its role in a conversation. */
    public Player player(Participant participant, long conversation) {
        return new Player(access, conversation, participant.externalAgent());
    }

    /** The briefs and tools of scenarios for the external agent. */
    public WorldTools tools() {
        return tools;
    }

    /**
     * Notes something about a conversation in its log, once.
     *
     * @param note a system event's payload
     * @param key under which a repeat is recognised
     */
    public CompletableFuture<Receipt> note(long conversation, RawJson note, String key) {
        return orchestrator.note(conversation, note, key);
    }

    /** Ends a conversation as canceled; fails with {@code CONVERSATION_FINALIZED} when it has ended already. */
    public CompletableFuture<Receipt> cancel(long conversation, String reason) {
        return orchestrator.cancel(conversation, reason);
    }

    /** How a conversation stands now. */
    public TaskView view(Participant participant, long conversation) {
        return view(participant, store.requireHead(conversation));
    }

    /** How a conversation stood when this was its head. */
    public TaskView view(Participant participant, Head head) {
        return views.of(head, participant.externalAgent());
    }
}
