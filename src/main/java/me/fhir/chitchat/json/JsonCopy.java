package me.fhir.chitchat.json;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.function.UnaryOperator;

/**
 * Writes a tree again, value by value. A loop, not a recursion: how deeply a client nests must not decide how much of a
 * thread's stack is needed.
 */
final class JsonCopy {
    private final JsonWriter out;
    private final UnaryOperator<Map<String, Json>> order;
    private final BiConsumer<JsonWriter, Json> scalar;
    /** The containers that are open, innermost first. */
    private final Deque<Open> open = new ArrayDeque<>();

    /** A container, and what of it is still to be written. */
    private record Open(boolean object, Iterator<?> rest) {}

    /**
     * @param order the members of an object in the order in which they are written
     * @param scalar writes a text, number, boolean or null
     */
    JsonCopy(JsonWriter out, UnaryOperator<Map<String, Json>> order, BiConsumer<JsonWriter, Json> scalar) {
        this.out = out;
        this.order = order;
        this.scalar = scalar;
    }

    void write(Json tree) {
        begin(tree);
        while (!open.isEmpty()) {
            Open innermost = open.element();
            if (!innermost.rest().hasNext()) {
                open.remove();
                end(innermost);
            } else {
                next(innermost.rest().next());
            }
        }
    }

    private void next(Object part) {
        if (part instanceof Map.Entry<?, ?> member) {
            out.name((String) member.getKey());
            begin((Json) member.getValue());
        } else {
            begin((Json) part);
        }
    }

    private void begin(Json value) {
        if (value instanceof Json.Object object) {
            out.beginObject();
            open.push(new Open(true, order.apply(object.members()).entrySet().iterator()));
        } else if (value instanceof Json.Array list) {
            out.beginList();
            open.push(new Open(false, list.elements().iterator()));
        } else {
            scalar.accept(out, value);
        }
    }

    private void end(Open container) {
        var unused = container.object() ? out.endObject() : out.endList();
    }
}
