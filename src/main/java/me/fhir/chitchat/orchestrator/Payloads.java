package me.fhir.chitchat.orchestrator;

import java.util.List;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import org.jspecify.annotations.Nullable;

/** Reads fields of payloads and says which one is wrong. */
final class Payloads {
    private Payloads() {}

    static JsonObject object(RawJson raw, String path) {
        try {
            return JsonObject.parse(raw.text());
        } catch (JsonSyntaxException e) {
            throw ConversationException.invalid(path + " must be an object: " + e.sentence() + ".");
        }
    }

    static List<String> elements(JsonObject fields, String name) {
        try {
            return JsonText.elements(String.valueOf(fields.raw(name)));
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a member of a parsed object must be valid", e);
        }
    }

    static String text(JsonObject fields, String name, String path) {
        String value = fields.string(name);
        if (value == null) {
            throw ConversationException.invalid(path + "." + name + " must be a string; it is "
                    + fields.kind(name).words() + ".");
        }
        return value;
    }

    static @Nullable String optionalText(JsonObject fields, String name, String path) {
        return fields.has(name) ? text(fields, name, path) : null;
    }

    static @Nullable String name(JsonObject fields, String name, String path) {
        String value = optionalText(fields, name, path);
        if (value != null && value.isEmpty()) {
            throw ConversationException.invalid(path + "." + name + " must not be empty; leave it out instead.");
        }
        return value;
    }

    static @Nullable String clientRequestId(JsonObject fields, String path) {
        if (fields.kind("clientRequestId") == JsonKind.ABSENT) {
            return null;
        }
        String id = fields.string("clientRequestId");
        if (id == null || id.isEmpty()) {
            throw ConversationException.invalid(path + ".clientRequestId must be a string that is not empty.");
        }
        return id;
    }
}
