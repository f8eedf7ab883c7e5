package me.fhir.chitchat.websocket;

import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import me.fhir.chitchat.agent.AgentHost;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.jsonrpc.Params;

/** The methods that start and stop agents on this server. */
final class LifecycleMethods {
    private final AgentHost host;

    LifecycleMethods(AgentHost host) {
        this.host = host;
    }

    void register(Map<String, RpcMethod> methods) {
        methods.put("lifecycle.getEnsured", new RpcMethod.Reading((connection, params) -> getEnsured(params)));
        methods.put("lifecycle.ensure", new RpcMethod.Reading((connection, params) -> ensure(params)));
        methods.put("lifecycle.stop", new RpcMethod.Reading((connection, params) -> stop(params)));
        methods.put("lifecycle.instruct", new RpcMethod.Reading((connection, params) -> instruct(params)));
    }

    private Answer instruct(Params params) {
        try {
            boolean written =
                    host.instruct(params.integer("conversationId"), params.text("agentId"), params.text("text"));
            return Answer.of("{\"ok\":true,\"state\":\"" + (written ? "written" : "waiting") + "\"}");
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException("the server is stopping", e);
        }
    }

    private Answer getEnsured(Params params) {
        return ensured(host.ensured(params.integer("conversationId")));
    }

    private Answer ensure(Params params) {
        return ensured(host.ensure(params.integer("conversationId"), params.optionalTexts("agentIds")));
    }

    private Answer stop(Params params) {
        host.stop(params.integer("conversationId"), params.optionalTexts("agentIds"));
        return Answer.of("{\"ok\":true}");
    }

    private static Answer ensured(List<AgentHost.Ensured> agents) {
        StringJoiner list = new StringJoiner(",", "{\"ensured\":[", "]}");
        agents.forEach(agent -> list.add("{\"id\":" + JsonText.quote(agent.agentId()) + ",\"class\":"
                + JsonText.quote(agent.agentClass()) + "}"));
        return Answer.of(list.toString());
    }
}
