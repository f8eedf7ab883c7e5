package me.fhir.chitchat.mcp;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.jsonrpc.JsonRpcException;

/** The arguments of {@code send_message_to_chat_thread} as a message of the wire contract. */
final class OutgoingMessage {
    private OutgoingMessage() {}

    /**
     * Reads the arguments.
     *
     * @throws JsonRpcException with a sentence that names the field that is wrong
     */
    static RawJson payload(ToolArguments arguments) {
        String message = arguments.text("message");
        List<String> attachments = attachments(arguments);
        if (message.isBlank() && attachments.isEmpty()) {
            throw JsonRpcException.invalidParams("message must not be empty unless something is attached.");
        }
        String list = attachments.isEmpty() ? "" : ",\"attachments\":[" + String.join(",", attachments) + "]";
        return new RawJson("{\"text\":" + JsonText.quote(message) + list + "}");
    }

    private static List<String> attachments(ToolArguments arguments) {
        List<String> attachments = new ArrayList<>();
        for (JsonObject given : arguments.objects("attachments")) {
            attachments.add(attachment(given, "attachments." + attachments.size()));
        }
        return attachments;
    }

    private static String attachment(JsonObject given, String path) {
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
