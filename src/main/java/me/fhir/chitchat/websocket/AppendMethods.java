package me.fhir.chitchat.websocket;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Supplier;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.jsonrpc.JsonRpcException;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.wire.EventJson;
import me.fhir.chitchat.world.Player;
import me.fhir.chitchat.world.WorldTools;

/** The methods that write. */
final class AppendMethods {
    private final WorldTools tools;

    /** @param tools what the holders of seats are offered */
    AppendMethods(WorldTools tools) {
        this.tools = tools;
    }

    void register(Map<String, RpcMethod> methods) {
        methods.put("createConversation", new RpcMethod.LookingUp(AppendMethods::createConversation));
        methods.put("sendMessage", new RpcMethod.Submitting(this::sendMessage));
        methods.put("sendTrace", new RpcMethod.Submitting(this::sendTrace));
        methods.put("clearTurn", new RpcMethod.Submitting(this::clearTurn));
        methods.put("cancelConversation", new RpcMethod.Submitting(AppendMethods::cancelConversation));
    }

    private static CompletableFuture<MethodResult> createConversation(Client client, JsonFields params) {
        Json.Object meta = params.object("meta").object();
        return client.access()
                .orchestrator()
                .create(meta)
                .thenApply(head -> MethodResult.object(json ->
                        json.number("conversationId", head.conversation()).optionalText("title", meta.text("title"))));
    }

    private CompletableFuture<MethodResult> sendMessage(Client client, JsonFields params) {
        Orchestrator.AppendTarget target = target(client, params);
        Json.Object payload = params.object("messagePayload").object();
        Finality finality = finality(params.text("finality"));
        // The tools of a seat's role may add to its message, which must be looked up.
        return player(client, target.conversation(), target.agentId())
                .map(player -> tools.sendInOrder(player, target, payload, finality))
                .orElseGet(() -> client.access().orchestrator().send(target, payload, finality))
                .thenApply(AppendMethods::receipt);
    }

    private CompletableFuture<MethodResult> sendTrace(Client client, JsonFields params) {
        Orchestrator.AppendTarget target = target(client, params);
        Json.Object payload = params.object("tracePayload").object();
        String word = params.optionalText("finality");
        Finality finality = word == null ? Finality.NONE : finality(word);
        return inOrder(client, target.conversation(), target.agentId(), () -> client.access()
                        .orchestrator()
                        .trace(target, payload, finality))
                .thenApply(AppendMethods::receipt);
    }

    private CompletableFuture<MethodResult> clearTurn(Client client, JsonFields params) {
        long conversation = params.integer("conversationId");
        String agentId = agentId(client, params);
        return inOrder(client, conversation, agentId, () -> client.access()
                        .orchestrator()
                        .clearTurn(conversation, agentId))
                .thenApply(receipt -> MethodResult.object(
                        json -> json.number("turn", receipt.at().turn())));
    }

    /** Messages that the holder of a seat sends without waiting for responses are stored in its order. */
    private CompletableFuture<Receipt> inOrder(
            Client client, long conversation, String agentId, Supplier<CompletableFuture<Receipt>> submit) {
        return player(client, conversation, agentId)
                .map(player -> tools.inOrder(player, submit))
                .orElseGet(submit);
    }

    private static Optional<Player> player(Client client, long conversation, String agentId) {
        return client.access()
                .ownAgent(conversation)
                .filter(agentId::equals)
                .map(own -> new Player(client.access(), conversation, own));
    }

    private static CompletableFuture<MethodResult> cancelConversation(Client client, JsonFields params) {
        return client.access()
                .orchestrator()
                .cancel(params.integer("conversationId"), params.optionalText("reason"))
                .thenApply(AppendMethods::receipt);
    }

    private static Orchestrator.AppendTarget target(Client client, JsonFields params) {
        long conversation = params.integer("conversationId");
        String agentId = agentId(client, params);
        Long turn = params.optionalInteger("turn");
        return new Orchestrator.AppendTarget(conversation, agentId, turn == null ? null : clamp(turn));
    }

    /** The agent that speaks; the holder of a seat may leave it out. */
    private static String agentId(Client client, JsonFields params) {
        return params.has("agentId")
                ? params.text("agentId")
                : client.access().ownAgent(params.integer("conversationId")).orElseGet(() -> params.text("agentId"));
    }

    /** No turn has a number beyond 32 bits; the nearest one is as wrong. */
    private static int clamp(long turn) {
        return (int) Math.max(Integer.MIN_VALUE, Math.min(Integer.MAX_VALUE, turn));
    }

    private static Finality finality(String word) {
        return Finality.ofWire(word)
                .orElseThrow(() ->
                        JsonRpcException.invalidParams("finality must be \"none\", \"turn\" or \"conversation\", not "
                                + JsonWriter.quoted(word) + "."));
    }

    private static MethodResult receipt(Receipt receipt) {
        return MethodResult.of(EventJson.receipt(receipt));
    }
}
