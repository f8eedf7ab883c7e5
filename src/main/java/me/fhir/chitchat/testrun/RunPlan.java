package me.fhir.chitchat.testrun;

import java.util.LinkedHashMap;
import java.util.Map;
import me.fhir.chitchat.conversation.Manner;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.scenario.ScenarioItem;
import me.fhir.chitchat.scenario.ScenarioRules;

/**
 * Many runs of one scenario that the server is to make, all of whose roles its own agents play.
 *
 * @param concurrency runs at a time
 */
public record RunPlan(ScenarioUnderTest scenario, int concurrency) {
    static final int MAX_RUNS = 50;
    static final int MAX_CONCURRENT = 8;
    private static final int STANDARD_RUNS = 10;
    private static final int STANDARD_AT_A_TIME = 4;

    /** Reads {@code {runs?, concurrency?, seats?: {agentId: "server[:MANNER]" | "model:PROVIDER/NAME[#MANNER]"}}}. */
    public static RunPlan read(JsonFields fields, ScenarioItem item, Json.Object config) {
        Map<String, SeatChoice> seats = new LinkedHashMap<>();
        ScenarioRules.agentIds(config).forEach(agentId -> seats.put(agentId, SeatChoice.SERVER));
        if (seats.isEmpty()) {
            fields.report("scenarioId", "\"" + item.id() + "\" has no agents to play it");
        }
        JsonFields given = fields.objectOrEmpty("seats");
        for (String agentId : given.object().members().keySet()) {
            if (!seats.containsKey(agentId)) {
                given.report(agentId, "is not a role of this scenario");
                continue;
            }
            SeatChoice.parse(given.text(agentId))
                    .filter(SeatChoice::isPlayedByServer)
                    .ifPresentOrElse(
                            choice -> seats.put(agentId, choice),
                            () -> given.report(
                                    agentId,
                                    "must be \"server\", \"server:MANNER\", \"model:PROVIDER/NAME\" or \"model:PROVIDER/NAME#MANNER\"; manners are "
                                            + Manner.WORDS));
        }
        Long runs = fields.optionalInteger("runs", 1, MAX_RUNS);
        Long concurrency = fields.optionalInteger("concurrency", 1, MAX_CONCURRENT);
        return new RunPlan(
                new ScenarioUnderTest(0, item.id(), item.name(), runs == null ? STANDARD_RUNS : runs.intValue(), seats),
                concurrency == null ? STANDARD_AT_A_TIME : concurrency.intValue());
    }
}
