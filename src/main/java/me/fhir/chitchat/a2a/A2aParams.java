package me.fhir.chitchat.a2a;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonFaults;
import me.fhir.chitchat.json.JsonFields;
import org.jspecify.annotations.Nullable;

/** The members of one object of a request, as clients of this protocol write them; every fault is -32602. */
record A2aParams(JsonFields fields, UsedTolerances tolerances) {
    private static final JsonFaults INVALID_PARAMS =
            JsonFaults.throwing(sentence -> new A2aException(A2aError.INVALID_PARAMS, sentence));
    private static final Pattern WHOLE_NUMBER = Pattern.compile("-?[0-9]+");

    static A2aParams of(Json.Object object, String path, UsedTolerances tolerances) {
        return new A2aParams(JsonFields.of(object, path, INVALID_PARAMS), tolerances);
    }

    String path() {
        return fields.path();
    }

    boolean has(String name) {
        return fields.has(name);
    }

    /** A member as its sender wrote it; null when it is missing. */
    @Nullable
    Json value(String name) {
        return fields.object().get(name);
    }

    String text(String name) {
        return fields.text(name);
    }

    @Nullable
    String optionalText(String name) {
        return fields.optionalText(name);
    }

    /** A text that says something. */
    String name(String name) {
        String value = text(name);
        if (value.isBlank()) {
            fields.report(name, "must not be empty");
        }
        return value;
    }

    /** A text, or null; an empty one counts as left out, for that is how some write an unset field of ProtoJSON. */
    @Nullable
    String optionalName(String name) {
        String value = optionalText(name);
        return value == null || value.isEmpty() ? null : value;
    }

    A2aParams object(String name) {
        return new A2aParams(fields.object(name), tolerances);
    }

    /** An object's members; none when it is not given. */
    A2aParams optionalObject(String name) {
        return new A2aParams(fields.objectOrEmpty(name), tolerances);
    }

    /** The elements of a list of objects. */
    List<A2aParams> objects(String name) {
        List<A2aParams> objects = new ArrayList<>();
        fields.objects(name).forEach(element -> objects.add(new A2aParams(element, tolerances)));
        return objects;
    }

    /**
     * Bytes, padded base64 with the standard alphabet; the URL alphabet and missing padding are accepted (ProtoJSON).
     */
    String base64(String name) {
        String standard = text(name).replace('-', '+').replace('_', '/');
        try {
            return Base64.getEncoder().encodeToString(Base64.getDecoder().decode(standard));
        } catch (IllegalArgumentException e) {
            throw new A2aException(A2aError.INVALID_PARAMS, fields.path(name) + " must be base64.");
        }
    }

    /** A count, 0 or more; null when it is not given. */
    @Nullable
    Integer optionalCount(String name) {
        Long count;
        if (value(name) instanceof Json.Text text
                && WHOLE_NUMBER.matcher(text.value()).matches()) {
            tolerances.use(Tolerance.NUMBER_AS_STRING, fields.path(name));
            count = text.value().startsWith("-") ? -1L : clamped(text.value());
        } else {
            count = fields.optionalInteger(name);
        }
        if (count == null) {
            return null;
        }
        if (count < 0) {
            fields.report(name, "must not be negative");
        }
        return (int) Math.min(Integer.MAX_VALUE, count);
    }

    /** More than nine digits are more than there is of anything here. */
    private static long clamped(String digits) {
        return digits.length() > 9 ? Integer.MAX_VALUE : Long.parseLong(digits);
    }

    boolean flag(String name) {
        return fields.flag(name, false);
    }
}
