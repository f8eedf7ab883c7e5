package me.fhir.chitchat.json;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * JSON as plain maps, lists, strings, numbers and booleans, for rules and libraries that work on these. Integers become
 * {@code Integer}, {@code Long} or {@code BigInteger}, other numbers the nearest {@code Double}.
 */
public final class PlainJson {
    private static final BigInteger INT_MIN = BigInteger.valueOf(Integer.MIN_VALUE);
    private static final BigInteger INT_MAX = BigInteger.valueOf(Integer.MAX_VALUE);
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    private PlainJson() {}

    public static @Nullable Object of(@Nullable Json value) {
        if (value instanceof Json.Object object) {
            return map(object);
        }
        if (value instanceof Json.Array array) {
            List<@Nullable Object> elements = new ArrayList<>();
            array.elements().forEach(element -> elements.add(of(element)));
            return elements;
        }
        if (value instanceof Json.Text text) {
            return text.value();
        }
        if (value instanceof Json.Number number) {
            return number.isInteger() ? integer(number.raw()) : (Number) number.doubleValue();
        }
        return value instanceof Json.Bool flag ? flag.value() : null;
    }

    public static Map<String, @Nullable Object> map(Json.Object object) {
        Map<String, @Nullable Object> members = new LinkedHashMap<>();
        object.members().forEach((name, member) -> members.put(name, of(member)));
        return members;
    }

    private static Number integer(String digits) {
        BigInteger exact = new BigInteger(digits);
        if (exact.compareTo(INT_MIN) >= 0 && exact.compareTo(INT_MAX) <= 0) {
            return exact.intValue();
        }
        return exact.compareTo(LONG_MIN) >= 0 && exact.compareTo(LONG_MAX) <= 0 ? (Number) exact.longValue() : exact;
    }

    /** The JSON text of plain maps, lists, strings, numbers and booleans. */
    public static String text(@Nullable Object value) {
        JsonWriter json = new JsonWriter();
        write(json, value);
        return json.toString();
    }

    /** Writes plain maps, lists, strings, numbers and booleans. */
    public static void write(JsonWriter json, @Nullable Object value) {
        if (value instanceof Map<?, ?> map) {
            json.beginObject();
            map.forEach((name, member) -> write(json.name(String.valueOf(name)), member));
            json.endObject();
        } else if (value instanceof Collection<?> list) {
            json.values(list, PlainJson::write);
        } else if (value instanceof Boolean flag) {
            json.flag(flag);
        } else if (value instanceof Double || value instanceof Float) {
            json.number(((Number) value).doubleValue());
        } else if (value instanceof Number number) {
            json.raw(number.toString());
        } else if (value == null || value instanceof String) {
            json.text((String) value);
        } else {
            throw new IllegalArgumentException("not plain data: " + value.getClass());
        }
    }
}
