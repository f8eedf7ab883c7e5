package me.fhir.chitchat.websocket;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.agent.EnsuredAgent;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.conversation.Receipt;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.wire.EventJson;

/** The methods that start, stop and direct agents on this server. */
final class LifecycleMethods {
    private LifecycleMethods() {}

    static void register(Map<String, RpcMethod> methods) {
        methods.put("lifecycle.getEnsured", new RpcMethod.Reading(LifecycleMethods::getEnsured));
        methods.put("lifecycle.ensure", new RpcMethod.Reading(LifecycleMethods::ensure));
        methods.put("lifecycle.stop", new RpcMethod.Reading(LifecycleMethods::stop));
        methods.put("lifecycle.instruct", new RpcMethod.Reading(LifecycleMethods::instruct));
        methods.put("lifecycle.answer", new RpcMethod.Reading(LifecycleMethods::answer));
        methods.put("lifecycle.takeOver", new RpcMethod.Reading(LifecycleMethods::takeOver));
        methods.put("lifecycle.handBack", new RpcMethod.Reading(LifecycleMethods::handBack));
    }

    private static MethodResult instruct(Client client, JsonFields params) {
        try {
            boolean written = client.access()
                    .agents()
                    .instruct(params.integer("conversationId"), params.text("agentId"), params.text("text"));
            return MethodResult.object(json -> json.flag("ok", true).text("state", written ? "written" : "waiting"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the server is stopping", e);
        }
    }

    private static MethodResult answer(Client client, JsonFields params) {
        Receipt receipt = client.access()
                .agents()
                .answer(
                        params.integer("conversationId"),
                        params.text("agentId"),
                        params.text("queryId"),
                        new RawJson(String.valueOf(params.value("response"))));
        return MethodResult.of(EventJson.receipt(receipt));
    }

    private static MethodResult takeOver(Client client, JsonFields params) {
        Optional<Integer> turn =
                client.access().agents().takeOver(params.integer("conversationId"), params.text("agentId"));
        return MethodResult.object(json -> {
            json.flag("ok", true);
            turn.ifPresent(number -> json.number("turn", number));
        });
    }

    private static MethodResult handBack(Client client, JsonFields params) {
        List<EnsuredAgent> agents =
                client.access().agents().handBack(params.integer("conversationId"), params.text("agentId"));
        return MethodResult.object(json -> ensured(json, agents));
    }

    private static MethodResult getEnsured(Client client, JsonFields params) {
        long conversation = params.integer("conversationId");
        List<EnsuredAgent> agents = client.access().agents().ensured(conversation);
        Set<String> takenOver = client.access().agents().takenOver(conversation);
        return MethodResult.object(json -> {
            ensured(json, agents);
            if (!takenOver.isEmpty()) {
                json.texts("takenOver", takenOver);
            }
        });
    }

    private static MethodResult ensure(Client client, JsonFields params) {
        List<EnsuredAgent> agents =
                client.access().agents().ensure(params.integer("conversationId"), params.optionalTexts("agentIds"));
        return MethodResult.object(json -> ensured(json, agents));
    }

    private static MethodResult stop(Client client, JsonFields params) {
        client.access().agents().stop(params.integer("conversationId"), params.optionalTexts("agentIds"));
        return MethodResult.OK;
    }

    private static void ensured(JsonWriter json, List<EnsuredAgent> agents) {
        json.list("ensured", agents, (item, agent) -> item.beginObject()
                .text("id", agent.agentId())
                .text("class", agent.agentClass())
                .endObject());
    }
}
