package me.fhir.chitchat.llm.gemini;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.llm.Attempt;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.ChatResponse.Usage;
import me.fhir.chitchat.llm.FailureKind;
import me.fhir.chitchat.llm.ModelException.Spent;
import me.fhir.chitchat.llm.ToolCall;
import me.fhir.chitchat.llm.http.ErrorReport;
import me.fhir.chitchat.llm.http.Failures;
import me.fhir.chitchat.llm.http.HttpReply;
import me.fhir.chitchat.llm.http.ReplyJson;
import org.jspecify.annotations.Nullable;

/** Reads what {@code generateContent} answered; a candidate may hold nothing, and there may be none. */
final class GenerateReply {
    private static final Set<String> FILTERED =
            Set.of("SAFETY", "RECITATION", "BLOCKLIST", "PROHIBITED_CONTENT", "SPII", "IMAGE_SAFETY", "LANGUAGE");

    private final Failures failures;
    private final HttpReply reply;

    GenerateReply(Failures failures, HttpReply reply) {
        this.failures = failures;
        this.reply = reply;
    }

    Attempt read() {
        JsonObject body = ReplyJson.object(reply.body());
        if (!reply.ok()) {
            return refusedRequest(body);
        }
        if (body == null) {
            return failures.unreadable(reply);
        }
        List<JsonObject> candidates = ReplyJson.objects(body, "candidates");
        JsonObject candidate = candidates.isEmpty() ? JsonObject.EMPTY : candidates.get(0);
        Spent spent =
                new Spent(failures.model(), usage(body.object("usageMetadata")), candidate.string("finishReason"));
        ErrorReport error = ErrorReport.in(body);
        if (error != null) {
            return failures.inside(reply, error, spent);
        }
        JsonObject feedback = body.object("promptFeedback");
        String blocked = feedback == null ? null : feedback.string("blockReason");
        if (blocked != null) {
            return failures.refusal(reply, blocked, "the prompt was blocked (" + blocked + ")", spent);
        }
        if (candidates.isEmpty() && !body.has("candidates") && spent.usage() == null) {
            return failures.unreadable(reply);
        }
        return candidate(candidate, spent);
    }

    private Attempt candidate(JsonObject candidate, Spent spent) {
        JsonObject content = candidate.object("content");
        StringBuilder text = new StringBuilder();
        List<ToolCall> toolCalls = new ArrayList<>();
        for (JsonObject part : content == null ? List.<JsonObject>of() : ReplyJson.objects(content, "parts")) {
            String words = part.string("text");
            if (words != null && !"true".equals(part.raw("thought"))) {
                text.append(words);
            }
            JsonObject call = part.object("functionCall");
            if (call != null && call.string("name") != null) {
                toolCalls.add(toolCall(call, toolCalls.size()));
            }
        }
        if (text.toString().isBlank() && toolCalls.isEmpty()) {
            return nothing(spent);
        }
        return new Attempt.Answered(new ChatResponse(
                text.toString(),
                toolCalls,
                spent.usage(),
                failures.provider().wire(),
                failures.model(),
                spent.finishReason()));
    }

    private Attempt nothing(Spent spent) {
        String finish = spent.finishReason();
        if (finish != null && FILTERED.contains(finish)) {
            return failures.refusal(reply, finish, "a filter stopped it (" + finish + ")", spent);
        }
        return failures.empty(reply, "MAX_TOKENS".equals(finish), spent);
    }

    private static ToolCall toolCall(JsonObject call, int index) {
        String id = call.string("id");
        JsonObject arguments = call.object("args");
        return new ToolCall(
                id == null ? "call_" + index : id,
                String.valueOf(call.string("name")),
                arguments == null ? "{}" : arguments.text());
    }

    /** What a model thought is billed like what it wrote, so it counts as completion. */
    private static @Nullable Usage usage(@Nullable JsonObject usage) {
        if (usage == null) {
            return null;
        }
        int written = ReplyJson.count(usage, "candidatesTokenCount");
        int thought = ReplyJson.count(usage, "thoughtsTokenCount");
        return new Usage(ReplyJson.count(usage, "promptTokenCount"), written + thought, null);
    }

    /** An error status; a wrong key comes as 400, and the time to wait may stand in the body. */
    private Attempt refusedRequest(@Nullable JsonObject body) {
        ErrorReport report = ErrorReport.inFailed(body);
        JsonObject error = body == null ? null : body.object("error");
        if (error == null) {
            return failures.status(reply, report);
        }
        String status = error.string("status");
        ErrorReport named = new ErrorReport(status == null ? report.code() : status, report.message());
        FailureKind kind = FailureKind.ofStatus(reply.status());
        Duration wait = reply.retryAfter();
        for (JsonObject detail : ReplyJson.objects(error, "details")) {
            if ("API_KEY_INVALID".equals(detail.string("reason"))) {
                named = new ErrorReport("API_KEY_INVALID", report.message());
                kind = FailureKind.KEY;
            }
            wait = wait == null ? seconds(detail.string("retryDelay")) : wait;
        }
        return new Attempt.Failed(failures.reported(reply, named, kind, Spent.on(failures.model())), wait);
    }

    /** A protobuf duration such as {@code 17s} or {@code 1.5s}; null when it is none. */
    private static @Nullable Duration seconds(@Nullable String text) {
        if (text == null || !text.toLowerCase(Locale.ROOT).matches("[0-9]{1,6}(\\.[0-9]{1,9})?s")) {
            return null;
        }
        double seconds = Double.parseDouble(text.substring(0, text.length() - 1));
        return Duration.ofMillis((long) Math.ceil(seconds * 1000));
    }
}
