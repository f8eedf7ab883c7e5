package me.fhir.chitchat.agent;

import java.util.Optional;

/** Makes agents that play a role of a scenario. */
public interface RolePlayers {
    /** The agent for this role; empty when there is no scenario or it has no such role. */
    Optional<Agent> play(Casting casting, AgentOptions options);
}
