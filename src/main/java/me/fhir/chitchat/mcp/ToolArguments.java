package me.fhir.chitchat.mcp;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.jsonrpc.JsonRpcException;

/**
 * The arguments of a tool call, read as real clients write them: {@code 10.0} where an integer is wanted, and numbers,
 * lists and objects as JSON text within a string. Every fault names the argument.
 */
record ToolArguments(Json.Object fields) {
    private static final BigDecimal LONG_MAX = BigDecimal.valueOf(Long.MAX_VALUE);
    private static final BigDecimal LONG_MIN = BigDecimal.valueOf(Long.MIN_VALUE);
    /** A number with a greater exponent is beyond anything that is counted here. */
    private static final int MAX_EXPONENT = 1_000;

    /** Reads the member {@code arguments} of a call's params; missing, null or empty counts as no arguments. */
    static ToolArguments of(Json.Object params) {
        Json given = params.get("arguments");
        return new ToolArguments(
                given != null && new ToolArguments(params).has("arguments")
                        ? object(given, "arguments")
                        : Json.Object.EMPTY);
    }

    /** Whether it is given; null and an empty string, which some clients send for what was left out, count as not given. */
    boolean has(String name) {
        return fields.has(name)
                && !(fields.get(name) instanceof Json.Text text && text.value().isBlank());
    }

    String text(String name) {
        String value = fields.text(name);
        if (value == null) {
            throw wrong(name, "a string");
        }
        return value;
    }

    /** An integer, {@code standard} when it is not given; one beyond 64 bits counts as the nearest that fits. */
    long integer(String name, long standard, long least) {
        if (!has(name)) {
            return standard;
        }
        Json given = fields.get(name);
        if (!(given instanceof Json.Text) && !(given instanceof Json.Number)) {
            throw wrong(name, "an integer");
        }
        String raw = given instanceof Json.Text text ? text.value().strip() : given.raw();
        long value = wholeNumber(raw)
                .orElseThrow(() -> JsonRpcException.invalidParams(
                        name + " must be an integer; it is " + JsonWriter.quoted(raw) + "."));
        if (value < least) {
            throw JsonRpcException.invalidParams(name + " must be " + least + " or more; it is " + value + ".");
        }
        return value;
    }

    private static Optional<Long> wholeNumber(String text) {
        // BigDecimal takes long for so many digits, and no wait or count is that large.
        if (text.length() > MAX_EXPONENT) {
            return text.chars().allMatch(Character::isDigit) ? Optional.of(Long.MAX_VALUE) : Optional.empty();
        }
        try {
            BigDecimal value = new BigDecimal(text);
            if (Math.abs((long) value.scale()) > MAX_EXPONENT) {
                return Optional.empty();
            }
            BigInteger whole = value.min(LONG_MAX).max(LONG_MIN).toBigIntegerExact();
            return Optional.of(whole.longValueExact());
        } catch (ArithmeticException | NumberFormatException e) {
            return Optional.empty();
        }
    }

    /** The objects of a list; none when it is not given. */
    List<Json.Object> objects(String name) {
        Json given = has(name) ? fields.get(name) : null;
        if (given == null) {
            return List.of();
        }
        if (!(embedded(given, '[', name + " must be a list") instanceof Json.Array list)) {
            throw wrong(name, "a list");
        }
        List<Json.Object> objects = new ArrayList<>();
        for (Json element : list.elements()) {
            objects.add(object(element, name + "." + objects.size()));
        }
        return objects;
    }

    private static Json.Object object(Json given, String path) {
        String wanted = path + " must be an object";
        if (embedded(given, '{', wanted) instanceof Json.Object object) {
            return object;
        }
        throw JsonRpcException.invalidParams(wanted + ".");
    }

    /** The value within a string, if its text begins like what is wanted; else the value as it is. */
    private static Json embedded(Json given, char first, String wanted) {
        String text = given instanceof Json.Text string ? string.value().strip() : "";
        if (text.isEmpty() || text.charAt(0) != first) {
            return given;
        }
        try {
            return Json.parse(text);
        } catch (JsonSyntaxException e) {
            throw JsonRpcException.invalidParams(wanted + "; its text is not JSON: " + e.sentence() + ".");
        }
    }

    private JsonRpcException wrong(String name, String wanted) {
        return JsonRpcException.invalidParams(
                name + " must be " + wanted + "; it is " + Json.kindOf(fields.get(name)) + ".");
    }
}
