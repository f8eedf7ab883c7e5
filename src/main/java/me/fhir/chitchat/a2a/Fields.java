package me.fhir.chitchat.a2a;

import java.util.List;
import java.util.function.Function;
import me.fhir.chitchat.json.JsonText;
import org.jspecify.annotations.Nullable;

/** Writes one JSON object, member by member; null leaves a member out. */
final class Fields {
    private final StringBuilder out = new StringBuilder(256).append('{');

    Fields text(String name, @Nullable String value) {
        if (value != null) {
            name(name);
            JsonText.appendQuoted(out, value);
        }
        return this;
    }

    Fields json(String name, @Nullable String json) {
        if (json != null) {
            name(name);
            out.append(json);
        }
        return this;
    }

    <T> Fields list(String name, @Nullable List<T> elements, Function<? super T, String> json) {
        if (elements != null) {
            name(name);
            out.append('[');
            for (int i = 0; i < elements.size(); i++) {
                out.append(i == 0 ? "" : ",").append(json.apply(elements.get(i)));
            }
            out.append(']');
        }
        return this;
    }

    private void name(String name) {
        if (out.length() > 1) {
            out.append(',');
        }
        JsonText.appendQuoted(out, name);
        out.append(':');
    }

    /** The object as JSON text; nothing can be added after this. */
    String end() {
        return out.append('}').toString();
    }
}
