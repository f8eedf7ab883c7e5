package me.fhir.chitchat.llm;

import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.llm.ChatResponse.Usage;
import me.fhir.chitchat.llm.FinishedCall.Answered;
import me.fhir.chitchat.llm.FinishedCall.Failed;
import org.jspecify.annotations.Nullable;

/** A finished call as the three texts that its folder holds. */
final class CallText {
    private CallText() {}

    static String request(FinishedCall call) {
        return call.request().messages().stream()
                .map(message -> "=== " + message.role().name().toLowerCase(Locale.ROOT) + " ===\n" + message.content())
                .collect(Collectors.joining("\n\n", "", "\n"));
    }

    static String response(FinishedCall call) {
        if (call.ending() instanceof Answered answered) {
            String tools = answered.response().toolCalls().stream()
                    .map(tool -> "\n=== tool call " + tool.name() + " ===\n" + tool.arguments() + "\n")
                    .collect(Collectors.joining());
            String thinking = answered.response().output().reasoning();
            return answered.response().content() + "\n" + tools
                    + (thinking.isBlank() ? "" : "\n=== reasoning ===\n" + thinking + "\n");
        }
        if (call.ending() instanceof Failed failed) {
            String raw = failed.cause().raw();
            return failed.cause().sentence() + "\n" + (raw.isBlank() ? "" : "\n=== raw answer ===\n" + raw + "\n");
        }
        return "The call was cancelled.\n";
    }

    static String metadata(FinishedCall call) {
        Map<String, @Nullable Object> all = new LinkedHashMap<>();
        all.put("loggingMetadata", label(call.request().label()));
        all.put("provider", call.route().provider().wire());
        all.put("model", call.route().model());
        all.put("startedAt", call.started().toString());
        all.put("durationMs", call.took().toMillis());
        if (call.ending() instanceof Answered answered) {
            ChatResponse response = answered.response();
            all.put("answeredBy", response.model());
            end(all, response.usage(), response.finishReason());
        } else if (call.ending() instanceof Failed failed) {
            ModelException.Failure failure = failed.cause().failure();
            end(all, failure.spent().usage(), failure.spent().finishReason());
            all.put("error", error(failed.cause()));
        } else {
            all.put("error", Map.of("kind", "cancelled", "message", "The call was cancelled."));
        }
        return JsonText.write(all) + "\n";
    }

    private static void end(Map<String, @Nullable Object> all, @Nullable Usage usage, @Nullable String finishReason) {
        all.put("usage", usage);
        all.put("finishReason", finishReason);
    }

    private static Map<String, @Nullable Object> error(ModelException e) {
        Map<String, @Nullable Object> error = new LinkedHashMap<>();
        error.put("kind", e.failure().kind().word());
        error.put("message", e.sentence());
        error.put("httpStatus", e.failure().httpStatus());
        error.put("code", e.failure().code());
        error.put("retryable", e.failure().retryable());
        return error;
    }

    private static Map<String, Object> label(CallLabel label) {
        Map<String, Object> given = new LinkedHashMap<>();
        putGiven(given, "conversationId", label.conversationId());
        putGiven(given, "agentName", label.agentName());
        putGiven(given, "turnNumber", label.turnNumber());
        putGiven(given, "scenarioId", label.scenarioId());
        putGiven(given, "stepDescriptor", label.stepDescriptor());
        putGiven(given, "requestId", label.requestId());
        return given;
    }

    private static void putGiven(Map<String, Object> given, String name, @Nullable Object value) {
        if (value != null) {
            given.put(name, value);
        }
    }
}
