package me.fhir.chitchat.llm.gemini;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.StoredJson;
import me.fhir.chitchat.llm.Attempt;
import me.fhir.chitchat.llm.ChatResponse.TokenUsage;
import me.fhir.chitchat.llm.FailureKind;
import me.fhir.chitchat.llm.ModelException.SpentOnFailure;
import me.fhir.chitchat.llm.ModelOutput;
import me.fhir.chitchat.llm.ToolCall;
import me.fhir.chitchat.llm.http.AnswerCheck;
import me.fhir.chitchat.llm.http.AnswerCheck.ProviderRefusal;
import me.fhir.chitchat.llm.http.ErrorReport;
import me.fhir.chitchat.llm.http.Failures;
import me.fhir.chitchat.llm.http.HttpReply;
import me.fhir.chitchat.llm.http.ReplyNumbers;
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
        Json.Object body = body();
        if (body == null) {
            return failures.unreadable(reply);
        }
        List<Json.Object> candidates = body.objects("candidates");
        Json.Object candidate = candidates.isEmpty() ? Json.Object.EMPTY : candidates.get(0);
        SpentOnFailure spent = new SpentOnFailure(
                failures.model(), usage(body.object("usageMetadata")), candidate.text("finishReason"));
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
    private Json.@Nullable Object body() {
        Json.Object body = Json.objectOrNull(reply.body());
        if (body != null) {
            return body;
        }
        List<Json.Object> chunks = StreamedReply.chunks(reply.body());
        return chunks.isEmpty() ? null : whole(chunks);
    }

    private static Json.Object whole(List<Json.Object> chunks) {
        JsonEdit whole = JsonEdit.of(Json.Object.EMPTY);
        List<Json.Object> parts = new ArrayList<>();
        boolean anyCandidates = false;
        String lastFinish = null;
        for (Json.Object chunk : chunks) {
            chunk.members().forEach((name, value) -> whole.set(name, json -> json.value(value)));
            anyCandidates |= chunk.has("candidates");
            List<Json.Object> candidates = chunk.objects("candidates");
            if (!candidates.isEmpty()) {
                parts.addAll(parts(candidates.get(0)));
                String finish = candidates.get(0).text("finishReason");
                lastFinish = finish == null ? lastFinish : finish;
            }
        }
        String finishReason = lastFinish;
        if (anyCandidates) {
            whole.set(
                    "candidates",
                    json -> json.values(List.of(parts), (list, all) -> list.beginObject()
                            .object("content", content -> content.list("parts", all, JsonWriter::value))
                            .text("finishReason", finishReason)
                            .endObject()));
        }
        return StoredJson.object(whole.text());
    }

    private static List<Json.Object> parts(Json.Object candidate) {
        Json.Object content = candidate.object("content");
        return content == null ? List.of() : content.objects("parts");
    }

    private static ModelOutput output(Json.Object candidate) {
        StringBuilder text = new StringBuilder();
        StringBuilder thought = new StringBuilder();
        List<ToolCall> toolCalls = new ArrayList<>();
        for (Json.Object part : parts(candidate)) {
            String written = part.text("text");
            if (written != null) {
                (part.get("thought") instanceof Json.Bool thinks && thinks.value() ? thought : text).append(written);
            }
            Json.Object call = part.object("functionCall");
            if (call != null && call.text("name") != null) {
                toolCalls.add(toolCall(call, toolCalls.size()));
            }
        }
        if (text.isEmpty() && toolCalls.isEmpty() && candidate.text("finishMessage") != null) {
            // The text of a malformed call: of no use, but kept for inspection.
            thought.append(candidate.text("finishMessage"));
        }
        return ModelOutput.read(text.toString(), thought.toString(), toolCalls);
    }

    private static @Nullable ProviderRefusal refusal(Json.Object body, SpentOnFailure spent) {
        Json.Object feedback = body.object("promptFeedback");
        String blocked = feedback == null ? null : feedback.text("blockReason");
        if (blocked != null) {
            return new ProviderRefusal(blocked, "the prompt was blocked (" + blocked + ")");
        }
        String finish = spent.finishReason();
        return finish != null && FILTERED.contains(finish)
                ? new ProviderRefusal(finish, "a filter stopped it (" + finish + ")")
                : null;
    }

    private static ToolCall toolCall(Json.Object call, int index) {
        String id = call.text("id");
        Json.Object arguments = call.object("args");
        return new ToolCall(
                id == null ? "call_" + index : id,
                String.valueOf(call.text("name")),
                arguments == null ? "{}" : arguments.raw());
    }

    /** Thinking is billed like output, so it counts as completion. */
    private static @Nullable TokenUsage usage(Json.@Nullable Object usage) {
        if (usage == null) {
            return null;
        }
        int written = ReplyNumbers.count(usage, "candidatesTokenCount");
        int thought = ReplyNumbers.count(usage, "thoughtsTokenCount");
        return new TokenUsage(ReplyNumbers.count(usage, "promptTokenCount"), written + thought, null);
    }

    /** An error status; a wrong key comes as 400, and the time to wait may stand in the body. */
    private Attempt refusedRequest() {
        ErrorReport report = ErrorReport.inFailed(reply.body());
        Json.Object body = ErrorReport.first(Json.parseOrNull(reply.body()));
        Json.Object error = body == null ? null : body.object("error");
        if (error == null) {
            return failures.status(reply, report);
        }
        String status = error.text("status");
        ErrorReport named = new ErrorReport(status == null ? report.code() : status, report.message());
        FailureKind kind = named.kind(reply.status());
        Duration wait = reply.retryAfter();
        for (Json.Object detail : error.objects("details")) {
            if ("API_KEY_INVALID".equals(detail.text("reason"))) {
                named = new ErrorReport("API_KEY_INVALID", report.message());
                kind = FailureKind.KEY;
            }
            wait = wait == null ? seconds(detail.text("retryDelay")) : wait;
        }
        return new Attempt.Failed(failures.reported(reply, named, kind, SpentOnFailure.on(failures.model())), wait);
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
