package me.fhir.chitchat.websocket;

import java.util.List;
import java.util.Map;
import me.fhir.chitchat.agent.AgentHost;
import me.fhir.chitchat.json.JsonFields;

/** The methods that start and stop agents on this server. */
final class LifecycleMethods {
    private final AgentHost host;

    LifecycleMethods(AgentHost host) {
        this.host = host;
    }

    void register(Map<String, RpcMethod> methods) {
        methods.put("lifecycle.getEnsured", new RpcMethod.Reading((subscriptions, params) -> getEnsured(params)));
        methods.put("lifecycle.ensure", new RpcMethod.Reading((subscriptions, params) -> ensure(params)));
        methods.put("lifecycle.stop", new RpcMethod.Reading((subscriptions, params) -> stop(params)));
        methods.put("lifecycle.instruct", new RpcMethod.Reading((subscriptions, params) -> instruct(params)));
    }

    private MethodResult instruct(JsonFields params) {
        try {
            boolean written =
                    host.instruct(params.integer("conversationId"), params.text("agentId"), params.text("text"));
            return MethodResult.object(json -> json.flag("ok", true).text("state", written ? "written" : "waiting"));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the server is stopping", e);
        }
    }

    private MethodResult getEnsured(JsonFields params) {
        return ensured(host.ensured(params.integer("conversationId")));
    }

    private MethodResult ensure(JsonFields params) {
        return ensured(host.ensure(params.integer("conversationId"), params.optionalTexts("agentIds")));
    }

    private MethodResult stop(JsonFields params) {
        host.stop(params.integer("conversationId"), params.optionalTexts("agentIds"));
        return MethodResult.OK;
    }

    private static MethodResult ensured(List<AgentHost.Ensured> agents) {
        return MethodResult.object(json -> json.list("ensured", agents, (item, agent) -> item.beginObject()
                .text("id", agent.agentId())
                .text("class", agent.agentClass())
                .endObject()));
    }
}
