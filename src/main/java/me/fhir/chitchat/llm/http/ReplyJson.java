package me.fhir.chitchat.llm.http;

import java.util.List;
import java.util.stream.Stream;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import org.jspecify.annotations.Nullable;

/** Reads out of model servers' answers without ever stumbling: what is not as expected is not there. */
public final class ReplyJson {
    private ReplyJson() {}

    public static @Nullable JsonObject object(@Nullable String text) {
        if (text == null) {
            return null;
        }
        try {
            return JsonObject.parse(text);
        } catch (JsonSyntaxException e) {
            return null;
        }
    }

    /** The object that a text is, or the first one of a list of objects; null when it is neither. */
    public static @Nullable JsonObject first(String text) {
        JsonObject object = object(text);
        if (object != null) {
            return object;
        }
        List<JsonObject> elements = elements(text);
        return elements.isEmpty() ? null : elements.get(0);
    }

    /** The objects in a member that is a list; other elements are left out. */
    public static List<JsonObject> objects(JsonObject parent, String name) {
        if (parent.kind(name) != JsonKind.ARRAY) {
            return List.of();
        }
        return elements(String.valueOf(parent.raw(name)));
    }

    /** The objects in a text that is a list; other elements are left out. */
    public static List<JsonObject> elements(String text) {
        try {
            return JsonText.elements(text).stream()
                    .flatMap(element -> Stream.ofNullable(object(element)))
                    .toList();
        } catch (JsonSyntaxException e) {
            return List.of();
        }
    }

    /** A member that is a number, or null. */
    public static @Nullable Double number(JsonObject parent, String name) {
        JsonKind kind = parent.kind(name);
        if (kind != JsonKind.INTEGER && kind != JsonKind.DECIMAL) {
            return null;
        }
        double number = Double.parseDouble(String.valueOf(parent.raw(name)));
        return Double.isFinite(number) ? number : null;
    }

    /** A member that counts something: 0 when it is missing or nonsense. */
    public static int count(JsonObject parent, String name) {
        Double number = number(parent, name);
        return number == null ? 0 : (int) Math.max(0, Math.min(Integer.MAX_VALUE, number));
    }
}
