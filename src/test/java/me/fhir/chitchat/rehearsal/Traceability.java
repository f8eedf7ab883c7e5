package me.fhir.chitchat.rehearsal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.PlainJson;

/** Looks for argument values of decisions that neither the own knowledge nor the conversation contains. */
@SuppressWarnings("NullAway")
final class Traceability {
    /** Composed from the points, and checked by reading. */
    private static final Set<String> PROSE = Set.of(
            "rationale", "reason", "begruendung", "begründung", "motivo", "motif", "理由", "unmetPoint", "unmetCriteria");

    private Traceability() {}

    static List<String> untraceable(Play.Result result, String scenario) throws JsonSyntaxException {
        List<String> found = new ArrayList<>();
        StringBuilder known = new StringBuilder(scenario);
        String decision = null;
        for (Event event : result.events()) {
            Map<String, ?> payload = Play.payload(event);
            if ("tool_call".equals(payload.get("type"))) {
                decision = String.valueOf(payload.get("name"));
                if (isTerminal(scenario, decision)) {
                    values("", payload.get("args"), known.toString(), found);
                }
            }
            known.append('\n').append(event.entry().payload().text());
        }
        return found;
    }

    private static boolean isTerminal(String scenario, String tool) throws JsonSyntaxException {
        for (Object agent : (List<?>) java.util.Objects.requireNonNull(
                PlainJson.map(Json.parseObject(scenario)).get("agents"))) {
            for (Object each : (List<?>) ((Map<?, ?>) agent).get("tools")) {
                Map<?, ?> fields = (Map<?, ?>) each;
                if (tool.equals(fields.get("toolName")) && Boolean.TRUE.equals(fields.get("endsConversation"))) {
                    return true;
                }
            }
        }
        return false;
    }

    private static void values(String name, Object value, String known, List<String> found) {
        if (value instanceof Map<?, ?> map) {
            map.forEach((key, child) -> values(String.valueOf(key), child, known, found));
        } else if (value instanceof List<?> list) {
            list.forEach(child -> values(name, child, known, found));
        } else if (value instanceof Number number) {
            // 4200 less 300, 690 times 0.9, and 18640 less 500.
            boolean calculated = Set.of("3900", "621", "18140")
                    .contains(new BigDecimal(number.toString())
                            .stripTrailingZeros()
                            .toPlainString());
            if (!known.contains(number.toString()) && !calculated) {
                found.add(name + "=" + value);
            }
        } else if (!PROSE.contains(name) && !(value instanceof Boolean) && !known.contains(String.valueOf(value))) {
            found.add(name + "=" + value);
        }
    }
}
