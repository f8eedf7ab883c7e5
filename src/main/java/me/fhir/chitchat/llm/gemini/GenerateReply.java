package me.fhir.chitchat.llm.gemini;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.llm.Attempt;
import me.fhir.chitchat.llm.ChatResponse.Usage;
import me.fhir.chitchat.llm.FailureKind;
import me.fhir.chitchat.llm.ModelException.Spent;
import me.fhir.chitchat.llm.ModelOutput;
import me.fhir.chitchat.llm.ToolCall;
import me.fhir.chitchat.llm.http.AnswerCheck;
import me.fhir.chitchat.llm.http.AnswerCheck.Refusal;
import me.fhir.chitchat.llm.http.ErrorReport;
import me.fhir.chitchat.llm.http.Failures;
import me.fhir.chitchat.llm.http.HttpReply;
import me.fhir.chitchat.llm.http.ReplyJson;
import me.fhir.chitchat.llm.http.StreamedReply;
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
        if (!reply.ok()) {
            return refusedRequest();
        }
        JsonObject body = body();
        if (body == null) {
            return failures.unreadable(reply);
        }
        List<JsonObject> candidates = ReplyJson.objects(body, "candidates");
        JsonObject candidate = candidates.isEmpty() ? JsonObject.EMPTY : candidates.get(0);
        Spent spent =
                new Spent(failures.model(), usage(body.object("usageMetadata")), candidate.string("finishReason"));
        boolean isAnswer = body.has("candidates") || spent.usage() != null || body.has("promptFeedback");
        ErrorReport error = ErrorReport.in(body, isAnswer);
        if (error != null) {
            return failures.inside(reply, error, spent);
        }
        if (!isAnswer) {
            return failures.unreadable(reply);
        }
        return new AnswerCheck(output(candidate), refusal(body, spent)).attempt(failures, reply, spent);
    }

    /** The answer; one that came in pieces is put together. */
    private @Nullable JsonObject body() {
        JsonObject body = ReplyJson.object(reply.body());
        if (body != null) {
            return body;
        }
        List<JsonObject> chunks = StreamedReply.chunks(reply.body());
        return chunks.isEmpty() ? null : whole(chunks);
    }

    private static JsonObject whole(List<JsonObject> chunks) {
        JsonObject whole = JsonObject.EMPTY;
        List<String> parts = new ArrayList<>();
        String finishReason = null;
        for (JsonObject chunk : chunks) {
            for (String name : chunk.names()) {
                whole = whole.with(name, String.valueOf(chunk.raw(name)));
            }
            List<JsonObject> candidates = ReplyJson.objects(chunk, "candidates");
            if (!candidates.isEmpty()) {
                parts(candidates.get(0)).forEach(part -> parts.add(part.text()));
                String finish = candidates.get(0).string("finishReason");
                finishReason = finish == null ? finishReason : finish;
            }
        }
        String candidate = "{\"content\":{\"parts\":[" + String.join(",", parts) + "]},\"finishReason\":"
                + JsonText.quoteOrNull(finishReason) + "}";
        return whole.has("candidates") ? whole.with("candidates", "[" + candidate + "]") : whole;
    }

    private static List<JsonObject> parts(JsonObject candidate) {
        JsonObject content = candidate.object("content");
        return content == null ? List.of() : ReplyJson.objects(content, "parts");
    }

    private static ModelOutput output(JsonObject candidate) {
        StringBuilder text = new StringBuilder();
        StringBuilder thought = new StringBuilder();
        List<ToolCall> toolCalls = new ArrayList<>();
        for (JsonObject part : parts(candidate)) {
            String written = part.string("text");
            if (written != null) {
                ("true".equals(part.raw("thought")) ? thought : text).append(written);
            }
            JsonObject call = part.object("functionCall");
            if (call != null && call.string("name") != null) {
                toolCalls.add(toolCall(call, toolCalls.size()));
            }
        }
        if (text.isEmpty() && toolCalls.isEmpty() && candidate.string("finishMessage") != null) {
            // What a malformed call looked like; nothing to use, but to look at.
            thought.append(candidate.string("finishMessage"));
        }
        return ModelOutput.read(text.toString(), thought.toString(), toolCalls);
    }

    private static @Nullable Refusal refusal(JsonObject body, Spent spent) {
        JsonObject feedback = body.object("promptFeedback");
        String blocked = feedback == null ? null : feedback.string("blockReason");
        if (blocked != null) {
            return new Refusal(blocked, "the prompt was blocked (" + blocked + ")");
        }
        String finish = spent.finishReason();
        return finish != null && FILTERED.contains(finish)
                ? new Refusal(finish, "a filter stopped it (" + finish + ")")
                : null;
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
    private Attempt refusedRequest() {
        ErrorReport report = ErrorReport.inFailed(reply.body());
        JsonObject body = ReplyJson.first(reply.body());
        JsonObject error = body == null ? null : body.object("error");
        if (error == null) {
            return failures.status(reply, report);
        }
        String status = error.string("status");
        ErrorReport named = new ErrorReport(status == null ? report.code() : status, report.message());
        FailureKind kind = named.kind(reply.status());
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
