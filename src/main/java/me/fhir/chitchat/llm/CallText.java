package me.fhir.chitchat.llm;

import java.util.Locale;
import java.util.stream.Collectors;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.llm.ChatResponse.TokenUsage;
import me.fhir.chitchat.llm.FinishedCall.EndedWithAnswer;
import me.fhir.chitchat.llm.FinishedCall.EndedWithFailure;
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
        if (call.ending() instanceof EndedWithAnswer answered) {
            String tools = answered.response().toolCalls().stream()
                    .map(tool -> "\n=== tool call " + tool.name() + " ===\n" + tool.arguments() + "\n")
                    .collect(Collectors.joining());
            String thinking = answered.response().output().reasoning();
            return answered.response().content() + "\n" + tools
                    + (thinking.isBlank() ? "" : "\n=== reasoning ===\n" + thinking + "\n");
        }
        if (call.ending() instanceof EndedWithFailure failed) {
            String raw = failed.cause().raw();
            return failed.cause().sentence() + "\n" + (raw.isBlank() ? "" : "\n=== raw answer ===\n" + raw + "\n");
        }
        return "The call was cancelled.\n";
    }

    static String metadata(FinishedCall call) {
        JsonWriter json = new JsonWriter()
                .beginObject()
                .object("loggingMetadata", label -> label(label, call.request().label()))
                .text("provider", call.route().provider().wire())
                .text("model", call.route().model())
                .text("startedAt", call.started().toString())
                .number("durationMs", call.took().toMillis());
        if (call.ending() instanceof EndedWithAnswer answered) {
            ChatResponse response = answered.response();
            json.text("answeredBy", response.model());
            end(json, response.usage(), response.finishReason());
        } else if (call.ending() instanceof EndedWithFailure failed) {
            ModelException.FailureDetails failure = failed.cause().failure();
            end(json, failure.spent().usage(), failure.spent().finishReason());
            json.object("error", error -> error(error, failed.cause()));
        } else {
            json.object("error", error -> error.text("kind", "cancelled").text("message", "The call was cancelled."));
        }
        return json.endObject() + "\n";
    }

    private static void end(JsonWriter json, @Nullable TokenUsage usage, @Nullable String finishReason) {
        if (usage == null) {
            json.raw("usage", "null");
        } else {
            json.object("usage", members -> members.number("promptTokens", usage.promptTokens())
                    .number("completionTokens", usage.completionTokens())
                    .raw("cost", String.valueOf(usage.cost())));
        }
        json.text("finishReason", finishReason);
    }

    private static void error(JsonWriter json, ModelException e) {
        ModelException.FailureDetails failure = e.failure();
        json.text("kind", failure.kind().wireName())
                .text("message", e.sentence())
                .raw("httpStatus", String.valueOf(failure.httpStatus()))
                .text("code", failure.code())
                .flag("retryable", failure.retryable());
    }

    private static void label(JsonWriter json, CallLabel label) {
        json.optionalText("conversationId", label.conversationId())
                .optionalText("agentName", label.agentName())
                .optionalRaw("turnNumber", label.turnNumber() == null ? null : String.valueOf(label.turnNumber()))
                .optionalText("scenarioId", label.scenarioId())
                .optionalText("stepDescriptor", label.stepDescriptor())
                .optionalText("requestId", label.requestId());
    }
}
