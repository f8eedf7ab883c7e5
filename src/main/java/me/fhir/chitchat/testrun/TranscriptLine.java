package me.fhir.chitchat.testrun;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;

/** Formats an event as a line of a transcript. */
final class TranscriptLine {
    private TranscriptLine() {}

    static Optional<String> of(Event event) {
        JsonObject payload;
        try {
            payload = JsonObject.parse(event.entry().payload().text());
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a stored payload is not a JSON object", e);
        }
        return switch (event.entry().type()) {
            case "message" -> Optional.of(message(event, payload));
            case "trace" -> Optional.of(trace(event, payload));
            default -> Optional.empty();
        };
    }

    private static String message(Event event, JsonObject payload) {
        StringBuilder line = new StringBuilder("\n[")
                .append(event.at().turn())
                .append("] ")
                .append(event.agentId())
                .append(":\n")
                .append(String.valueOf(payload.string("text")).indent(4).stripTrailing());
        if (payload.has("attachments")) {
            line.append("\n    attached: ").append(names(payload));
        }
        if (payload.has("outcome")) {
            line.append("\n\nOutcome: ").append(payload.raw("outcome"));
        }
        return line.toString();
    }

    private static String names(JsonObject payload) {
        List<String> names = new ArrayList<>();
        try {
            for (String attachment : JsonText.elements(String.valueOf(payload.raw("attachments")))) {
                names.add(String.valueOf(JsonObject.parse(attachment).string("name")));
            }
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a stored payload is not a JSON object", e);
        }
        return String.join(", ", names);
    }

    private static String trace(Event event, JsonObject payload) {
        String what =
                switch (String.valueOf(payload.string("type"))) {
                    case "thought" -> "thinks: " + payload.string("content");
                    case "tool_call" -> "calls " + payload.string("name") + " " + payload.raw("args");
                    case "tool_result" ->
                        payload.has("error") ? "got an error: " + payload.raw("error") : "got a result";
                    default -> String.valueOf(payload.string("type"));
                };
        return "      (" + event.agentId() + " " + what + ")";
    }
}
