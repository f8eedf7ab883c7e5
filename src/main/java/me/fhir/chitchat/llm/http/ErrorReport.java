package me.fhir.chitchat.llm.http;

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
    public static final ErrorReport SILENT = new ErrorReport(null, null);

    /**
     * The error inside an answer: an {@code error} object or text (OpenRouter, OpenAI, Gemini), or the answer itself
     * when it is marked {@code "object":"error"} (older local servers). Null when there is none.
     */
    public static @Nullable ErrorReport in(JsonObject answer) {
        JsonObject error = answer.object("error");
        if (error != null) {
            return ofObject(error);
        }
        if (answer.kind("error") == JsonKind.STRING) {
            return new ErrorReport(code(answer), answer.string("error"));
        }
        return "error".equals(answer.string("object")) ? ofObject(answer) : null;
    }

    /** What the body of a failed request says, whatever its shape. */
    public static ErrorReport inFailed(@Nullable JsonObject body) {
        if (body == null) {
            return SILENT;
        }
        ErrorReport report = in(body);
        if (report != null) {
            return report;
        }
        String message = body.string("message");
        return new ErrorReport(code(body), message == null ? body.string("detail") : message);
    }

    /** What kind of failure the code stands for, when it comes without an HTTP status of its own. */
    public FailureKind kind() {
        if (code == null) {
            return FailureKind.OTHER;
        }
        if (code.matches("[0-9]{3}")) {
            return FailureKind.ofStatus(Integer.parseInt(code));
        }
        String word = code.toLowerCase(Locale.ROOT);
        return word.contains("rate_limit") ? FailureKind.RATE_LIMIT : FailureKind.OTHER;
    }

    private static ErrorReport ofObject(JsonObject error) {
        String message = error.string("message");
        JsonObject metadata = error.object("metadata");
        if (metadata == null) {
            return new ErrorReport(code(error), message);
        }
        // OpenRouter's own message is often only "Provider returned error"; the reason is what that provider said.
        String from = metadata.string("provider_name");
        String raw = words(metadata.string("raw"));
        String whole = (message == null ? "error" : message)
                + (from == null ? "" : " (" + from + ")")
                + (raw == null ? "" : ": " + raw);
        return new ErrorReport(code(error), whole);
    }

    /** The upstream provider's own body: the message in it when it is JSON, nothing when it is a web page. */
    private static @Nullable String words(@Nullable String raw) {
        JsonObject json = ReplyJson.object(raw);
        if (json != null) {
            return inFailed(json).message();
        }
        return raw == null || raw.stripLeading().startsWith("<") ? null : raw;
    }

    private static @Nullable String code(JsonObject error) {
        String word = error.string("code");
        if (word != null) {
            return word;
        }
        return error.kind("code") == JsonKind.INTEGER ? error.raw("code") : error.string("type");
    }
}
