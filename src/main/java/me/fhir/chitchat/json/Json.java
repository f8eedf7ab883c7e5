package me.fhir.chitchat.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One value of a parsed document. The text is scanned once; values inside are slices of it, so digits, unknown members,
 * their order and their spelling stay as their sender wrote them. Immutable, for any thread.
 */
// The names of RFC 8259; they are written with their owner, as Json.Object.
@SuppressWarnings("JavaLangClash")
public abstract sealed class Json {
    final JsonNodes nodes;
    final int node;

    private Json(JsonNodes nodes, int node) {
        this.nodes = nodes;
        this.node = node;
    }

    /**
     * Parses one value and nothing after it. Lone surrogates become U+FFFD, so that the text can be written as UTF-8.
     *
     * @throws JsonSyntaxException when the text is not JSON, or exceeds {@link JsonLimits#RECEIVED}
     */
    public static Json parse(String text) throws JsonSyntaxException {
        return parse(text, JsonLimits.RECEIVED);
    }

    public static Json parse(String text, JsonLimits limits) throws JsonSyntaxException {
        return value(JsonScanner.scan(text, limits), 0);
    }

    /**
     * Parses an object.
     *
     * @throws JsonSyntaxException when the text is not JSON or ({@link JsonSyntaxException#wellFormed}) another kind of value
     */
    public static Object parseObject(String text) throws JsonSyntaxException {
        if (parse(text) instanceof Object object) {
            return object;
        }
        throw JsonSyntaxException.wrongKind("expected an object");
    }

    /** Parses a text that may be anything; null when it is not JSON. */
    public static @Nullable Json parseOrNull(String text) {
        try {
            return parse(text);
        } catch (JsonSyntaxException e) {
            return null;
        }
    }

    /** Parses a text like {@link #parseOrNull}; null too when it is another kind of value than an object. */
    public static @Nullable Object objectOrNull(String text) {
        return parseOrNull(text) instanceof Object object ? object : null;
    }

    /** The kind of a member, which may be missing. */
    public static String kindOf(@Nullable Json value) {
        return value == null ? "missing" : value.kind();
    }

    /** The kind of value, as a sentence names it: "a string", "a list". */
    public abstract String kind();

    private static Json value(JsonNodes nodes, int node) {
        return switch (nodes.text().charAt(nodes.start(node))) {
            case '{' -> new Object(nodes, node);
            case '[' -> new Array(nodes, node);
            case '"' -> new Text(nodes, node);
            case 't', 'f' -> new Bool(nodes, node);
            case 'n' -> new Null(nodes, node);
            default -> new Number(nodes, node);
        };
    }

    static List<Object> objectsIn(List<Json> elements) {
        List<Object> objects = new ArrayList<>();
        for (Json element : elements) {
            if (element instanceof Object object) {
                objects.add(object);
            }
        }
        return objects;
    }

    /** The value's text as it was written. */
    public final String raw() {
        return nodes.raw(node);
    }

    /** Whether both are written the same way. */
    @Override
    public final boolean equals(java.lang.@Nullable Object other) {
        return other instanceof Json json && json.raw().equals(raw());
    }

    @Override
    public final int hashCode() {
        return raw().hashCode();
    }

    @Override
    public final String toString() {
        return raw();
    }

    /** Members by name. */
    public static final class Object extends Json {
        public static final Object EMPTY = new Object(JsonNodes.EMPTY_OBJECT, 0);

        Object(JsonNodes nodes, int node) {
            super(nodes, node);
        }

        @Override
        public String kind() {
            return "an object";
        }

        /** A member's value or null; of a repeated member the last one counts. */
        public @Nullable Json get(String name) {
            int found = -1;
            for (int at = node + 1; at < nodes.next(node); at = nodes.next(at + 1)) {
                found = nodes.isNamed(at, name) ? at + 1 : found;
            }
            return found < 0 ? null : value(nodes, found);
        }

        /** Whether the member is there and not {@code null}. */
        public boolean has(String name) {
            Json value = get(name);
            return value != null && !(value instanceof Null);
        }

        /** A member's decoded text when it is a string, else null. */
        public @Nullable String text(String name) {
            return get(name) instanceof Text text ? text.value() : null;
        }

        /** A member's text as it was written, or null when it is missing. */
        public @Nullable String raw(String name) {
            Json value = get(name);
            return value == null ? null : value.raw();
        }

        /** A member when it is an object, else null. */
        public @Nullable Object object(String name) {
            return get(name) instanceof Object object ? object : null;
        }

        /** The elements of a member when it is a list, else none. */
        public List<Json> elements(String name) {
            return get(name) instanceof Array array ? array.elements() : List.of();
        }

        /** The objects among the elements of a member when it is a list, else none. */
        public List<Object> objects(String name) {
            return objectsIn(elements(name));
        }

        /** All members in their order, a repeated one in its first place with its last value. */
        public Map<String, Json> members() {
            Map<String, Json> members = new LinkedHashMap<>();
            for (int at = node + 1; at < nodes.next(node); at = nodes.next(at + 1)) {
                members.put(nodes.string(at), value(nodes, at + 1));
            }
            return members;
        }
    }

    /** Elements in their order. */
    public static final class Array extends Json {
        Array(JsonNodes nodes, int node) {
            super(nodes, node);
        }

        @Override
        public String kind() {
            return "a list";
        }

        public List<Json> elements() {
            List<Json> elements = new ArrayList<>();
            for (int at = node + 1; at < nodes.next(node); at = nodes.next(at)) {
                elements.add(value(nodes, at));
            }
            return elements;
        }

        /** The elements that are objects; others are left out. */
        public List<Object> objects() {
            return objectsIn(elements());
        }
    }

    /** A string. */
    public static final class Text extends Json {
        Text(JsonNodes nodes, int node) {
            super(nodes, node);
        }

        @Override
        public String kind() {
            return "a string";
        }

        /** The decoded text. */
        public String value() {
            return nodes.string(node);
        }
    }

    /** A number with its digits. */
    public static final class Number extends Json {
        private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
        private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);
        /** As many, sign included, always fit into 64 bits. */
        private static final int SURE_LENGTH = 18;

        Number(JsonNodes nodes, int node) {
            super(nodes, node);
        }

        @Override
        public String kind() {
            return isInteger() ? "an integer" : "a decimal number";
        }

        /** Whether it is written without a fraction and an exponent. */
        public boolean isInteger() {
            return raw().chars().noneMatch(c -> c == '.' || c == 'e' || c == 'E');
        }

        /** An integer's value; one beyond 64 bits counts as the nearest that fits. */
        public long clampedLong() {
            String digits = raw();
            return digits.length() <= SURE_LENGTH
                    ? Long.parseLong(digits)
                    : new BigInteger(digits).min(LONG_MAX).max(LONG_MIN).longValue();
        }

        /** The nearest double; infinite when it is too large for one. */
        public double doubleValue() {
            return Double.parseDouble(raw());
        }
    }

    /** {@code true} or {@code false}. */
    public static final class Bool extends Json {
        Bool(JsonNodes nodes, int node) {
            super(nodes, node);
        }

        @Override
        public String kind() {
            return "a boolean";
        }

        public boolean value() {
            return nodes.text().charAt(nodes.start(node)) == 't';
        }
    }

    /** {@code null}. */
    public static final class Null extends Json {
        Null(JsonNodes nodes, int node) {
            super(nodes, node);
        }

        @Override
        public String kind() {
            return "null";
        }
    }
}
