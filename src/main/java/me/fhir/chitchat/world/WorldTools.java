package me.fhir.chitchat.world;

import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Supplier;
import me.fhir.chitchat.agent.AgentSpec;
import me.fhir.chitchat.agent.OrchestratorTurnContext;
import me.fhir.chitchat.agent.TurnContext;
import me.fhir.chitchat.agent.planner.OutsideMessages;
import me.fhir.chitchat.agent.planner.OutsideToolCalls;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.ErrorCode;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Head;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.orchestrator.Orchestrator;
import org.jspecify.annotations.Nullable;

/** The simulated tools of roles in the hands of players from outside. For any thread; reads block it for milliseconds. */
public final class WorldTools {
    private final Worlds worlds;
    private final OutsideToolCalls calls;
    private final PlayerQueue queue;

    /** @param workers runs the calls, which may wait for a model */
    public WorldTools(Worlds worlds, OutsideToolCalls calls, Executor workers) {
        this.worlds = worlds;
        this.calls = calls;
        this.queue = new PlayerQueue(workers);
    }

    /** The briefs of the roles. */
    public Worlds worlds() {
        return worlds;
    }

    /**
     * Uses a tool; call and result are private traces of the player's turn.
     *
     * @return fails with {@link ConversationException}: as {@link OutsideToolCalls#use}, {@code TURN_CONFLICT} while it is
     *     another agent's turn, {@code CONVERSATION_FINALIZED}
     */
    public CompletableFuture<OutsideToolCalls.ToolReply> use(Player player, OutsideToolCalls.ToolRequest request) {
        try {
            return queue.add(player, () -> {
                Head head = player.head();
                if (!worlds.offersTools(head, player.agentId())) {
                    throw new ConversationException(ErrorCode.NOT_FOUND, "This role has no tools.");
                }
                return calls.use(context(player, head, player.turn(head)), request);
            });
        } catch (ConversationException e) {
            return CompletableFuture.failedFuture(e);
        }
    }

    /**
     * Uses a tool like {@link #use}.
     *
     * @param arguments the text of a JSON object
     * @param requestId under which a repeat is recognised, or null
     * @return what it returned, as {@link ToolReplyJson} has it
     */
    public CompletableFuture<String> useAsJson(
            Player player, String tool, String arguments, @Nullable String requestId) {
        return use(player, new OutsideToolCalls.ToolRequest(tool, arguments, requestId))
                .thenApply(ToolReplyJson::of);
    }

    /**
     * Sends a message with what the player's tools add: documents that are attached by their name alone, and after a tool
     * that ends the conversation its outcome.
     *
     * @param payload a message payload as in the wire contract
     * @throws ConversationException ({@code INVALID_PARAMS}) at once, when the payload is wrong
     */
    public CompletableFuture<Receipt> send(Player player, Json.Object payload, Finality finality) {
        OutsideMessages.CompletedMessage message = completed(player, payload, finality);
        return player.access().orchestrator().send(player.target(), message.payload(), message.finality());
    }

    /**
     * The same for a thread that must not block, after the player's earlier calls and messages.
     *
     * @param target where the message goes
     */
    public CompletableFuture<Receipt> sendInOrder(
            Player player, Orchestrator.AppendTarget target, Json.Object payload, Finality finality) {
        return queue.addAlways(player, () -> completed(player, payload, finality))
                .thenCompose(ready -> player.access().orchestrator().send(target, ready.payload(), ready.finality()));
    }

    /** Submits something of a player after its earlier calls and messages. */
    public <T> CompletableFuture<T> inOrder(Player player, Supplier<CompletableFuture<T>> submit) {
        return queue.addAlways(player, () -> submit).thenCompose(Supplier::get);
    }

    private OutsideMessages.CompletedMessage completed(Player player, Json.Object payload, Finality finality) {
        Head head = player.head();
        boolean changes = player.ownsOpenTurn(head) || OutsideMessages.attachesByName(payload);
        return changes && worlds.offersTools(head, player.agentId())
                ? OutsideMessages.complete(context(player, head, head.turn().number()), payload, finality)
                : new OutsideMessages.CompletedMessage(payload, finality);
    }

    private TurnContext context(Player player, Head head, int turn) {
        RawJson meta = player.access()
                .conversations()
                .requireConversation(player.conversation())
                .metadata();
        AgentSpec spec = new AgentSpec(
                player.agentId(),
                null,
                config(StoredJson.object(meta.text()), player.agentId()),
                worlds.scenario(head).orElse(null),
                meta);
        return new OrchestratorTurnContext(
                player.access().orchestrator(), player.access().conversations(), spec, player.conversation(), turn);
    }

    private static @Nullable RawJson config(Json.Object meta, String agentId) {
        return meta.objects("agents").stream()
                .filter(agent -> agentId.equals(agent.text("id")))
                .map(agent -> agent.object("config"))
                .filter(Objects::nonNull)
                .map(config -> new RawJson(config.raw()))
                .findFirst()
                .orElse(null);
    }
}
