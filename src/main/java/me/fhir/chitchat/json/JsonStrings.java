package me.fhir.chitchat.json;

import java.util.function.UnaryOperator;

/** Changes the strings of a value and leaves all else as it was written. */
public final class JsonStrings {
    private JsonStrings() {}

    /** The value's text with each string in it, names too, as {@code change} gives it back. */
    public static String changed(Json value, UnaryOperator<String> change) {
        JsonNodes nodes = value.nodes;
        int node = value.node;
        String text = nodes.text();
        StringBuilder out = new StringBuilder(nodes.end(node) - nodes.start(node));
        int copied = nodes.start(node);
        for (int at = node; at < nodes.next(node); at++) {
            if (text.charAt(nodes.start(at)) == '"') {
                String string = nodes.string(at);
                String changed = change.apply(string);
                if (!changed.equals(string)) {
                    JsonWriter.appendQuoted(out.append(text, copied, nodes.start(at)), changed);
                    copied = nodes.end(at);
                }
            }
        }
        return out.append(text, copied, nodes.end(node)).toString();
    }
}
