package me.fhir.chitchat.plainhttp;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import me.fhir.chitchat.http.html.Html;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/**
 * One argument of a tool as a field of its form. What a form cannot express is written as JSON; the server checks every call
 * against the whole schema.
 *
 * @param type of the value: a type of JSON Schema; {@code json} for what is written as JSON
 */
record ToolField(String name, String type, boolean required, Json.Object schema) {
    private static final Set<String> PLAIN = Set.of("string", "number", "integer", "boolean");

    static List<ToolField> of(Json.Object schema) {
        List<String> required = texts(schema.elements("required"));
        List<ToolField> fields = new ArrayList<>();
        Json.Object properties = schema.object("properties");
        if (properties != null) {
            properties.members().forEach((name, value) -> {
                Json.Object own = value instanceof Json.Object object ? object : Json.Object.EMPTY;
                fields.add(new ToolField(name, type(own), required.contains(name), own));
            });
        }
        return fields;
    }

    private static String type(Json.Object schema) {
        String type = schema.text("type");
        if (type != null) {
            return PLAIN.contains(type) ? type : "json";
        }
        return !schema.has("enum") || texts(schema.elements("enum")).isEmpty() ? "json" : "string";
    }

    private static List<String> texts(List<Json> values) {
        return values.stream()
                .map(value -> value instanceof Json.Text text ? text.value() : value.raw())
                .toList();
    }

    void write(Html html, String tool) {
        String id = "tool-" + tool + "-" + name;
        List<String> choices = texts(schema.elements("enum"));
        if (type.equals("boolean")) {
            html.open("label", "class", "check")
                    .open("input", "type", "checkbox", "name", name, "data-type", type, "id", id)
                    .text(" " + name)
                    .close("label");
        } else {
            html.element("label", name + (required ? "" : " (optional)") + (isJson() ? ", as JSON" : ""), "for", id);
            if (!choices.isEmpty() && !isJson()) {
                choice(html, id, choices);
            } else if (isJson() || isLong()) {
                html.open("textarea", attributes(id, null)).close("textarea");
            } else {
                html.open("input", attributes(id, inputType()));
            }
        }
        String description = schema.text("description");
        if (description != null) {
            html.element("p", description, "class", "help", "dir", "auto");
        }
    }

    private boolean isJson() {
        return type.equals("json");
    }

    /** Whether more than a line is to be expected. */
    private boolean isLong() {
        return type.equals("string") && schema.get("maxLength") instanceof Json.Number most && most.clampedLong() > 200;
    }

    private void choice(Html html, String id, List<String> choices) {
        html.open("select", attributes(id, null));
        if (!required) {
            html.element("option", "", "value", "");
        }
        choices.forEach(choice -> html.element("option", choice));
        html.close("select");
    }

    private String inputType() {
        if (!type.equals("string")) {
            return "number";
        }
        return "date".equals(schema.text("format")) ? "date" : "text";
    }

    private @Nullable String[] attributes(String id, @Nullable String inputType) {
        boolean number = "number".equals(inputType);
        return new @Nullable String[] {
            "id",
            id,
            "name",
            name,
            "data-type",
            type,
            "type",
            inputType,
            "required",
            Html.given(required),
            "dir",
            "auto",
            "step",
            number ? (type.equals("integer") ? "1" : "any") : null,
            "min",
            number ? schema.raw("minimum") : null,
            "max",
            number ? schema.raw("maximum") : null,
            "maxlength",
            schema.raw("maxLength"),
            "minlength",
            schema.raw("minLength")
        };
    }
}
