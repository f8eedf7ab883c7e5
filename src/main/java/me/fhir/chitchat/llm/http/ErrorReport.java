package me.fhir.chitchat.llm.http;

import java.util.List;
import java.util.Locale;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.llm.FailureKind;
import org.jspecify.annotations.Nullable;

/**
 * What a provider says went wrong, in its own words.
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
    public static @Nullable ErrorReport in(JsonObject reply, boolean answered) {
        for (String name : ERROR_MEMBERS) {
            String raw = reply.raw(name);
            if (raw != null && !isNothing(raw)) {
                ErrorReport report = of(raw);
                return report.code() == null ? new ErrorReport(code(reply), report.message()) : report;
            }
        }
        if ("error".equals(reply.string("object"))) {
            return ofObject(reply);
        }
        boolean alone = reply.has("detail") || reply.kind("message") == JsonKind.STRING;
        return alone && !answered ? ofObject(reply) : null;
    }

    private static boolean isNothing(String raw) {
        return raw.equals("null") || raw.equals("\"\"") || raw.equals("[]") || raw.equals("false");
    }

    /** What the body of a failed request says, whatever its shape: JSON of any kind, or a line of text. */
    public static ErrorReport inFailed(String body) {
        JsonObject object = ReplyJson.first(body);
        if (object == null) {
            String text = ErrorText.of(body);
            return text == null ? new ErrorReport(null, ErrorText.in(body).orElse(null)) : new ErrorReport(null, text);
        }
        ErrorReport report = in(object, true);
        return report == null ? ofObject(object) : report;
    }

    /** What kind of failure the code stands for, when it comes without an HTTP status of its own. */
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

    /** What kind of failure it is, told by the HTTP status and by what the provider says about it. */
    public FailureKind kind(int status) {
        return named(FailureKind.ofStatus(status));
    }

    private FailureKind named(FailureKind byStatus) {
        if (byStatus == FailureKind.RATE_LIMIT && "insufficient_quota".equals(code)) {
            // OpenAI's word for an empty account, which no waiting fills.
            return FailureKind.PAYMENT;
        }
        return DenialReason.of(byStatus, this).map(DenialReason::kind).orElse(byStatus);
    }

    private static ErrorReport of(String raw) {
        JsonObject object = ReplyJson.first(raw);
        return object == null ? new ErrorReport(null, ErrorText.of(raw)) : ofObject(object);
    }

    private static ErrorReport ofObject(JsonObject error) {
        String message = ErrorText.of(error.text());
        JsonObject metadata = error.object("metadata");
        if (metadata == null) {
            return new ErrorReport(code(error), message);
        }
        // OpenRouter's own message is often only "Provider returned error"; the reason is what that provider said.
        String from = metadata.string("provider_name");
        String raw = metadata.has("raw") ? upstream(metadata) : null;
        String whole = (message == null ? "error" : message)
                + (from == null ? "" : " (" + from + ")")
                + (raw == null ? "" : ": " + raw);
        return new ErrorReport(code(error), whole);
    }

    /** The upstream provider's own body: the message in it when it is JSON, nothing when it is a web page. */
    private static @Nullable String upstream(JsonObject metadata) {
        String raw = metadata.string("raw");
        return inFailed(raw == null ? String.valueOf(metadata.raw("raw")) : raw).message();
    }

    private static @Nullable String code(JsonObject error) {
        String word = error.string("code");
        if (word != null && !word.isBlank()) {
            return word;
        }
        for (String name : List.of("code", "status_code", "status")) {
            if (error.kind(name) == JsonKind.INTEGER) {
                return error.raw(name);
            }
        }
        String type = error.string("type");
        return "error".equals(type) ? null : type;
    }
}
