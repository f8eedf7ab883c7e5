package me.fhir.chitchat.connect;

import java.util.List;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * An agent's reply in its turn.
 *
 * @param attachments documents as in a message of the WebSocket API
 * @param end the outcome {@code {status, reason?}} when these are the last words; null when the conversation goes on
 */
record LocalReply(String text, List<Json> attachments, Json.@Nullable Object end) {
    /** Reads what a program wrote: JSON {@code {text, attachments?, end?}}, or plain words. */
    static LocalReply read(String written) throws AgentFailedException {
        Json.Object json = written.stripLeading().startsWith("{") ? Json.objectOrNull(written) : null;
        LocalReply reply = json == null
                ? new LocalReply(written.strip(), List.of(), null)
                : new LocalReply(textOf(json), json.elements("attachments"), json.object("end"));
        if (reply.text().isBlank() && reply.attachments().isEmpty() && reply.end() == null) {
            throw new AgentFailedException("The agent said nothing.");
        }
        return reply;
    }

    private static String textOf(Json.Object json) {
        String text = json.text("text");
        return text == null ? "" : text;
    }

    /**
     * The parameters of {@code sendMessage}.
     *
     * @param requestId under which a repeat is recognised
     */
    String message(long conversation, String requestId) {
        return JsonWriter.object(json -> json.number("conversationId", conversation)
                .text("finality", end == null ? "turn" : "conversation")
                .object("messagePayload", payload -> {
                    payload.text("text", text).text("clientRequestId", requestId);
                    if (!attachments.isEmpty()) {
                        payload.list("attachments", attachments, JsonWriter::value);
                    }
                    if (end != null) {
                        payload.value("outcome", end);
                    }
                }));
    }
}
