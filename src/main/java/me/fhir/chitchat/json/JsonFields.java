package me.fhir.chitchat.json;

import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Typed access to the members of one object. A member that is not as asked for is reported with its path; when the
 * report does not throw, the member reads as an empty value of its type. An optional member may be missing or {@code
 * null}.
 */
public final class JsonFields {
    private final Json.Object object;
    private final String path;
    private final JsonFaults faults;

    private JsonFields(Json.Object object, String path, JsonFaults faults) {
        this.object = object;
        this.path = path;
        this.faults = faults;
    }

    /**
     * The members of an object.
     *
     * @param path where it stands; empty when its members are called by their names alone
     */
    public static JsonFields of(Json.Object object, String path, JsonFaults faults) {
        return new JsonFields(object, path, faults);
    }

    /** The members of a value that must be an object. */
    public static JsonFields of(@Nullable Json value, String path, JsonFaults faults) {
        if (value instanceof Json.Object object) {
            return new JsonFields(object, path, faults);
        }
        faults.report(path, "must be an object; it is " + Json.kindOf(value));
        return nothing(path);
    }

    /** The members of a value without complaints: what is not as expected reads as if it were missing. */
    public static JsonFields lenient(@Nullable Json value) {
        return of(value, "", JsonFaults.IGNORED);
    }

    /** Parses a text that must be a JSON object. */
    public static JsonFields parse(String text, String path, JsonFaults faults) {
        try {
            return of(Json.parse(text), path, faults);
        } catch (JsonSyntaxException e) {
            faults.report(path, "cannot be parsed: " + e.sentence());
            return nothing(path);
        }
    }

    /** All values read from here are faults as well, and were reported. */
    private static JsonFields nothing(String path) {
        return new JsonFields(Json.Object.EMPTY, path, JsonFaults.IGNORED);
    }

    public Json.Object object() {
        return object;
    }

    public String path() {
        return path;
    }

    /** The path of a member. */
    public String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }

    /** Reports a member as faulty. */
    public void report(String name, String problem) {
        faults.report(path(name), problem);
    }

    /** Whether the member is there and not {@code null}. */
    public boolean has(String name) {
        return object.has(name);
    }

    /** A member of any kind that must be there. */
    public @Nullable Json value(String name) {
        return required(name, Json.class, "there");
    }

    /** A string, which may be empty. */
    public String text(String name) {
        Json.Text value = required(name, Json.Text.class, "a string");
        return value == null ? "" : value.value();
    }

    public @Nullable String optionalText(String name) {
        Json.Text value = has(name) ? required(name, Json.Text.class, "a string") : null;
        return value == null ? null : value.value();
    }

    /** A string that is not empty. */
    public String name(String name) {
        Json.Text value = required(name, Json.Text.class, "a string");
        if (value != null && value.value().isEmpty()) {
            report(name, "must not be empty");
        }
        return value == null ? "" : value.value();
    }

    /** A string that is not empty, or null. */
    public @Nullable String optionalName(String name) {
        String value = optionalText(name);
        if (value != null && value.isEmpty()) {
            report(name, "must not be empty; leave it out instead");
            return null;
        }
        return value;
    }

    /** An integer; one beyond 64 bits counts as the nearest that fits. */
    public long integer(String name) {
        Long value = integerOrNull(name);
        return value == null ? 0 : value;
    }

    public @Nullable Long optionalInteger(String name) {
        return has(name) ? integerOrNull(name) : null;
    }

    /** An integer within bounds, or null. */
    public @Nullable Long optionalInteger(String name, long least, long most) {
        if (!has(name)) {
            return null;
        }
        if (object.get(name) instanceof Json.Number number && number.isInteger()) {
            long value = number.clampedLong();
            if (value >= least && value <= most) {
                return value;
            }
        }
        report(name, "must be an integer from " + least + " to " + most + "; it is " + shown(name));
        return null;
    }

    /** A number within bounds, or null. */
    public @Nullable Double optionalNumber(String name, double least, double most) {
        if (!has(name)) {
            return null;
        }
        if (object.get(name) instanceof Json.Number number) {
            double value = number.doubleValue();
            if (value >= least && value <= most) {
                return value;
            }
        }
        report(name, "must be a number from " + least + " to " + most + "; it is " + shown(name));
        return null;
    }

    public boolean flag(String name, boolean otherwise) {
        if (!has(name)) {
            return otherwise;
        }
        if (object.get(name) instanceof Json.Bool flag) {
            return flag.value();
        }
        report(name, "must be true or false; it is " + Json.kindOf(object.get(name)));
        return otherwise;
    }

    /** An object. */
    public JsonFields object(String name) {
        Json.Object value = required(name, Json.Object.class, "an object");
        return value == null ? nothing(path(name)) : new JsonFields(value, path(name), faults);
    }

    /** An object, or null. */
    public @Nullable JsonFields optionalObject(String name) {
        return has(name) ? object(name) : null;
    }

    /** An object; one without members when it is missing. */
    public JsonFields objectOrEmpty(String name) {
        return has(name) ? object(name) : new JsonFields(Json.Object.EMPTY, path(name), faults);
    }

    /** The elements of a list. */
    public List<Json> list(String name) {
        Json.Array value = required(name, Json.Array.class, "a list");
        return value == null ? List.of() : value.elements();
    }

    /** The elements of a list of objects; one that is none is reported and reads as an object without members. */
    public List<JsonFields> objects(String name) {
        List<JsonFields> objects = new ArrayList<>();
        for (Json element : list(name)) {
            objects.add(of(element, path(name) + "." + objects.size(), faults));
        }
        return objects;
    }

    public List<JsonFields> optionalObjects(String name) {
        return has(name) ? objects(name) : List.of();
    }

    /** The elements of a list of strings. */
    public List<String> texts(String name) {
        List<String> texts = new ArrayList<>();
        int place = 0;
        for (Json element : list(name)) {
            if (element instanceof Json.Text text) {
                texts.add(text.value());
            } else {
                report(name + "." + place, "must be a string; it is " + element.kind());
            }
            place++;
        }
        return texts;
    }

    /** The elements of a list of strings, or null. */
    public @Nullable List<String> optionalTexts(String name) {
        return has(name) ? texts(name) : null;
    }

    private @Nullable Long integerOrNull(String name) {
        if (object.get(name) instanceof Json.Number number && number.isInteger()) {
            return number.clampedLong();
        }
        report(name, "must be an integer; it is " + Json.kindOf(object.get(name)));
        return null;
    }

    private <T extends Json> @Nullable T required(String name, Class<T> type, String wanted) {
        Json value = object.get(name);
        if (type.isInstance(value)) {
            return type.cast(value);
        }
        report(name, "must be " + wanted + "; it is " + Json.kindOf(value));
        return null;
    }

    /** A number as it was written, anything else by its kind. */
    private String shown(String name) {
        Json value = object.get(name);
        return value instanceof Json.Number ? value.raw() : Json.kindOf(value);
    }
}
