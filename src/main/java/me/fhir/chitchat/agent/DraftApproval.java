package me.fhir.chitchat.agent;

import java.util.Locale;
import java.util.Set;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import org.jspecify.annotations.Nullable;

/**
 * Has a person approve each message of an agent whose {@code config.approve} is true. The draft is a {@code user_query}; the
 * person answers with a {@code user_response}: {@code "approve"}, {@code {"text":"…"}} for other words, or {@code
 * {"reject":"what to do instead"}}.
 */
public record DraftApproval(TurnContext context, boolean required) {
    private static final Set<String> YES = Set.of("approve", "approved", "yes", "ok", "send");
    private static final String QUESTION = "May this message be sent? Answer \"approve\", {\"text\":\"the words to send"
            + " instead\"}, or {\"reject\":\"what to do instead\"}.";

    /**
     * What the person decided.
     *
     * @param payload the message to send, or null when it was rejected
     * @param instruction why it was rejected, and what to do instead
     */
    public record Verdict(@Nullable RawJson payload, String instruction) {}

    /** Waits for the person's decision, when one is required. */
    public Verdict of(RawJson payload, Finality finality) throws InterruptedException {
        if (!required) {
            return new Verdict(payload, "");
        }
        RawJson draft = new RawJson("{\"draft\":" + payload.text() + ",\"finality\":\"" + finality.wire() + "\"}");
        return verdict(payload, context.askPerson(QUESTION, draft));
    }

    private static Verdict verdict(RawJson payload, RawJson response) {
        String raw = response.text();
        if (raw.equals("true")) {
            return new Verdict(payload, "");
        }
        if (raw.startsWith("\"")) {
            String said = JsonText.unquote(raw).strip();
            return YES.contains(said.toLowerCase(Locale.ROOT)) ? new Verdict(payload, "") : new Verdict(null, said);
        }
        try {
            JsonObject fields = JsonObject.parse(raw);
            if (fields.kind("text") == JsonKind.STRING) {
                JsonObject edited = JsonObject.parse(payload.text()).with("text", String.valueOf(fields.raw("text")));
                return new Verdict(new RawJson(edited.text()), "");
            }
            String reject = fields.string("reject");
            return new Verdict(null, reject == null ? "the message was rejected" : reject);
        } catch (JsonSyntaxException e) {
            return new Verdict(null, "the message was rejected");
        }
    }
}
