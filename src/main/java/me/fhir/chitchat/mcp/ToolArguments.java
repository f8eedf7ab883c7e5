package me.fhir.chitchat.mcp;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.jsonrpc.JsonRpcException;

/**
 * The arguments of a tool call, read as real clients write them: {@code 10.0} where an integer is wanted, and numbers,
 * lists and objects as JSON text within a string. Every fault names the argument.
 */
record ToolArguments(JsonObject fields) {
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
    /** A number with a greater exponent is beyond anything that is counted here. */
    private static final int LARGEST_EXPONENT = 1_000;

    /** Reads the member {@code arguments} of a call's params; missing or null counts as no arguments. */
    static ToolArguments of(JsonObject params) {
        if (!params.has("arguments")) {
            return new ToolArguments(JsonObject.EMPTY);
        }
        return new ToolArguments(object(String.valueOf(params.raw("arguments")), "arguments"));
    }

    String text(String name) {
        String value = fields.string(name);
        if (value == null) {
            throw wrong(name, "a string", fields.kind(name));
        }
        return value;
    }

    /** An integer, {@code standard} when it is not given; one beyond 64 bits counts as the nearest that fits. */
    long integer(String name, long standard, long least) {
        if (!fields.has(name)) {
            return standard;
        }
        JsonKind kind = fields.kind(name);
        String raw = kind == JsonKind.STRING
                ? String.valueOf(fields.string(name)).strip()
                : String.valueOf(fields.raw(name));
        if (kind != JsonKind.STRING && kind != JsonKind.INTEGER && kind != JsonKind.DECIMAL) {
            throw wrong(name, "an integer", kind);
        }
        long value = wholeNumber(raw)
                .orElseThrow(() -> JsonRpcException.invalidParams(
                        name + " must be an integer; it is " + JsonText.quote(raw) + "."));
        if (value < least) {
            throw JsonRpcException.invalidParams(name + " must be " + least + " or more; it is " + value + ".");
        }
        return value;
    }

    private static Optional<Long> wholeNumber(String text) {
        // BigDecimal takes long for so many digits, and no wait or count is that large.
        if (text.length() > LARGEST_EXPONENT) {
            return text.chars().allMatch(Character::isDigit) ? Optional.of(Long.MAX_VALUE) : Optional.empty();
        }
        try {
            BigDecimal value = new BigDecimal(text);
            if (Math.abs((long) value.scale()) > LARGEST_EXPONENT) {
                return Optional.empty();
            }
            BigInteger whole = value.min(LONG_MAX).max(LONG_MIN).toBigIntegerExact();
            return Optional.of(whole.longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The objects of a list; none when it is not given. */
    List<JsonObject> objects(String name) {
        if (!fields.has(name)) {
            return List.of();
        }
        String raw = embedded(String.valueOf(fields.raw(name)), '[');
        if (!raw.startsWith("[")) {
            throw wrong(name, "a list", fields.kind(name));
        }
        List<JsonObject> objects = new ArrayList<>();
        try {
            for (String element : JsonText.elements(raw)) {
                objects.add(object(element, name + "." + objects.size()));
            }
        } catch (JsonSyntaxException e) {
            throw JsonRpcException.invalidParams(name + " must be a list; its text is not JSON: " + e.sentence() + ".");
        }
        return objects;
    }

    private static JsonObject object(String given, String path) {
        String raw = embedded(given, '{');
        if (!raw.startsWith("{")) {
            throw JsonRpcException.invalidParams(path + " must be an object.");
        }
        try {
            return JsonObject.parse(raw);
        } catch (JsonSyntaxException e) {
            throw JsonRpcException.invalidParams(
                    path + " must be an object; its text is not JSON: " + e.sentence() + ".");
        }
    }

    /** The JSON text within a string literal, if it begins like what is wanted; else the value as it is. */
    private static String embedded(String raw, char first) {
        if (!raw.startsWith("\"")) {
            return raw;
        }
        String text = JsonText.unquote(raw).strip();
        return !text.isEmpty() && text.charAt(0) == first ? text : raw;
    }

    private static JsonRpcException wrong(String name, String wanted, JsonKind kind) {
        return JsonRpcException.invalidParams(name + " must be " + wanted + "; it is " + kind.words() + ".");
    }
}
