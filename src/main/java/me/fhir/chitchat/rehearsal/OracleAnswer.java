package me.fhir.chitchat.rehearsal;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import me.fhir.chitchat.agent.planner.OracleCall;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.rehearsal.knowledge.DisclosableKnowledge;
import org.jspecify.annotations.Nullable;

/** Answers for a simulated tool: writes the document that the calling agent's own knowledge allows. */
final class OracleAnswer {
    private OracleAnswer() {}

    /** The answer to an oracle's prompt. */
    static String of(OracleCall call) {
        Map<String, @Nullable Object> arguments = parsed(call.arguments());
        DisclosableKnowledge tellable = new DisclosableKnowledge(call, arguments);
        OracleDocument document = new OracleDocument(call, arguments);
        List<DisclosableKnowledge.DisclosableValue> parts =
                tellable.parts(parsed(call.role().knowledge()));
        for (String others : call.othersKnowledge()) {
            parts = parts.isEmpty() ? tellable.parts(parsed(others)) : parts;
        }
        Map<String, Object> result = new LinkedHashMap<>();
        result.put(
                "reasoning",
                parts.isEmpty()
                        ? "Nothing in the knowledge base fits this call."
                        : "The call is about: "
                                + parts.stream()
                                        .map(DisclosableKnowledge.DisclosableValue::title)
                                        .collect(Collectors.joining(", "))
                                + ".");
        result.put("output", call.tool().endsConversation() ? document.decision() : document.record(parts));
        return PlainJson.text(result);
    }

    private static Map<String, @Nullable Object> parsed(String json) {
        try {
            return PlainJson.map(Json.parseObject(json));
        } catch (JsonSyntaxException e) {
            return Map.of();
        }
    }
}
