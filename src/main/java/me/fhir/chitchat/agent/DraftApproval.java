package me.fhir.chitchat.agent;

import java.util.Locale;
import java.util.Set;
import me.fhir.chitchat.conversation.ConversationException;
import me.fhir.chitchat.conversation.Finality;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.JsonFields;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/**
 * Has a person approve each message of an agent whose {@code config.approve} is true. The draft is a {@code user_query}; the
 * person answers with a {@code user_response}: {@code "approve"}, {@code {"text":"…"}} for other words, or {@code
 * {"reject":"what to do instead"}}.
 */
public record DraftApproval(TurnContext context, boolean required) {
    private static final Set<String> YES = Set.of("approve", "approved", "yes", "ok", "send");
    private static final RawJson NO_DRAFT = new RawJson("{}");
    private static final String QUESTION =
            "May this message be sent? Answer \"approve\", { \"text\": \"the words to send"
                    + " instead\" }, or { \"reject\": \"what to do instead\" }.";

    /**
     * The person's decision.
     *
     * @param payload the message to send, or null when it was rejected
     * @param instruction why it was rejected, and what to do instead
     */
    public record DraftDecision(@Nullable RawJson payload, String instruction) {}

    /** Waits for the person's decision, when one is required. */
    public DraftDecision of(RawJson payload, Finality finality) throws InterruptedException {
        if (!required) {
            return new DraftDecision(payload, "");
        }
        RawJson draft = new RawJson(
                JsonWriter.object(json -> json.raw("draft", payload.text()).text("finality", finality.wire())));
        return verdict(payload, context.askPerson(QUESTION, draft));
    }

    /**
     * Refuses a response that decides nothing, so that no draft is rejected by mistake.
     *
     * @throws ConversationException {@code INVALID_PARAMS}
     */
    static void requireDecision(RawJson response) {
        Json decision = StoredJson.parse(response.text());
        JsonFields fields = JsonFields.lenient(decision);
        boolean decides = decision instanceof Json.Bool
                || (decision instanceof Json.Text said && !said.value().isBlank())
                || !blank(fields.optionalText("text"))
                || !blank(fields.optionalText("reject"));
        if (!decides) {
            throw ConversationException.invalid(
                    "response: a draft waits; answer \"approve\", { \"text\": \"the words to send"
                            + " instead\" }, or { \"reject\": \"what to do instead\" }.");
        }
    }

    private static boolean blank(@Nullable String text) {
        return text == null || text.isBlank();
    }

    /** Why the person rejected a draft; empty when they did not. */
    public static String rejection(RawJson response) {
        return verdict(NO_DRAFT, response).instruction();
    }

    /** The effect of a response on a draft. */
    static DraftDecision verdict(RawJson payload, RawJson response) {
        Json decision = StoredJson.parse(response.text());
        if (decision instanceof Json.Bool yes && yes.value()) {
            return new DraftDecision(payload, "");
        }
        if (decision instanceof Json.Text said) {
            String word = said.value().strip();
            return YES.contains(word.toLowerCase(Locale.ROOT))
                    ? new DraftDecision(payload, "")
                    : new DraftDecision(null, word);
        }
        JsonFields fields = JsonFields.lenient(decision);
        String edited = fields.optionalText("text");
        if (edited != null && !edited.isBlank()) {
            String changed = JsonEdit.of(StoredJson.object(payload.text()))
                    .text("text", edited)
                    .text();
            return new DraftDecision(new RawJson(changed), "");
        }
        String reject = fields.optionalText("reject");
        return new DraftDecision(null, reject == null ? "the message was rejected" : reject);
    }
}
