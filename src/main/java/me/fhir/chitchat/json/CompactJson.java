package me.fhir.chitchat.json;

import java.util.function.UnaryOperator;

/**
 * A value without white space: strings in their shortest spelling, of a repeated member the last value. Members keep their
 * order and numbers their digits.
 */
public final class CompactJson {
    private CompactJson() {}

    /** The value's text. */
    public static String of(Json value) {
        JsonWriter json = new JsonWriter();
        new JsonCopy(json, UnaryOperator.identity(), CompactJson::scalar).write(value);
        return json.toString();
    }

    /** Writes a text, number, boolean or null. */
    static void scalar(JsonWriter json, Json value) {
        if (value instanceof Json.Text text) {
            json.text(text.value());
        } else {
            json.value(value);
        }
    }
}
