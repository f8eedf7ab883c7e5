package me.fhir.chitchat.json;

import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The members of a JSON object in their order, each value as the text its sender wrote, so that what nobody here knows
 * passes through unchanged. Immutable.
 */
public final class JsonObject {
    public static final JsonObject EMPTY = new JsonObject("{}", Map.of());

    private final String text;
    private final Map<String, String> members;

    private JsonObject(String text, Map<String, String> members) {
        this.text = text;
        this.members = members;
    }

    /**
     * Reads one JSON object and nothing after it. Of a repeated member the last one counts.
     *
     * @throws JsonSyntaxException when the text is no JSON object
     */
    public static JsonObject parse(String text) throws JsonSyntaxException {
        Map<String, String> members = new LinkedHashMap<>();
        try (JsonParser parser = JsonText.FACTORY.createParser(text)) {
            JsonToken first = parser.nextToken();
            if (first == null) {
                throw JsonSyntaxException.malformed("nothing there");
            }
            if (first != JsonToken.START_OBJECT) {
                // Read on, so that broken text is told from a value of another kind.
                parser.skipChildren();
                JsonText.requireEnd(parser);
                throw JsonSyntaxException.wrongKind("expected an object");
            }
            while (parser.nextToken() == JsonToken.FIELD_NAME) {
                String name = parser.currentName();
                parser.nextToken();
                members.put(name, JsonText.value(parser, text));
            }
            JsonText.requireEnd(parser);
        } catch (IOException e) {
            throw JsonText.syntaxError(e);
        }
        return new JsonObject(text, members);
    }

    public Set<String> names() {
        return members.keySet();
    }

    public JsonKind kind(String name) {
        String raw = members.get(name);
        return raw == null ? JsonKind.ABSENT : JsonKind.of(raw);
    }

    /** Whether the member is there and not {@code null}. */
    public boolean has(String name) {
        JsonKind kind = kind(name);
        return kind != JsonKind.ABSENT && kind != JsonKind.NULL;
    }

    /** The member's JSON text, or null when it is missing. */
    public @Nullable String raw(String name) {
        return members.get(name);
    }

    /** The member's decoded text when it is a string, else null. */
    public @Nullable String string(String name) {
        String raw = members.get(name);
        return raw != null && JsonKind.of(raw) == JsonKind.STRING ? JsonText.unquote(raw) : null;
    }

    /** The member when it is an object, else null. */
    public @Nullable JsonObject object(String name) {
        String raw = members.get(name);
        if (raw == null || JsonKind.of(raw) != JsonKind.OBJECT) {
            return null;
        }
        try {
            return parse(raw);
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a member of a parsed object must be valid", e);
        }
    }

    /** This object with one member set: in its old place, else at the end. */
    public JsonObject with(String name, String rawValue) {
        Map<String, String> changed = new LinkedHashMap<>(members);
        changed.put(name, rawValue);
        return of(changed);
    }

    /** This object without one member. */
    public JsonObject without(String name) {
        Map<String, String> changed = new LinkedHashMap<>(members);
        changed.remove(name);
        return of(changed);
    }

    /** An object of members given as JSON text. */
    public static JsonObject of(Map<String, String> members) {
        StringBuilder out = new StringBuilder().append('{');
        members.forEach((name, raw) -> {
            if (out.length() > 1) {
                out.append(',');
            }
            JsonText.appendQuoted(out, name);
            out.append(':').append(raw);
        });
        return new JsonObject(out.append('}').toString(), members);
    }

    /** The whole object as JSON text. */
    public String text() {
        return text;
    }

    @Override
    public String toString() {
        return text;
    }
}
