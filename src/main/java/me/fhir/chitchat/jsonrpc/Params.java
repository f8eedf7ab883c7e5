package me.fhir.chitchat.jsonrpc;

import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import org.jspecify.annotations.Nullable;

/** The params of a request; every reader says which field is wrong with -32602. */
public record Params(JsonObject fields) {
    private static final BigInteger LONG_MIN = BigInteger.valueOf(Long.MIN_VALUE);
    private static final BigInteger LONG_MAX = BigInteger.valueOf(Long.MAX_VALUE);

    public boolean has(String name) {
        return fields.has(name);
    }

    public String text(String name) {
        String value = fields.string(name);
        if (value == null) {
            throw wrong(name, "a string");
        }
        return value;
    }

    public @Nullable String optionalText(String name) {
        return has(name) ? text(name) : null;
    }

    /** An integer; one beyond 64 bits counts as the nearest that fits. */
    public long integer(String name) {
        if (fields.kind(name) != JsonKind.INTEGER) {
            throw wrong(name, "an integer");
        }
        String digits = String.valueOf(fields.raw(name));
        // Eighteen digits always fit.
        return digits.length() <= 18
                ? Long.parseLong(digits)
                : new BigInteger(digits).min(LONG_MAX).max(LONG_MIN).longValue();
    }

    public @Nullable Long optionalInteger(String name) {
        return has(name) ? integer(name) : null;
    }

    public boolean flag(String name, boolean standard) {
        if (!has(name)) {
            return standard;
        }
        if (fields.kind(name) != JsonKind.BOOLEAN) {
            throw wrong(name, "true or false");
        }
        return "true".equals(fields.raw(name));
    }

    /** An object as its sender wrote it. */
    public String object(String name) {
        if (fields.kind(name) != JsonKind.OBJECT) {
            throw wrong(name, "an object");
        }
        return String.valueOf(fields.raw(name));
    }

    /** An object's own fields; empty when it is missing. */
    public Params optionalParams(String name) {
        if (!has(name)) {
            return new Params(JsonObject.EMPTY);
        }
        JsonObject object = fields.object(name);
        if (object == null) {
            throw wrong(name, "an object");
        }
        return new Params(object);
    }

    /** A list of strings; null when it is missing. */
    public @Nullable List<String> optionalTexts(String name) {
        if (!has(name)) {
            return null;
        }
        if (fields.kind(name) != JsonKind.ARRAY) {
            throw wrong(name, "a list of strings");
        }
        List<String> texts = new ArrayList<>();
        for (String element : elements(String.valueOf(fields.raw(name)))) {
            if (element.charAt(0) != '"') {
                throw wrong(name, "a list of strings");
            }
            texts.add(JsonText.unquote(element));
        }
        return texts;
    }

    private static List<String> elements(String array) {
        try {
            return JsonText.elements(array);
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a member of a parsed object must be valid", e);
        }
    }

    private JsonRpcException wrong(String name, String wanted) {
        return JsonRpcException.invalidParams(
                name + " must be " + wanted + "; it is " + fields.kind(name).words() + ".");
    }
}
