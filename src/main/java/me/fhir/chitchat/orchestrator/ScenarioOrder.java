package me.fhir.chitchat.orchestrator;

import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.conversation.Setup;

/**
 * Agents take turns in the order in which the scenario lists them, regardless of the order in the request;
 * without a scenario, in the order of the conversation's roster.
 */
public final class ScenarioOrder implements SchedulingPolicy {
    public static final String NAME = "scenario-order";

    private final ScenarioRosters rosters;

    public ScenarioOrder(ScenarioRosters rosters) {
        this.rosters = rosters;
    }

    @Override
    public String name() {
        return NAME;
    }

    @Override
    public Optional<String> next(Setup setup, String speaker) {
        List<String> order = Optional.ofNullable(setup.scenarioId())
                .flatMap(rosters::agentIds)
                // Agents that a later edit removed from the scenario still take part in this conversation.
                .filter(ids -> ids.containsAll(setup.agentIds()))
                .map(ids -> ids.stream().filter(setup.agentIds()::contains).toList())
                .orElse(setup.agentIds());
        return SchedulingPolicy.after(order, speaker);
    }
}
