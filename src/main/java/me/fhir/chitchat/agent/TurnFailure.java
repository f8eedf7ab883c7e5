package me.fhir.chitchat.agent;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.PlainJson;
import me.fhir.chitchat.llm.ModelChoice;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.UnusableRequestException;
import org.jspecify.annotations.Nullable;

/**
 * Why an agent could not play its turn, for the trace that names the cause; the other side only receives a sentence.
 *
 * @param permanent whether no later turn can succeed without a change by an operator or author
 */
public record TurnFailure(String cause, Map<String, Object> details, boolean permanent) {
    /** A model call that failed for good. */
    public static TurnFailure of(ModelException e, ModelChoice choice) {
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("provider", e.failure().provider());
        put(details, "model", choice.model());
        put(details, "status", e.failure().httpStatus());
        put(details, "code", e.failure().code());
        details.put("retryable", e.failure().retryable());
        StringBuilder cause = new StringBuilder("The model call failed: ");
        cause.append(e.failure().provider());
        if (choice.model() != null) {
            cause.append(", model ").append(choice.model());
        }
        if (e.failure().httpStatus() != null) {
            cause.append(", HTTP ").append(e.failure().httpStatus());
        }
        return new TurnFailure(
                cause.append(". ").append(e.sentence()).toString(),
                details,
                e.failure().permanent());
    }

    /** A model that cannot be used here. */
    public static TurnFailure of(UnusableRequestException e, ModelChoice choice) {
        Map<String, Object> details = new LinkedHashMap<>();
        put(details, "provider", choice.provider());
        put(details, "model", choice.model());
        return new TurnFailure("The model cannot be used: " + e.sentence(), details, true);
    }

    public static TurnFailure of(String cause) {
        return new TurnFailure(cause, Map.of(), false);
    }

    /** The same failure with what the model wrote instead of a usable answer. */
    public TurnFailure with(List<UnusableAnswer> answers) {
        if (answers.isEmpty()) {
            return this;
        }
        Map<String, Object> more = new LinkedHashMap<>(details);
        more.put("unusableAnswers", UnusableAnswer.plain(answers));
        return new TurnFailure(cause, more, permanent);
    }

    /** The trace: a thought that a person can read, with the facts beside it. */
    public RawJson trace() {
        Map<String, Object> error = new LinkedHashMap<>(details);
        error.put("message", cause);
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", "thought");
        payload.put("content", cause);
        payload.put("error", error);
        return new RawJson(PlainJson.text(payload));
    }

    /**
     * The message to the other side when the conversation goes on.
     *
     * @param first whether the conversation has no message yet
     * @param apologised whether this agent has already apologised for such a failure
     */
    public static String apology(boolean first, boolean apologised) {
        if (apologised) {
            return "A technical problem on my side keeps me from answering this time, too.";
        }
        return first
                ? "I am sorry, a technical problem on my side keeps me from opening the conversation as planned."
                : "I am sorry, a technical problem on my side keeps me from answering now.";
    }

    private static void put(Map<String, Object> details, String name, @Nullable Object value) {
        if (value != null) {
            details.put(name, value);
        }
    }
}
