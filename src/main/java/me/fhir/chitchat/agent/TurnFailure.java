package me.fhir.chitchat.agent;

import java.util.LinkedHashMap;
import java.util.Map;
import me.fhir.chitchat.conversation.RawJson;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.llm.ModelChoice;
import me.fhir.chitchat.llm.ModelException;
import me.fhir.chitchat.llm.UnusableRequestException;
import org.jspecify.annotations.Nullable;

/** Why an agent could not play its turn, for the trace that names the cause; the other side only hears an apology. */
public record TurnFailure(String cause, Map<String, Object> details) {
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
        return new TurnFailure(cause.append(". ").append(e.sentence()).toString(), details);
    }

    /** A model that cannot be used here. */
    public static TurnFailure of(UnusableRequestException e, ModelChoice choice) {
        Map<String, Object> details = new LinkedHashMap<>();
        put(details, "provider", choice.provider());
        put(details, "model", choice.model());
        return new TurnFailure("The model cannot be used: " + e.sentence(), details);
    }

    public static TurnFailure of(String cause) {
        return new TurnFailure(cause, Map.of());
    }

    /** The trace: a thought that a person can read, with the facts beside it. */
    public RawJson trace() {
        Map<String, Object> error = new LinkedHashMap<>(details);
        error.put("message", cause);
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("type", "thought");
        payload.put("content", cause);
        payload.put("error", error);
        return new RawJson(JsonText.write(payload));
    }

    private static void put(Map<String, Object> details, String name, @Nullable Object value) {
        if (value != null) {
            details.put(name, value);
        }
    }
}
