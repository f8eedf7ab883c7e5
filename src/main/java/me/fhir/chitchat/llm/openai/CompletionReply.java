package me.fhir.chitchat.llm.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.llm.Attempt;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.ChatResponse.Usage;
import me.fhir.chitchat.llm.ModelException.Spent;
import me.fhir.chitchat.llm.ToolCall;
import me.fhir.chitchat.llm.http.ErrorReport;
import me.fhir.chitchat.llm.http.Failures;
import me.fhir.chitchat.llm.http.HttpReply;
import me.fhir.chitchat.llm.http.ReplyJson;
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
        JsonObject body = ReplyJson.object(reply.body());
        if (!reply.ok()) {
            return failures.status(reply, ErrorReport.inFailed(body));
        }
        if (body == null) {
            return failures.unreadable(reply);
        }
        List<JsonObject> choices = ReplyJson.objects(body, "choices");
        JsonObject choice = choices.isEmpty() ? JsonObject.EMPTY : choices.get(0);
        Spent spent = spent(body, choice);
        ErrorReport error = ErrorReport.in(body);
        if (error == null) {
            error = ErrorReport.in(choice);
        }
        if (error != null) {
            return failures.inside(reply, error, spent);
        }
        if (!body.has("choices")) {
            return failures.unreadable(reply);
        }
        JsonObject message = choice.object("message");
        return message(message == null ? JsonObject.EMPTY : message, spent);
    }

    private Attempt message(JsonObject message, Spent spent) {
        String content = content(message);
        List<ToolCall> toolCalls = toolCalls(message);
        if (!content.isBlank() || !toolCalls.isEmpty()) {
            return new Attempt.Answered(new ChatResponse(
                    content,
                    toolCalls,
                    spent.usage(),
                    failures.provider().wire(),
                    spent.model() == null ? failures.model() : spent.model(),
                    spent.finishReason()));
        }
        String refusal = message.string("refusal");
        if (refusal != null && !refusal.isBlank()) {
            return failures.refusal(reply, "refusal", refusal, spent);
        }
        if ("content_filter".equals(spent.finishReason())) {
            return failures.refusal(reply, "content_filter", "a content filter stopped it", spent);
        }
        return failures.empty(reply, "length".equals(spent.finishReason()), spent);
    }

    private Spent spent(JsonObject body, JsonObject choice) {
        String model = body.string("model");
        String named = model == null || model.isBlank() ? failures.model() : model;
        return new Spent(named, usage(body.object("usage")), choice.string("finish_reason"));
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

    /** The text, which some servers send as a list of parts. */
    private static String content(JsonObject message) {
        if (message.kind("content") == JsonKind.ARRAY) {
            return ReplyJson.objects(message, "content").stream()
                    .map(part -> part.string("text"))
                    .map(text -> text == null ? "" : text)
                    .collect(Collectors.joining());
        }
        String text = message.string("content");
        return text == null ? "" : text;
    }

    private static List<ToolCall> toolCalls(JsonObject message) {
        List<ToolCall> calls = new ArrayList<>();
        for (JsonObject call : ReplyJson.objects(message, "tool_calls")) {
            JsonObject function = call.object("function");
            String name = function == null ? null : function.string("name");
            if (function == null || name == null) {
                continue;
            }
            String id = call.string("id");
            calls.add(new ToolCall(id == null ? "call_" + calls.size() : id, name, arguments(function)));
        }
        return calls;
    }

    /** The arguments' JSON text: a string that holds it, though some servers send the object itself. */
    private static String arguments(JsonObject function) {
        String text = function.string("arguments");
        if (text != null) {
            return text.isBlank() ? "{}" : text;
        }
        return function.has("arguments") ? String.valueOf(function.raw("arguments")) : "{}";
    }
}
