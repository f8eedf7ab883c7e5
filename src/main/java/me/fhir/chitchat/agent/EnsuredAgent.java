package me.fhir.chitchat.agent;

import java.util.List;

/**
 * An agent that runs on this server.
 *
 * @param agentClass the class word as it was given, {@code default} when none was
 */
public record EnsuredAgent(String agentId, String agentClass) {
    static List<EnsuredAgent> of(List<AgentSpec> specs) {
        return specs.stream()
                .map(spec -> new EnsuredAgent(spec.agentId(), spec.className()))
                .toList();
    }
}
