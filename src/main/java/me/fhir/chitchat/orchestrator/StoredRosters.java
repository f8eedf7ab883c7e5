package me.fhir.chitchat.orchestrator;

import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioRules;
import me.fhir.chitchat.scenario.ScenarioStore;

/** The agents of stored scenarios. */
public record StoredRosters(ScenarioStore scenarios) implements ScenarioRosters {
    @Override
    public Optional<List<String>> agentIds(String scenarioId) {
        return scenarios.find(scenarioId).map(StoredRosters::agentIds);
    }

    private static List<String> agentIds(ScenarioItem item) {
        return ScenarioRules.agentIds(StoredJson.object(item.config().text()));
    }
}
