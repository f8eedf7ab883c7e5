package me.fhir.chitchat.testrun;

import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.json.Json;

/** Why a verdict is not a pass, in one sentence that is the same for runs that failed for the same reason. */
final class FailureReason {
    private FailureReason() {}

    /** @param unjudged agents whose faults are meant to be */
    static String of(Json.Object verdict, Set<String> unjudged) {
        for (Json.Object fault : verdict.objects("faults")) {
            if (!unjudged.contains(fault.text("agentId"))) {
                return String.valueOf(fault.text("sentence"));
            }
        }
        Json.Object parties = verdict.object("parties");
        if (parties != null) {
            for (Map.Entry<String, Json> party : parties.members().entrySet()) {
                if (!unjudged.contains(party.getKey())
                        && party.getValue() instanceof Json.Object fields
                        && "fail".equals(fields.text("result"))) {
                    return ofParty(party.getKey(), fields);
                }
            }
        }
        return String.valueOf(verdict.text("sentence"));
    }

    private static String ofParty(String agent, Json.Object party) {
        for (Json.Object check : party.objects("checks")) {
            boolean held = check.get("held") instanceof Json.Bool value && value.value();
            if (held == "forbidden".equals(check.text("part"))) {
                return agent + " did not reach: " + check.text("title") + ".";
            }
        }
        return agent + " did not reach its goal.";
    }
}
