package me.fhir.chitchat.llm.openai;

import java.util.List;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.llm.Attempt;
import me.fhir.chitchat.llm.ChatResponse.TokenUsage;
import me.fhir.chitchat.llm.ModelException.SpentOnFailure;
import me.fhir.chitchat.llm.http.AnswerCheck;
import me.fhir.chitchat.llm.http.AnswerCheck.ProviderRefusal;
import me.fhir.chitchat.llm.http.ErrorReport;
import me.fhir.chitchat.llm.http.Failures;
import me.fhir.chitchat.llm.http.HttpReply;
import me.fhir.chitchat.llm.http.ReplyNumbers;
import me.fhir.chitchat.llm.http.StreamedReply;
import org.jspecify.annotations.Nullable;

/** Reads what {@code POST /chat/completions} answered, an error hidden in a success included. */
final class CompletionReply {
    private final Failures failures;
    private final HttpReply reply;

    CompletionReply(Failures failures, HttpReply reply) {
        this.failures = failures;
        this.reply = reply;
    }

    Attempt read() {
        if (!reply.ok()) {
            return failures.status(reply, ErrorReport.inFailed(reply.body()));
        }
        Json.Object body = body();
        if (body == null) {
            return failures.unreadable(reply);
        }
        Json.Object choice = choice(body);
        SpentOnFailure spent = spent(body, choice);
        ErrorReport error = ErrorReport.in(body, isCompletion(body));
        if (error == null) {
            error = ErrorReport.in(choice, true);
        }
        if (error != null) {
            return failures.inside(reply, error, spent);
        }
        if (!isCompletion(body)) {
            return failures.unreadable(reply);
        }
        return message(choice, spent).attempt(failures, reply, spent);
    }

    private Json.@Nullable Object body() {
        Json.Object body = Json.objectOrNull(reply.body());
        if (body != null) {
            return body;
        }
        List<Json.Object> chunks = StreamedReply.chunks(reply.body());
        return chunks.stream().anyMatch(CompletionReply::isPiece) ? CompletionStream.whole(chunks) : null;
    }

    private static boolean isPiece(Json.Object chunk) {
        return isCompletion(chunk) || chunk.has("error") || chunk.has("errors");
    }

    /** Whether it is a completion at all, though perhaps one without any choice. */
    private static boolean isCompletion(Json.Object body) {
        return body.has("choices")
                || body.object("message") != null
                || body.object("usage") != null
                || "chat.completion".equals(body.text("object"));
    }

    /** The first choice; a server with an API of its own (Ollama's) may send its message alone. */
    private static Json.Object choice(Json.Object body) {
        List<Json.Object> choices = body.objects("choices");
        if (!choices.isEmpty()) {
            return choices.get(0);
        }
        return body.object("message") == null ? Json.Object.EMPTY : body;
    }

    private static AnswerCheck message(Json.Object choice, SpentOnFailure spent) {
        Json.Object message = choice.object("message");
        if (message == null) {
            message = choice.object("delta");
        }
        if (message == null) {
            String text = choice.text("text");
            message = text == null
                    ? Json.Object.EMPTY
                    : JsonEdit.of(Json.Object.EMPTY).text("content", text).object();
        }
        return new AnswerCheck(CompletionMessage.read(message), refusal(message, spent));
    }

    private static @Nullable ProviderRefusal refusal(Json.Object message, SpentOnFailure spent) {
        String refusal = message.text("refusal");
        if (refusal != null && !refusal.isBlank()) {
            return new ProviderRefusal("refusal", refusal);
        }
        return "content_filter".equals(spent.finishReason())
                ? new ProviderRefusal("content_filter", "a content filter stopped it")
                : null;
    }

    private SpentOnFailure spent(Json.Object body, Json.Object choice) {
        String model = body.text("model");
        String named = model == null || model.isBlank() ? failures.model() : model;
        return new SpentOnFailure(named, usage(body.object("usage")), finishReason(choice));
    }

    private static @Nullable TokenUsage usage(Json.@Nullable Object usage) {
        if (usage == null) {
            return null;
        }
        return new TokenUsage(
                ReplyNumbers.count(usage, "prompt_tokens"),
                ReplyNumbers.count(usage, "completion_tokens"),
                ReplyNumbers.number(usage, "cost"));
    }

    private static @Nullable String finishReason(Json.Object choice) {
        String reason = choice.text("finish_reason");
        return reason == null ? choice.text("done_reason") : reason;
    }
}
