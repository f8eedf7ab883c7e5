package me.fhir.chitchat.resources;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.scenario.FieldErrors;
import org.jspecify.annotations.Nullable;

/**
 * Reads the fields of one JSON object and notes those that are wrong under their path; a wrong one reads as if it were
 * missing. An optional field may be {@code null}.
 */
record FieldReader(JsonObject object, String path, FieldErrors errors) {
    private static final int MOST_ELEMENTS = 10_000;

    /** The text of a field that must be there and hold something. */
    String requiredText(String name) {
        String text = object.string(name);
        if (text != null && !text.isEmpty()) {
            return text;
        }
        wrong(name, text == null ? "must be a string, is " + object.kind(name).words() : "must not be empty");
        return "";
    }

    @Nullable
    String optionalText(String name) {
        return object.has(name) ? requiredText(name) : null;
    }

    /** An optional name; numbers will do, they are often names. */
    @Nullable
    String optionalName(String name) {
        return object.kind(name) == JsonKind.INTEGER ? object.raw(name) : optionalText(name);
    }

    @Nullable
    Integer optionalInteger(String name, int least) {
        if (!object.has(name)) {
            return null;
        }
        String raw = String.valueOf(object.raw(name));
        try {
            int number = object.kind(name) == JsonKind.INTEGER ? Integer.parseInt(raw) : least - 1;
            if (number >= least) {
                return number;
            }
        } catch (NumberFormatException e) {
            // More digits than any number of tokens or turns has.
        }
        wrong(name, "must be an integer from " + least + " to " + Integer.MAX_VALUE);
        return null;
    }

    @Nullable
    Double optionalNumber(String name, double least, double most) {
        if (!object.has(name)) {
            return null;
        }
        JsonKind kind = object.kind(name);
        if (kind == JsonKind.INTEGER || kind == JsonKind.DECIMAL) {
            double number = Double.parseDouble(String.valueOf(object.raw(name)));
            if (number >= least && number <= most) {
                return number;
            }
        }
        wrong(name, "must be a number from " + JsonText.write(least) + " to " + JsonText.write(most));
        return null;
    }

    /** The text of a field that must be an object. */
    String requiredObject(String name) {
        if (object.kind(name) == JsonKind.OBJECT) {
            return String.valueOf(object.raw(name));
        }
        wrong(name, "must be an object, is " + object.kind(name).words());
        return "{}";
    }

    /** The fields of an optional object, or null. */
    @Nullable
    FieldReader optionalObject(String name) {
        if (!object.has(name)) {
            return null;
        }
        JsonObject child = object.object(name);
        if (child == null) {
            wrong(name, "must be an object, is " + object.kind(name).words());
            return null;
        }
        return new FieldReader(child, path(name), errors);
    }

    /** The objects in an optional list. */
    List<FieldReader> optionalObjects(String name) {
        return object.has(name) ? objects(name) : List.of();
    }

    /** The objects in a list that must be there and hold at least one. */
    List<FieldReader> requiredObjects(String name) {
        List<FieldReader> objects = objects(name);
        if (objects.isEmpty() && object.kind(name) == JsonKind.ARRAY) {
            wrong(name, "must not be empty");
        }
        return objects;
    }

    void wrong(String name, String sentence) {
        errors.add(path(name), sentence);
    }

    private List<FieldReader> objects(String name) {
        List<FieldReader> objects = new ArrayList<>();
        try {
            String raw = object.kind(name) == JsonKind.ARRAY ? String.valueOf(object.raw(name)) : null;
            if (raw == null) {
                wrong(name, "must be a list, is " + object.kind(name).words());
                return objects;
            }
            List<String> elements = JsonText.elements(raw);
            if (elements.size() > MOST_ELEMENTS) {
                wrong(name, "must have at most " + MOST_ELEMENTS + " elements, has " + elements.size());
                return objects;
            }
            for (String element : elements) {
                if (errors.isFull()) {
                    break;
                }
                objects.add(element(element, name + "." + objects.size()));
            }
        } catch (JsonSyntaxException e) {
            wrong(name, "must be a list");
        }
        return objects;
    }

    private FieldReader element(String element, String name) {
        try {
            return new FieldReader(JsonObject.parse(element), path(name), errors);
        } catch (JsonSyntaxException e) {
            wrong(name, "must be an object");
            // Whatever is read from it is wrong too, and already told.
            return new FieldReader(JsonObject.EMPTY, path(name), new FieldErrors());
        }
    }

    private String path(String name) {
        return path.isEmpty() ? name : path + "." + name;
    }
}
