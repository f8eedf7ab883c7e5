package me.fhir.chitchat.seat;

import java.util.List;
import java.util.Map;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;

/** A verdict as the holder of a seat or a spectator may see it: results of all, reasons of the own agent only. */
final class VerdictExcerpt {
    private static final List<String> OPEN =
            List.of("conversationId", "scenarioId", "scenarioHash", "contractHash", "engine", "overall");

    private VerdictExcerpt() {}

    /**
     * The excerpt.
     *
     * @param agentId the agent that the holder plays; empty for a spectator
     */
    static String of(Json.Object verdict, String agentId) {
        return JsonWriter.object(json -> {
            MetaExcerpt.copy(json, verdict, OPEN);
            Json.Object ended = verdict.object("ended");
            if (ended == null) {
                json.raw("ended", "null");
            } else {
                json.object(
                        "ended", open -> MetaExcerpt.copy(open, ended, List.of("by", "status", "seq", "legitimate")));
            }
            Json.Object parties = verdict.object("parties");
            json.object("parties", open -> {
                if (parties != null) {
                    parties.members().forEach((agent, party) -> party(open, agent, party, agentId));
                }
            });
            json.raw("stall", verdict.get("stall") == null ? "null" : String.valueOf(verdict.raw("stall")));
            own(json, "disclosure", verdict.objects("disclosure"), Map.entry("owner", agentId));
            own(json, "faults", verdict.objects("faults"), Map.entry("agentId", agentId));
        });
    }

    private static void party(JsonWriter json, String agent, Json party, String agentId) {
        if (party instanceof Json.Object fields) {
            boolean own = agent.equals(agentId);
            json.object(
                    agent,
                    open -> MetaExcerpt.copy(open, fields, own ? List.of("result", "checks") : List.of("result")));
        }
    }

    private static void own(JsonWriter json, String name, List<Json.Object> entries, Map.Entry<String, String> owner) {
        json.list(
                name,
                entries.stream()
                        .filter(entry -> owner.getValue().equals(entry.text(owner.getKey())))
                        .toList(),
                JsonWriter::value);
    }
}
