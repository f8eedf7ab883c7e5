package me.fhir.chitchat.llm.http;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import org.jspecify.annotations.Nullable;

/** Finds the sentence in an error of any JSON shape: a text, an object of known members, or a list of these. */
final class ErrorText {
    /** Where APIs put their sentence, the most telling first. */
    private static final List<String> MEMBERS = List.of(
            "message",
            "msg",
            "detail",
            "details",
            "error",
            "errors",
            "error_description",
            "error_message",
            "errorMessage",
            "Message",
            "description",
            "reason",
            "faultstring",
            "fault",
            "title");

    private static final int MOST_SHOWN = 3;
    private static final int DEEPEST = 5;

    private ErrorText() {}

    /** The sentence, or null when there is none. */
    static @Nullable String of(String json) {
        return of(json, 0);
    }

    private static @Nullable String of(String json, int depth) {
        String start = json.strip();
        if (start.isEmpty() || depth > DEEPEST) {
            return null;
        }
        try {
            return switch (start.charAt(0)) {
                case '"' -> ofText(start, depth);
                case '[' -> ofList(JsonText.elements(start), depth);
                case '{' -> ofObject(JsonObject.parse(start), depth);
                default -> null;
            };
        } catch (JsonSyntaxException e) {
            return null;
        }
    }

    /** A text; some gateways write the upstream's whole body into it. */
    private static @Nullable String ofText(String literal, int depth) throws JsonSyntaxException {
        String text = String.valueOf(JsonText.toValue(literal));
        String inner = text.stripLeading().startsWith("{") ? of(text, depth + 1) : null;
        return text.isBlank() ? null : inner == null ? text : inner;
    }

    private static @Nullable String ofList(List<String> elements, int depth) {
        String all = elements.stream()
                .map(element -> of(element, depth + 1))
                .filter(Objects::nonNull)
                .limit(MOST_SHOWN)
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? null : all;
    }

    private static @Nullable String ofObject(JsonObject object, int depth) {
        for (String name : MEMBERS) {
            String raw = object.raw(name);
            String text = raw == null ? null : of(raw, depth + 1);
            if (text != null) {
                return location(object) + text;
            }
        }
        // {"field": ["what is wrong with it"]}
        return object.names().stream()
                .filter(name -> object.kind(name) == JsonKind.ARRAY)
                .map(name -> {
                    String text = of(String.valueOf(object.raw(name)), depth + 1);
                    return text == null ? null : name + ": " + text;
                })
                .filter(Objects::nonNull)
                .findFirst()
                .orElse(null);
    }

    /** The place that a validation error of FastAPI names ({@code loc}). */
    private static String location(JsonObject error) {
        if (error.kind("loc") != JsonKind.ARRAY) {
            return "";
        }
        try {
            return JsonText.elements(String.valueOf(error.raw("loc"))).stream()
                    .map(step -> step.startsWith("\"") ? JsonText.unquote(step) : step)
                    .collect(Collectors.joining(".", "", ": "));
        } catch (JsonSyntaxException e) {
            return "";
        }
    }

    /** A body that is no JSON, when it is a text for people and no web page. */
    static Optional<String> in(String body) {
        String text = body.strip();
        boolean page = text.startsWith("<");
        boolean broken = text.startsWith("{") || text.startsWith("[");
        return text.isEmpty() || page || broken ? Optional.empty() : Optional.of(text);
    }
}
