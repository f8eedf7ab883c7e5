package me.fhir.chitchat.llm.openai;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.llm.http.ReplyJson;
import org.jspecify.annotations.Nullable;

/** Puts a streamed completion together into the body that a server would have sent in one piece. */
final class CompletionStream {
    private final Map<String, String> body = new LinkedHashMap<>();
    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();
    private final Map<Integer, Call> calls = new TreeMap<>();
    private final Map<String, String> message = new LinkedHashMap<>();
    private @Nullable String finishReason;

    private static final class Call {
        private final StringBuilder arguments = new StringBuilder();
        private @Nullable String id;
        private @Nullable String name;
    }

    private CompletionStream() {}

    static JsonObject whole(List<JsonObject> chunks) {
        CompletionStream stream = new CompletionStream();
        chunks.forEach(stream::chunk);
        return stream.whole();
    }

    private void chunk(JsonObject chunk) {
        for (String name : chunk.names()) {
            if (!name.equals("choices") && !name.equals("message") && chunk.has(name)) {
                body.put(name, String.valueOf(chunk.raw(name)));
            }
        }
        List<JsonObject> choices = ReplyJson.objects(chunk, "choices");
        JsonObject choice = choices.isEmpty() ? chunk : choices.get(0);
        if (choices.isEmpty() && !chunk.has("message")) {
            return;
        }
        String finish = choice.string("finish_reason");
        finishReason = finish == null ? finishReason : finish;
        if (choice.has("error")) {
            body.put("error", String.valueOf(choice.raw("error")));
        }
        for (String name : List.of("delta", "message")) {
            JsonObject delta = choice.object(name);
            if (delta != null) {
                delta(delta);
            }
        }
        if (choice.string("text") != null) {
            texts.computeIfAbsent("content", name -> new StringBuilder()).append(choice.string("text"));
        }
    }

    private void delta(JsonObject delta) {
        for (String name : delta.names()) {
            String text = delta.string(name);
            if (text != null && !name.equals("role")) {
                texts.computeIfAbsent(name, key -> new StringBuilder()).append(text);
            } else if (delta.kind(name) == JsonKind.ARRAY && !name.equals("tool_calls")) {
                message.merge(name, String.valueOf(delta.raw(name)), CompletionStream::concatenated);
            }
        }
        ReplyJson.objects(delta, "tool_calls").forEach(this::call);
    }

    private static String concatenated(String list, String more) {
        String head = list.substring(0, list.length() - 1);
        return head.equals("[") ? more : head + (more.equals("[]") ? "]" : "," + more.substring(1));
    }

    private void call(JsonObject part) {
        Double index = ReplyJson.number(part, "index");
        Call call = calls.computeIfAbsent(index == null ? calls.size() : index.intValue(), key -> new Call());
        JsonObject function = part.object("function");
        String id = part.string("id");
        call.id = id == null ? call.id : id;
        if (function != null) {
            String name = function.string("name");
            call.name = name == null || name.isEmpty() ? call.name : name;
            String arguments = function.string("arguments");
            if (arguments != null) {
                call.arguments.append(arguments);
            } else if (function.has("arguments")) {
                call.arguments.append(function.raw("arguments"));
            }
        }
    }

    private JsonObject whole() {
        texts.forEach((name, text) -> message.putIfAbsent(name, JsonText.quote(text.toString())));
        if (!calls.isEmpty()) {
            message.put(
                    "tool_calls",
                    calls.values().stream().map(CompletionStream::json).collect(Collectors.joining(",", "[", "]")));
        }
        Map<String, String> choice = new LinkedHashMap<>();
        choice.put("finish_reason", JsonText.quoteOrNull(finishReason));
        choice.put("message", JsonObject.of(message).text());
        body.put("choices", "[" + JsonObject.of(choice).text() + "]");
        return JsonObject.of(body);
    }

    private static String json(Call call) {
        return "{\"id\":" + JsonText.quoteOrNull(call.id) + ",\"function\":{\"name\":" + JsonText.quoteOrNull(call.name)
                + ",\"arguments\":" + JsonText.quote(call.arguments.toString()) + "}}";
    }
}
