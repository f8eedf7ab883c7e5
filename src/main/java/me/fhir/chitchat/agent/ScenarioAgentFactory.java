package me.fhir.chitchat.agent;

import java.util.Optional;

/** Makes agents that play a role of a scenario. */
public interface ScenarioAgentFactory {
    /** The agent for this role; empty when there is no scenario or it has no such role. */
    Optional<Agent> create(AgentSpec spec, AgentOptions options);
}
