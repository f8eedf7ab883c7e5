package me.fhir.chitchat.websocket;

import java.util.Map;
import java.util.concurrent.CompletableFuture;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.jsonrpc.JsonRpcException;
import me.fhir.chitchat.orchestrator.Orchestrator;
import me.fhir.chitchat.wire.EventJson;

/** The methods that write. */
final class AppendMethods {
    private final Orchestrator orchestrator;

    AppendMethods(Orchestrator orchestrator) {
        this.orchestrator = orchestrator;
    }

    void register(Map<String, RpcMethod> methods) {
        methods.put("createConversation", new RpcMethod.LookingUp(this::createConversation));
        methods.put("sendMessage", new RpcMethod.Submitting(this::sendMessage));
        methods.put("sendTrace", new RpcMethod.Submitting(this::sendTrace));
        methods.put("clearTurn", new RpcMethod.Submitting(this::clearTurn));
        methods.put("cancelConversation", new RpcMethod.Submitting(this::cancelConversation));
    }

    private CompletableFuture<MethodResult> createConversation(JsonFields params) {
        Json.Object meta = params.object("meta").object();
        return orchestrator
                .create(meta)
                .thenApply(head -> MethodResult.object(json ->
                        json.number("conversationId", head.conversation()).optionalText("title", meta.text("title"))));
    }

    private CompletableFuture<MethodResult> sendMessage(JsonFields params) {
        Orchestrator.Address address = address(params);
        return orchestrator
                .send(address, params.object("messagePayload").object(), finality(params.text("finality")))
                .thenApply(AppendMethods::receipt);
    }

    private CompletableFuture<MethodResult> sendTrace(JsonFields params) {
        Orchestrator.Address address = address(params);
        String finality = params.optionalText("finality");
        return orchestrator
                .trace(
                        address,
                        params.object("tracePayload").object(),
                        finality == null ? Finality.NONE : finality(finality))
                .thenApply(AppendMethods::receipt);
    }

    private CompletableFuture<MethodResult> clearTurn(JsonFields params) {
        return orchestrator
                .clearTurn(params.integer("conversationId"), params.text("agentId"))
                .thenApply(receipt -> MethodResult.object(
                        json -> json.number("turn", receipt.at().turn())));
    }

    private CompletableFuture<MethodResult> cancelConversation(JsonFields params) {
        return orchestrator
                .cancel(params.integer("conversationId"), params.optionalText("reason"))
                .thenApply(AppendMethods::receipt);
    }

    private static Orchestrator.Address address(JsonFields params) {
        long conversation = params.integer("conversationId");
        String agentId = params.text("agentId");
        Long turn = params.optionalInteger("turn");
        return new Orchestrator.Address(conversation, agentId, turn == null ? null : clamp(turn));
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
