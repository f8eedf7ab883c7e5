package me.fhir.chitchat.llm.http;

import java.util.List;
import java.util.Locale;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.llm.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * A provider's error, in its own words.
 *
 * @param code its code for it, a number or a word
 */
public record ErrorReport(@Nullable String code, @Nullable String message) {
    /** Members that hold an error even beside a success's status. */
    private static final List<String> ERROR_MEMBERS = List.of("error", "errors");

    /**
     * The error inside an answer: an {@code error} object, list or text (OpenRouter, OpenAI, Gemini), {@code errors}
     * (Cloudflare), or the answer itself when it is marked {@code "object":"error"} (older local servers). Null when
     * there is none.
     *
     * @param answered whether there is an answer as well, beside which only a plain error counts
     */
    public static @Nullable ErrorReport in(Json.Object reply, boolean answered) {
        for (String name : ERROR_MEMBERS) {
            Json error = reply.get(name);
            if (error != null && !isNothing(error)) {
                ErrorReport report = of(error);
                return report.code() == null ? new ErrorReport(code(reply), report.message()) : report;
            }
        }
        if ("error".equals(reply.text("object"))) {
            return ofObject(reply);
        }
        boolean alone = reply.has("detail") || reply.text("message") != null;
        return alone && !answered ? ofObject(reply) : null;
    }

    private static boolean isNothing(Json error) {
        return error instanceof Json.Null
                || (error instanceof Json.Text text && text.value().isEmpty())
                || (error instanceof Json.Array list && list.elements().isEmpty())
                || (error instanceof Json.Bool flag && !flag.value());
    }

    /** The error text in the body of a failed request: JSON of any shape, or a line of text. */
    public static ErrorReport inFailed(String body) {
        Json json = Json.parseOrNull(body);
        return json == null ? new ErrorReport(null, ErrorText.in(body).orElse(null)) : inFailed(json);
    }

    private static ErrorReport inFailed(Json body) {
        Json.Object object = first(body);
        if (object == null) {
            return new ErrorReport(null, ErrorText.of(body));
        }
        ErrorReport report = in(object, true);
        return report == null ? ofObject(object) : report;
    }

    /** The object that a value is, or the first one of a list; null when it is neither. */
    public static Json.@Nullable Object first(@Nullable Json value) {
        if (value instanceof Json.Array list && !list.objects().isEmpty()) {
            return list.objects().get(0);
        }
        return value instanceof Json.Object object ? object : null;
    }

    /** The kind of failure that the code stands for, when it comes without an HTTP status of its own. */
    public FailureKind kind() {
        if (code == null) {
            return named(FailureKind.OTHER);
        }
        if (code.matches("[0-9]{3}")) {
            return kind(Integer.parseInt(code));
        }
        String word = code.toLowerCase(Locale.ROOT);
        return named(word.contains("rate_limit") ? FailureKind.RATE_LIMIT : FailureKind.OTHER);
    }

    /** The kind of failure, from the HTTP status and the provider's error text. */
    public FailureKind kind(int status) {
        return named(FailureKind.ofStatus(status));
    }

    private FailureKind named(FailureKind byStatus) {
        if (byStatus == FailureKind.RATE_LIMIT && "insufficient_quota".equals(code)) {
            // OpenAI's word for an empty account, which no waiting fills.
            return FailureKind.PAYMENT;
        }
        return DenialReason.of(byStatus, code, message).map(DenialReason::kind).orElse(byStatus);
    }

    private static ErrorReport of(Json error) {
        Json.Object object = first(error);
        return object == null ? new ErrorReport(null, ErrorText.of(error)) : ofObject(object);
    }

    private static ErrorReport ofObject(Json.Object error) {
        String message = ErrorText.of(error);
        Json.Object metadata = error.object("metadata");
        if (metadata == null) {
            return new ErrorReport(code(error), message);
        }
        // OpenRouter's own message is often only "Provider returned error"; the reason is in that provider's
        // own message.
        String from = metadata.text("provider_name");
        String raw = upstream(metadata);
        String whole = (message == null ? "error" : message)
                + (from == null ? "" : " (" + from + ")")
                + (raw == null ? "" : ": " + raw);
        return new ErrorReport(code(error), whole);
    }

    /** The upstream provider's own body: the message in it when it is JSON, nothing when it is a web page. */
    private static @Nullable String upstream(Json.Object metadata) {
        Json raw = metadata.has("raw") ? metadata.get("raw") : null;
        if (raw == null) {
            return null;
        }
        return (raw instanceof Json.Text text ? inFailed(text.value()) : inFailed(raw)).message();
    }

    private static @Nullable String code(Json.Object error) {
        String word = error.text("code");
        if (word != null && !word.isBlank()) {
            return word;
        }
        for (String name : List.of("code", "status_code", "status")) {
            if (error.get(name) instanceof Json.Number number && number.isInteger()) {
                return number.raw();
            }
        }
        String type = error.text("type");
        return "error".equals(type) ? null : type;
    }
}
