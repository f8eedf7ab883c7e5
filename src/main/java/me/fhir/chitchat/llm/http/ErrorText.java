package me.fhir.chitchat.llm.http;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import me.fhir.chitchat.json.Json;
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

    private static final int MAX_SHOWN = 3;
    private static final int MAX_DEPTH = 5;

    private ErrorText() {}

    /** The sentence, or null when there is none. */
    static @Nullable String of(Json error) {
        return of(error, 0);
    }

    private static @Nullable String of(@Nullable Json error, int depth) {
        if (depth > MAX_DEPTH) {
            return null;
        }
        if (error instanceof Json.Text text) {
            return ofText(text.value(), depth);
        }
        if (error instanceof Json.Array list) {
            return ofList(list.elements(), depth);
        }
        return error instanceof Json.Object object ? ofObject(object, depth) : null;
    }

    /** A text; some gateways write the upstream's whole body into it. */
    private static @Nullable String ofText(String text, int depth) {
        String inner = of(Json.objectOrNull(text), depth + 1);
        return text.isBlank() ? null : inner == null ? text : inner;
    }

    private static @Nullable String ofList(List<Json> elements, int depth) {
        String all = elements.stream()
                .map(element -> of(element, depth + 1))
                .filter(Objects::nonNull)
                .limit(MAX_SHOWN)
                .collect(Collectors.joining("; "));
        return all.isEmpty() ? null : all;
    }

    private static @Nullable String ofObject(Json.Object object, int depth) {
        for (String name : MEMBERS) {
            String text = of(object.get(name), depth + 1);
            if (text != null) {
                return location(object) + text;
            }
        }
        // A member for each wrong field, with a list of what is wrong with it.
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            String text = member.getValue() instanceof Json.Array list ? of(list, depth + 1) : null;
            if (text != null) {
                return member.getKey() + ": " + text;
            }
        }
        return null;
    }

    /** The place that a validation error of FastAPI names ({@code loc}). */
    private static String location(Json.Object error) {
        return error.get("loc") instanceof Json.Array steps
                ? steps.elements().stream()
                        .map(step -> step instanceof Json.Text text ? text.value() : step.raw())
                        .collect(Collectors.joining(".", "", ": "))
                : "";
    }

    /** A body that is not JSON, when it is a text for people and not a web page. */
    static Optional<String> in(String body) {
        String text = body.strip();
        boolean page = text.startsWith("<");
        boolean broken = text.startsWith("{") || text.startsWith("[");
        return text.isEmpty() || page || broken ? Optional.empty() : Optional.of(text);
    }
}
