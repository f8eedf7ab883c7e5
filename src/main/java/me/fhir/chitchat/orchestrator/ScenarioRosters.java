package me.fhir.chitchat.orchestrator;

import java.util.List;
import java.util.Optional;

/** Looks up which agents a stored scenario has. */
@FunctionalInterface
public interface ScenarioRosters {
    /** The agents in the scenario's order; empty when there is no such scenario. */
    Optional<List<String>> agentIds(String scenarioId);
}
