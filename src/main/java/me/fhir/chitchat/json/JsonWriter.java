package me.fhir.chitchat.json;

import java.util.function.BiConsumer;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/** Writes JSON text and places its commas; the only place that does. For one thread. */
public final class JsonWriter {
    private static final char[] HEX = "0123456789ABCDEF".toCharArray();

    private final StringBuilder out;
    private boolean comma;

    public JsonWriter() {
        this(256);
    }

    public JsonWriter(int expectedLength) {
        this(new StringBuilder(expectedLength));
    }

    private JsonWriter(StringBuilder out) {
        this.out = out;
    }

    /** Writes behind what a builder holds, whose commas are its owner's business. */
    public static JsonWriter into(StringBuilder out) {
        return new JsonWriter(out);
    }

    /** The text of one object. */
    public static String object(Consumer<JsonWriter> members) {
        JsonWriter json = new JsonWriter().beginObject();
        members.accept(json);
        return json.endObject().toString();
    }

    /** The JSON literal of a string, quotes included; also how a sentence quotes a client's text. */
    public static String quoted(String value) {
        StringBuilder out = new StringBuilder(value.length() + 16);
        appendQuoted(out, value);
        return out.toString();
    }

    /** The text of one list, each element written by {@code shape}. */
    public static <T> String list(Iterable<T> elements, BiConsumer<JsonWriter, ? super T> shape) {
        return new JsonWriter().values(elements, shape).toString();
    }

    public JsonWriter beginObject() {
        return begin('{');
    }

    public JsonWriter endObject() {
        return end('}');
    }

    public JsonWriter beginList() {
        return begin('[');
    }

    public JsonWriter endList() {
        return end(']');
    }

    /** A member's name; its value is written next. */
    public JsonWriter name(String name) {
        separate();
        appendQuoted(out, name);
        out.append(':');
        comma = false;
        return this;
    }

    /** A string; null is written as {@code null}. */
    public JsonWriter text(@Nullable String value) {
        separate();
        if (value == null) {
            out.append("null");
        } else {
            appendQuoted(out, value);
        }
        return this;
    }

    public JsonWriter number(long value) {
        separate();
        out.append(value);
        return this;
    }

    /** A number in its shortest spelling; one that is not finite is written as {@code null}. */
    public JsonWriter number(double value) {
        separate();
        out.append(Double.isFinite(value) ? String.valueOf(value) : "null");
        return this;
    }

    public JsonWriter flag(boolean value) {
        separate();
        out.append(value);
        return this;
    }

    /** A value that is JSON text already. */
    public JsonWriter raw(String json) {
        separate();
        out.append(json);
        return this;
    }

    /** A parsed value as it was written. */
    public JsonWriter value(Json value) {
        separate();
        out.append(value.nodes.text(), value.nodes.start(value.node), value.nodes.end(value.node));
        return this;
    }

    /** A list, each element written by {@code shape}. */
    public <T> JsonWriter values(Iterable<T> elements, BiConsumer<JsonWriter, ? super T> shape) {
        beginList();
        elements.forEach(element -> shape.accept(this, element));
        return endList();
    }

    public JsonWriter text(String name, @Nullable String value) {
        return name(name).text(value);
    }

    /** A member that is left out when there is no value. */
    public JsonWriter optionalText(String name, @Nullable String value) {
        return value == null ? this : text(name, value);
    }

    public JsonWriter number(String name, long value) {
        return name(name).number(value);
    }

    public JsonWriter flag(String name, boolean value) {
        return name(name).flag(value);
    }

    public JsonWriter raw(String name, String json) {
        return name(name).raw(json);
    }

    public JsonWriter number(String name, double value) {
        return name(name).number(value);
    }

    public JsonWriter value(String name, Json value) {
        return name(name).value(value);
    }

    /** A member that is left out when there is no value. */
    public JsonWriter optionalRaw(String name, @Nullable String json) {
        return json == null ? this : raw(name, json);
    }

    public JsonWriter object(String name, Consumer<JsonWriter> members) {
        name(name).beginObject();
        members.accept(this);
        return endObject();
    }

    public <T> JsonWriter list(String name, Iterable<T> elements, BiConsumer<JsonWriter, ? super T> shape) {
        return name(name).values(elements, shape);
    }

    /** A list of objects, the members of each written by {@code members}. */
    public <T> JsonWriter objects(String name, Iterable<T> elements, BiConsumer<JsonWriter, ? super T> members) {
        return list(name, elements, (list, element) -> {
            list.beginObject();
            members.accept(list, element);
            list.endObject();
        });
    }

    public JsonWriter texts(String name, Iterable<String> values) {
        return list(name, values, JsonWriter::text);
    }

    /** Drains the text written since the last call; the writer continues after it. */
    public String take() {
        String piece = out.toString();
        out.setLength(0);
        return piece;
    }

    @Override
    public String toString() {
        return out.toString();
    }

    private JsonWriter begin(char bracket) {
        separate();
        out.append(bracket);
        comma = false;
        return this;
    }

    private JsonWriter end(char bracket) {
        out.append(bracket);
        comma = true;
        return this;
    }

    private void separate() {
        if (comma) {
            out.append(',');
        }
        comma = true;
    }

    /** Appends the string literal of {@code value}, quotes included. */
    static void appendQuoted(StringBuilder out, String value) {
        out.append('"');
        int copied = 0;
        for (int i = 0; i < value.length(); i++) {
            char c = value.charAt(i);
            if (c < ' ' || c == '"' || c == '\\') {
                out.append(value, copied, i);
                appendEscape(out, c);
                copied = i + 1;
            }
        }
        if (copied == 0) {
            out.append(value);
        } else {
            out.append(value, copied, value.length());
        }
        out.append('"');
    }

    private static void appendEscape(StringBuilder out, char c) {
        out.append('\\');
        switch (c) {
            case '"', '\\' -> out.append(c);
            case '\b' -> out.append('b');
            case '\f' -> out.append('f');
            case '\n' -> out.append('n');
            case '\r' -> out.append('r');
            case '\t' -> out.append('t');
            default -> out.append("u00").append(HEX[c >> 4]).append(HEX[c & 0xF]);
        }
    }
}
