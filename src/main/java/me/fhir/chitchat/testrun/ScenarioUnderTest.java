package me.fhir.chitchat.testrun;

import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import me.fhir.chitchat.conversation.Manner;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;

/**
 * A scenario of a suite as the server has it.
 *
 * @param index its place in the suite, from 0
 * @param id under which the server has it
 * @param name for people; no other of the suite has it
 * @param seats who plays each role, in the scenario's order
 */
record ScenarioUnderTest(int index, String id, String name, int runs, Map<String, SeatChoice> seats) {
    /** Ten minutes are not needed to see that an agent stays silent. */
    private static final long SILENCE_MS = 30_000;

    /** The part of each run's Meta about scenario, agents and limits. */
    void writeMeta(JsonWriter meta) {
        meta.text("scenarioId", id)
                .text("startingAgentId", seats.keySet().iterator().next())
                .objects("agents", seats.entrySet(), (agent, seat) -> {
                    agent.text("id", seat.getKey());
                    seat.getValue().writeConfig(agent);
                });
        if (seats.values().stream().anyMatch(seat -> seat.manner() == Manner.SILENT)) {
            meta.object("watchdog", limits -> limits.number("stalledThresholdMs", SILENCE_MS));
        }
    }

    /** The agents that are meant to be difficult: they are not what is tested. */
    Set<String> difficult() {
        return seats.entrySet().stream()
                .filter(seat -> seat.getValue().isDifficult())
                .map(Map.Entry::getKey)
                .collect(Collectors.toSet());
    }

    /** Whether a role failed that is not difficult on purpose; without difficult ones any reason counts. */
    boolean haveTestedFailed(Json.Object failedVerdict) {
        Set<String> difficult = difficult();
        Json.Object parties = failedVerdict.object("parties");
        return difficult.isEmpty()
                || parties == null
                || parties.members().entrySet().stream()
                        .filter(party -> !difficult.contains(party.getKey()))
                        .anyMatch(party ->
                                party.getValue() instanceof Json.Object result && "fail".equals(result.text("result")));
    }
}
