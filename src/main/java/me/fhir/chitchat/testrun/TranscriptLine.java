package me.fhir.chitchat.testrun;

import java.util.Optional;
import java.util.stream.Collectors;
import me.fhir.chitchat.conversation.Event;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.StoredJson;

/** Formats an event as a line of a transcript. */
final class TranscriptLine {
    private TranscriptLine() {}

    static Optional<String> of(Event event) {
        return switch (event.entry().type()) {
            case "message" -> Optional.of(message(event, MessagePayload.of(event)));
            case "trace" ->
                Optional.of(
                        trace(event, StoredJson.object(event.entry().payload().text())));
            default -> Optional.empty();
        };
    }

    private static String message(Event event, MessagePayload payload) {
        StringBuilder line = new StringBuilder("\n[")
                .append(event.at().turn())
                .append("] ")
                .append(event.agentId())
                .append(":\n")
                .append(payload.text().indent(4).stripTrailing());
        if (payload.json().has("attachments")) {
            line.append("\n    attached: ")
                    .append(payload.attachments().stream()
                            .map(MessagePayload.Reference::name)
                            .collect(Collectors.joining(", ")));
        }
        if (payload.json().has("outcome")) {
            line.append("\n\nOutcome: ").append(payload.json().raw("outcome"));
        }
        return line.toString();
    }

    private static String trace(Event event, Json.Object payload) {
        String what =
                switch (String.valueOf(payload.text("type"))) {
                    case "thought" -> "thinks: " + payload.text("content");
                    case "tool_call" -> "calls " + payload.text("name") + " " + payload.raw("args");
                    case "tool_result" ->
                        payload.has("error") ? "got an error: " + payload.raw("error") : "got a result";
                    default -> String.valueOf(payload.text("type"));
                };
        return "      (" + event.agentId() + " " + what + ")";
    }
}
