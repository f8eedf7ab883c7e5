package me.fhir.chitchat.llm.openai;

import java.util.List;
import java.util.Map;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.llm.Attempt;
import me.fhir.chitchat.llm.ChatResponse.Usage;
import me.fhir.chitchat.llm.ModelException.Spent;
import me.fhir.chitchat.llm.http.AnswerCheck;
import me.fhir.chitchat.llm.http.AnswerCheck.Refusal;
import me.fhir.chitchat.llm.http.ErrorReport;
import me.fhir.chitchat.llm.http.Failures;
import me.fhir.chitchat.llm.http.HttpReply;
import me.fhir.chitchat.llm.http.ReplyJson;
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
        JsonObject body = body();
        if (body == null) {
            return failures.unreadable(reply);
        }
        JsonObject choice = choice(body);
        Spent spent = spent(body, choice);
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

    private @Nullable JsonObject body() {
        JsonObject body = ReplyJson.object(reply.body());
        if (body != null) {
            return body;
        }
        List<JsonObject> chunks = StreamedReply.chunks(reply.body());
        return chunks.stream().anyMatch(CompletionReply::isPiece) ? CompletionStream.whole(chunks) : null;
    }

    private static boolean isPiece(JsonObject chunk) {
        return isCompletion(chunk) || chunk.has("error") || chunk.has("errors");
    }

    /** Whether it is a completion at all, though perhaps one without any choice. */
    private static boolean isCompletion(JsonObject body) {
        return body.has("choices")
                || body.object("message") != null
                || body.object("usage") != null
                || "chat.completion".equals(body.string("object"));
    }

    /** The first choice; a server with an API of its own (Ollama's) may send its message alone. */
    private static JsonObject choice(JsonObject body) {
        List<JsonObject> choices = ReplyJson.objects(body, "choices");
        if (!choices.isEmpty()) {
            return choices.get(0);
        }
        return body.object("message") == null ? JsonObject.EMPTY : body;
    }

    private static AnswerCheck message(JsonObject choice, Spent spent) {
        JsonObject message = choice.object("message");
        if (message == null) {
            message = choice.object("delta");
        }
        if (message == null) {
            String text = choice.string("text");
            message = text == null ? JsonObject.EMPTY : JsonObject.of(Map.of("content", JsonText.quote(text)));
        }
        return new AnswerCheck(CompletionMessage.read(message), refusal(message, spent));
    }

    private static @Nullable Refusal refusal(JsonObject message, Spent spent) {
        String refusal = message.string("refusal");
        if (refusal != null && !refusal.isBlank()) {
            return new Refusal("refusal", refusal);
        }
        return "content_filter".equals(spent.finishReason())
                ? new Refusal("content_filter", "a content filter stopped it")
                : null;
    }

    private Spent spent(JsonObject body, JsonObject choice) {
        String model = body.string("model");
        String named = model == null || model.isBlank() ? failures.model() : model;
        return new Spent(named, usage(body.object("usage")), finishReason(choice));
    }

    private static @Nullable Usage usage(@Nullable JsonObject usage) {
        if (usage == null) {
            return null;
        }
        return new Usage(
                ReplyJson.count(usage, "prompt_tokens"),
                ReplyJson.count(usage, "completion_tokens"),
                ReplyJson.number(usage, "cost"));
    }

    private static @Nullable String finishReason(JsonObject choice) {
        String reason = choice.string("finish_reason");
        return reason == null ? choice.string("done_reason") : reason;
    }
}
