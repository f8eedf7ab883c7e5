package me.fhir.chitchat.plainhttp;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.http.admission.MediaTypes;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import org.jspecify.annotations.Nullable;

/**
 * The body of {@code POST …/say} as a message payload.
 *
 * @param form whether it came from the page's form, which expects the page as the response
 */
record SayBody(RawJson payload, Finality finality, boolean form) {
    private static final String FORM = "application/x-www-form-urlencoded";

    /**
     * Reads a body: JSON {@code {text, attachments?, end?:{status, reason?}}}, the page's form, or the words
     * themselves.
     *
     * @param requestId makes the message idempotent; null for none
     * @throws ConversationException ({@code INVALID_PARAMS}) naming the field that is wrong
     */
    static SayBody read(@Nullable String contentType, String body, @Nullable String requestId) {
        String type = MediaTypes.withoutParameters(contentType);
        if (type.equals(FORM) && body.startsWith("text=")) {
            return ofForm(body, requestId);
        }
        // Many a client sends JSON under the type that its tool takes for granted.
        boolean json = type.endsWith("json")
                || (!type.equals("text/plain") && body.stripLeading().startsWith("{"));
        return json ? ofJson(body, requestId) : words(body, null, requestId, false);
    }

    /** Reads {@code text} and {@code end}, which is empty or how the conversation ends with these words. */
    private static SayBody ofForm(String body, @Nullable String requestId) {
        String end = field(body, "end");
        return words(field(body, "text"), end.isEmpty() ? null : end, requestId, true);
    }

    /** The last field of this name; empty when there is none. The others are passed over: there may be millions. */
    private static String field(String body, String name) {
        String start = name + "=";
        String value = "";
        for (int from = 0; from <= body.length(); ) {
            int next = body.indexOf('&', from);
            int to = next < 0 ? body.length() : next;
            if (body.startsWith(start, from) && from + start.length() <= to) {
                value = body.substring(from + start.length(), to);
            }
            from = to + 1;
        }
        return decoded(value);
    }

    private static String decoded(String field) {
        try {
            return URLDecoder.decode(field, StandardCharsets.UTF_8);
        } catch (IllegalArgumentException e) {
            throw ConversationException.invalid("The form cannot be read: a percent sign must begin a code.");
        }
    }

    private static SayBody words(String text, @Nullable String end, @Nullable String requestId, boolean form) {
        if (text.isBlank()) {
            throw ConversationException.invalid("There is nothing to say: send your words as the body.");
        }
        String payload = JsonWriter.object(json -> {
            json.text("text", text);
            if (end != null) {
                json.object("outcome", outcome -> outcome.text("status", end));
            }
            json.optionalText("clientRequestId", requestId);
        });
        return new SayBody(new RawJson(payload), finality(end != null), form);
    }

    private static SayBody ofJson(String body, @Nullable String requestId) {
        JsonFields fields = JsonFields.parse(body, "body", ConversationException.INVALID);
        String text = fields.optionalText("text");
        boolean documents = !fields.optionalObjects("attachments").isEmpty();
        JsonFields end = fields.optionalObject("end");
        if ((text == null || text.isBlank()) && !documents && end == null) {
            throw ConversationException.invalid("body.text must be a string that is not empty.");
        }
        String payload = JsonWriter.object(json -> {
            json.text("text", text == null ? "" : text);
            if (documents) {
                json.list("attachments", fields.list("attachments"), JsonWriter::value);
            }
            if (end != null) {
                json.object("outcome", outcome -> outcome.text("status", end.name("status"))
                        .optionalText("reason", end.optionalText("reason")));
            }
            json.optionalText("clientRequestId", requestId);
        });
        return new SayBody(new RawJson(payload), finality(end != null), false);
    }

    private static Finality finality(boolean ends) {
        return ends ? Finality.CONVERSATION : Finality.TURN;
    }
}
