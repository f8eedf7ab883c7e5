package me.fhir.chitchat.websocket;

import java.util.List;
import java.util.Map;
import me.fhir.chitchat.agent.AgentHost;
import me.fhir.chitchat.json.JsonFields;

/** The methods that start and stop agents on this server. */
final class LifecycleMethods {
    private LifecycleMethods() {}

    static void register(Map<String, RpcMethod> methods) {
        methods.put("lifecycle.getEnsured", new RpcMethod.Reading(LifecycleMethods::getEnsured));
        methods.put("lifecycle.ensure", new RpcMethod.Reading(LifecycleMethods::ensure));
        methods.put("lifecycle.stop", new RpcMethod.Reading(LifecycleMethods::stop));
        methods.put("lifecycle.instruct", new RpcMethod.Reading(LifecycleMethods::instruct));
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

    private static MethodResult getEnsured(Client client, JsonFields params) {
        return ensured(client.access().agents().ensured(params.integer("conversationId")));
    }

    private static MethodResult ensure(Client client, JsonFields params) {
        return ensured(
                client.access().agents().ensure(params.integer("conversationId"), params.optionalTexts("agentIds")));
    }

    private static MethodResult stop(Client client, JsonFields params) {
        client.access().agents().stop(params.integer("conversationId"), params.optionalTexts("agentIds"));
        return MethodResult.OK;
    }

    private static MethodResult ensured(List<AgentHost.Ensured> agents) {
        return MethodResult.object(json -> json.list("ensured", agents, (item, agent) -> item.beginObject()
                .text("id", agent.agentId())
                .text("class", agent.agentClass())
                .endObject()));
    }
}
