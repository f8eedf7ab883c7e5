package me.fhir.chitchat.a2a;

import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import org.jspecify.annotations.Nullable;

/** Reads the members of one object of a request; whatever is wrong is -32602 and names the place. */
record ParamReader(JsonObject fields, String path, Tolerances tolerances) {
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");

    boolean has(String name) {
        return fields.has(name);
    }

    String text(String name) {
        String value = fields.string(name);
        if (value == null) {
            throw wrong(name, "a string");
        }
        return value;
    }

    @Nullable
    String optionalText(String name) {
        return has(name) ? text(name) : null;
    }

    /** A text that says something. */
    String name(String name) {
        String value = text(name);
        if (value.isBlank()) {
            throw A2aError.INVALID_PARAMS.because(path + "." + name + " must not be empty.");
        }
        return value;
    }

    /** A text, or null; an empty one counts as left out, for that is how some write an unset field of ProtoJSON. */
    @Nullable
    String optionalName(String name) {
        String value = optionalText(name);
        return value == null || value.isEmpty() ? null : value;
    }

    ParamReader object(String name) {
        JsonObject value = fields.object(name);
        if (value == null) {
            throw wrong(name, "an object");
        }
        return new ParamReader(value, path + "." + name, tolerances);
    }

    /** A value as its sender wrote it; {@code kind} null lets any pass. */
    String json(String name, @Nullable JsonKind kind) {
        String raw = fields.raw(name);
        if (raw == null || (kind != null && fields.kind(name) != kind)) {
            throw wrong(name, kind == null ? "there" : kind.words());
        }
        return raw;
    }

    /** Bytes, padded base64 with the standard alphabet; the URL alphabet and missing padding are accepted (ProtoJSON). */
    String base64(String name) {
        String given = text(name);
        String standard = given.replace('-', '+').replace('_', '/');
        try {
            byte[] bytes = Base64.getDecoder().decode(standard);
            return Base64.getEncoder().encodeToString(bytes);
        } catch (IllegalArgumentException e) {
            throw A2aError.INVALID_PARAMS.because(path + "." + name + " must be base64.");
        }
    }

    /** A count, 0 or more; null when it is not given. */
    @Nullable
    Integer optionalCount(String name) {
        if (!has(name)) {
            return null;
        }
        String text = fields.string(name);
        if (text != null && WHOLE_NUMBER.matcher(text).matches()) {
            tolerances.use(Tolerance.NUMBER_AS_STRING, path + "." + name);
        } else {
            text = null;
        }
        String raw = text == null ? json(name, JsonKind.INTEGER) : text;
        if (raw.startsWith("-")) {
            throw A2aError.INVALID_PARAMS.because(path + "." + name + " must not be negative.");
        }
        // More than nine digits are more than there is of anything here.
        return raw.length() > 9 ? Integer.MAX_VALUE : Integer.parseInt(raw);
    }

    boolean flag(String name) {
        return has(name) && json(name, JsonKind.BOOLEAN).equals("true");
    }

    /** The elements of a list, each as its sender wrote it. */
    List<String> list(String name) {
        try {
            return JsonText.elements(json(name, JsonKind.ARRAY));
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a member of a parsed object must be valid", e);
        }
    }

    /** An object's members; none when it is not given. */
    ParamReader optionalObject(String name) {
        return has(name) ? object(name) : new ParamReader(JsonObject.EMPTY, path + "." + name, tolerances);
    }

    private A2aException wrong(String name, String wanted) {
        return A2aError.INVALID_PARAMS.because(path + "." + name + " must be " + wanted + "; it is "
                + fields.kind(name).words() + ".");
    }
}
