package me.fhir.chitchat.orchestrator;

import java.util.List;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Entry;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import org.jspecify.annotations.Nullable;

/** A validated trace payload; it is stored as its sender wrote it. */
record TraceDraft(Entry.Trace trace, @Nullable String clientRequestId) {
    private static final List<String> TYPES =
            List.of("thought", "tool_call", "tool_result", "user_query", "user_response", "turn_cleared");

    static TraceDraft of(Json.Object payload) {
        JsonFields fields = JsonFields.of(payload, "tracePayload", ConversationException.INVALID);
        String type = fields.text("type");
        if (!TYPES.contains(type)) {
            fields.report("type", "\"" + type + "\" is not one of " + String.join(", ", TYPES));
        }
        return new TraceDraft(new Entry.Trace(new RawJson(payload.raw())), MessageDraft.clientRequestId(fields));
    }
}
