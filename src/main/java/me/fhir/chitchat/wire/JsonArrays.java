package me.fhir.chitchat.wire;

import java.util.List;
import java.util.function.BiConsumer;

/** JSON lists of shapes that write themselves. */
public final class JsonArrays {
    private JsonArrays() {}

    /** Appends {@code [a,b,…]}, each element written by {@code shape}. */
    public static <T> void append(StringBuilder out, List<T> elements, BiConsumer<StringBuilder, ? super T> shape) {
        out.append('[');
        for (int i = 0; i < elements.size(); i++) {
            if (i > 0) {
                out.append(',');
            }
            shape.accept(out, elements.get(i));
        }
        out.append(']');
    }

    public static <T> String of(List<T> elements, BiConsumer<StringBuilder, ? super T> shape) {
        StringBuilder out = new StringBuilder(1024);
        append(out, elements, shape);
        return out.toString();
    }
}
