package me.fhir.chitchat.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.jsonrpc.JsonRpcException;
import me.fhir.chitchat.jsonrpc.Params;

/** The arguments of {@code send_message_to_chat_thread} as a message of the wire contract. */
final class OutgoingMessage {
    private OutgoingMessage() {}

    /**
     * Reads the arguments.
     *
     * @throws JsonRpcException with a sentence that names the field that is wrong
     */
    static RawJson payload(Params arguments) {
        String message = arguments.text("message");
        List<String> attachments = attachments(arguments);
        if (message.isBlank() && attachments.isEmpty()) {
            throw JsonRpcException.invalidParams("message must not be empty unless something is attached.");
        }
        String list = attachments.isEmpty() ? "" : ",\"attachments\":[" + String.join(",", attachments) + "]";
        return new RawJson("{\"text\":" + JsonText.quote(message) + list + "}");
    }

    private static List<String> attachments(Params arguments) {
        if (!arguments.has("attachments")) {
            return List.of();
        }
        String raw = String.valueOf(arguments.fields().raw("attachments"));
        if (arguments.fields().kind("attachments") != JsonKind.ARRAY) {
            throw JsonRpcException.invalidParams("attachments must be a list; it is "
                    + arguments.fields().kind("attachments").words() + ".");
        }
        List<String> attachments = new ArrayList<>();
        try {
            for (String element : JsonText.elements(raw)) {
                attachments.add(attachment(element, "attachments." + attachments.size()));
            }
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a member of a parsed object must be valid", e);
        }
        return attachments;
    }

    private static String attachment(String raw, String path) throws JsonSyntaxException {
        if (!raw.startsWith("{")) {
            throw JsonRpcException.invalidParams(path + " must be an object.");
        }
        JsonObject given = JsonObject.parse(raw);
        Map<String, String> reference = new LinkedHashMap<>();
        for (String name : List.of("name", "contentType", "content", "summary", "encoding")) {
            boolean optional = name.equals("summary") || name.equals("encoding");
            if (optional && !given.has(name)) {
                continue;
            }
            String value = given.string(name);
            if (value == null) {
                throw JsonRpcException.invalidParams(path + "." + name + " must be a string; it is "
                        + given.kind(name).words() + ".");
            }
            reference.put(name, JsonText.quote(value));
        }
        return JsonObject.of(reference).text();
    }
}
