package me.fhir.chitchat.verdict;

import me.fhir.chitchat.json.Json;

/** The text of a JSON value: names and values of members without their punctuation and escapes. */
final class JsonText {
    private JsonText() {}

    static String of(Json value) {
        StringBuilder out = new StringBuilder();
        append(value, out);
        return out.toString().strip();
    }

    private static void append(Json value, StringBuilder out) {
        if (value instanceof Json.Object object) {
            object.members().forEach((name, member) -> {
                out.append(name).append(": ");
                append(member, out);
            });
        } else if (value instanceof Json.Array array) {
            array.elements().forEach(element -> append(element, out));
        } else if (value instanceof Json.Text text) {
            out.append(text.value()).append('\n');
        } else {
            out.append(value.raw()).append('\n');
        }
    }
}
