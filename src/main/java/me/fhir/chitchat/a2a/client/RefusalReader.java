package me.fhir.chitchat.a2a.client;

import java.util.List;
import java.util.Set;
import java.util.stream.Stream;
import me.fhir.chitchat.a2a.client.A2aRefusal.RefusalKind;
import me.fhir.chitchat.json.Json;
import org.jspecify.annotations.Nullable;

/** Reads the errors of JSON-RPC and of the HTTP+JSON binding (A2A 1.0, sections 9.5 and 11.6). */
final class RefusalReader {
    private static final Set<Long> TASK_CODES = Set.of(-32001L, -32002L, -32004L);
    private static final Set<String> TASK_REASONS =
            Set.of("TASK_NOT_FOUND", "TASK_NOT_CANCELABLE", "UNSUPPORTED_OPERATION");
    private static final long INTERNAL = -32603;
    private static final int MAX_LENGTH = 500;

    private RefusalReader() {}

    /** The error of a JSON-RPC answer. */
    static A2aRefusal of(Json.Object error) {
        long code = error.get("code") instanceof Json.Number number ? number.clampedLong() : 0;
        RefusalKind refused = TASK_CODES.contains(code) || isAboutTheTask(error)
                ? RefusalKind.TASK
                : code == INTERNAL ? RefusalKind.FOR_NOW : RefusalKind.FOR_GOOD;
        return new A2aRefusal(refused, cut(error.text("message"), "error " + code));
    }

    /** An answer whose status is not a success. */
    static A2aRefusal of(int status, @Nullable Json body) {
        Json.Object object = body instanceof Json.Object given ? given : Json.Object.EMPTY;
        Json.Object error = object.object("error");
        if (error != null && error.get("code") instanceof Json.Number code && code.clampedLong() < 0) {
            return of(error);
        }
        Json.Object fault = error == null ? object : error;
        String words = Stream.of("message", "detail", "title")
                .map(fault::text)
                .filter(text -> text != null && !text.isBlank())
                .findFirst()
                .orElse(null);
        return new A2aRefusal(kind(status, fault), cut(words, "status " + status));
    }

    private static RefusalKind kind(int status, Json.Object fault) {
        if (isAboutTheTask(fault)) {
            return RefusalKind.TASK;
        }
        return switch (status) {
            case 401, 403 -> RefusalKind.CREDENTIALS;
            case 404, 408, 410, 425, 429 -> RefusalKind.FOR_NOW;
            default -> status >= 500 ? RefusalKind.FOR_NOW : RefusalKind.FOR_GOOD;
        };
    }

    private static boolean isAboutTheTask(Json.Object error) {
        return Stream.of(error.objects("details"), error.objects("data"))
                .flatMap(List::stream)
                .map(detail -> String.valueOf(detail.text("reason")))
                .anyMatch(TASK_REASONS::contains);
    }

    private static String cut(@Nullable String words, String otherwise) {
        String said = words == null || words.isBlank() ? otherwise : words.strip();
        return said.length() <= MAX_LENGTH ? said : said.substring(0, MAX_LENGTH) + "…";
    }
}
