package me.fhir.chitchat.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import org.jspecify.annotations.Nullable;

/** One JSON object of a script and the place where it stands, so that a refusal can name it. */
record ScriptNode(JsonObject fields, String path) {
    private static final long DAY_MS = 86_400_000;

    static ScriptNode of(String raw, String path) {
        try {
            return new ScriptNode(JsonObject.parse(raw), path);
        } catch (JsonSyntaxException e) {
            throw ConversationException.invalid(path + " must be an object.");
        }
    }

    ConversationException wrong(String name, String expectation) {
        return ConversationException.invalid(path + "." + name + " " + expectation + ".");
    }

    String text(String name) {
        String value = fields.string(name);
        if (value == null) {
            throw wrong(name, "must be a string but is " + fields.kind(name).words());
        }
        return value;
    }

    String textOr(String name, String otherwise) {
        return fields.has(name) ? text(name) : otherwise;
    }

    /** A duration in milliseconds, at most a day. */
    long millis(String name, long otherwise) {
        if (!fields.has(name)) {
            return otherwise;
        }
        return wholeNumber(name, DAY_MS);
    }

    long wholeNumber(String name, long max) {
        String raw = fields.raw(name);
        if (raw != null && fields.kind(name) == JsonKind.INTEGER && raw.length() <= 18) {
            long value = Long.parseLong(raw);
            if (value >= 0 && value <= max) {
                return value;
            }
        }
        throw wrong(name, "must be a whole number from 0 to " + max);
    }

    ScriptNode object(String name) {
        JsonObject value = fields.object(name);
        if (value == null) {
            throw wrong(name, "must be an object but is " + fields.kind(name).words());
        }
        return new ScriptNode(value, path + "." + name);
    }

    /** The elements of a list, each an object. */
    List<ScriptNode> objects(String name) {
        return elements(name).entrySet().stream()
                .map(element -> of(element.getValue(), element.getKey()))
                .toList();
    }

    /** The elements of a list by their place. */
    Map<String, String> elements(String name) {
        return elements(fields.raw(name), path + "." + name);
    }

    static Map<String, String> elements(@Nullable String raw, String path) {
        if (raw == null) {
            throw ConversationException.invalid(path + " must be a list but is missing.");
        }
        try {
            List<String> values = JsonText.elements(raw);
            Map<String, String> byPlace = new LinkedHashMap<>();
            for (int i = 0; i < values.size(); i++) {
                byPlace.put(path + "." + i, values.get(i));
            }
            return byPlace;
        } catch (JsonSyntaxException e) {
            throw ConversationException.invalid(path + " must be a list.");
        }
    }
}
