package me.fhir.chitchat.mcp;

import java.util.List;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.jsonrpc.JsonRpcException;

/** The arguments of {@code send_message_to_chat_thread} as a message of the wire contract. */
final class OutgoingMessage {
    private OutgoingMessage() {}

    /**
     * Reads the arguments.
     *
     * @param byName whether a document's name may stand alone, because a tool has made it
     * @throws JsonRpcException with a sentence that names the field that is wrong
     */
    static RawJson payload(ToolArguments arguments, boolean byName) {
        String message = arguments.text("message");
        JsonWriter json = new JsonWriter().beginObject().text("text", message);
        List<Json.Object> attachments = arguments.objects("attachments");
        if (message.isBlank() && attachments.isEmpty()) {
            throw JsonRpcException.invalidParams("message must not be empty unless something is attached.");
        }
        if (!attachments.isEmpty()) {
            json.name("attachments").beginList();
            for (int i = 0; i < attachments.size(); i++) {
                attachment(json, attachments.get(i), "attachments." + i, byName);
            }
            json.endList();
        }
        return new RawJson(json.endObject().toString());
    }

    private static void attachment(JsonWriter json, Json.Object given, String path, boolean byName) {
        JsonFields fields = JsonFields.of(given, path, JsonRpcException.INVALID_PARAMS);
        if (byName && !given.has("content") && !given.has("contentType")) {
            json.beginObject().text("name", fields.text("name")).endObject();
            return;
        }
        json.beginObject()
                .text("name", fields.text("name"))
                .text("contentType", fields.text("contentType"))
                .text("content", fields.text("content"))
                .optionalText("summary", fields.optionalText("summary"))
                .optionalText("encoding", fields.optionalText("encoding"))
                .endObject();
    }
}
