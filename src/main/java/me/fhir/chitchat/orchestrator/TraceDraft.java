package me.fhir.chitchat.orchestrator;

import java.util.List;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonObject;
import org.jspecify.annotations.Nullable;

/** A trace payload that was checked; it is stored as its sender wrote it. */
record TraceDraft(Entry.Trace trace, @Nullable String clientRequestId) {
    private static final List<String> TYPES =
            List.of("thought", "tool_call", "tool_result", "user_query", "user_response", "turn_cleared");

    static TraceDraft of(RawJson payload) {
        JsonObject fields = Payloads.object(payload, "tracePayload");
        String type = Payloads.text(fields, "type", "tracePayload");
        if (!TYPES.contains(type)) {
            throw ConversationException.invalid(
                    "tracePayload.type \"" + type + "\" is not one of " + String.join(", ", TYPES) + ".");
        }
        return new TraceDraft(new Entry.Trace(payload), Payloads.clientRequestId(fields, "tracePayload"));
    }
}
