package me.fhir.chitchat.llm.openai;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.llm.http.ReplyNumbers;
import org.jspecify.annotations.Nullable;

/** Puts a streamed completion together into the body that a server would have sent in one piece. */
final class CompletionStream {
    private final JsonEdit body = JsonEdit.of(Json.Object.EMPTY);
    private final Map<String, StringBuilder> texts = new LinkedHashMap<>();
    private final Map<String, List<Json>> lists = new LinkedHashMap<>();
    private final Map<Integer, StreamedToolCall> calls = new TreeMap<>();
    private @Nullable String finishReason;

    private static final class StreamedToolCall {
        private final StringBuilder arguments = new StringBuilder();
        private @Nullable String id;
        private @Nullable String name;
    }

    private CompletionStream() {}

    static Json.Object whole(List<Json.Object> chunks) {
        CompletionStream stream = new CompletionStream();
        chunks.forEach(stream::chunk);
        return stream.whole();
    }

    private void chunk(Json.Object chunk) {
        chunk.members().forEach((name, value) -> {
            if (!name.equals("choices") && !name.equals("message")) {
                keep(name, value);
            }
        });
        List<Json.Object> choices = chunk.objects("choices");
        Json.Object choice = choices.isEmpty() ? chunk : choices.get(0);
        if (choices.isEmpty() && !chunk.has("message")) {
            return;
        }
        String finish = choice.text("finish_reason");
        finishReason = finish == null ? finishReason : finish;
        keep("error", choice.get("error"));
        for (String name : List.of("delta", "message")) {
            Json.Object delta = choice.object(name);
            if (delta != null) {
                delta(delta);
            }
        }
        append("content", choice.text("text"));
    }

    /** Keeps a member of the whole answer; null leaves the one that is there. */
    private void keep(String name, @Nullable Json value) {
        if (value != null && !(value instanceof Json.Null)) {
            body.set(name, json -> json.value(value));
        }
    }

    private void append(String name, @Nullable String text) {
        if (text != null) {
            texts.computeIfAbsent(name, key -> new StringBuilder()).append(text);
        }
    }

    private void delta(Json.Object delta) {
        delta.members().forEach((name, value) -> {
            if (value instanceof Json.Text text && !name.equals("role")) {
                append(name, text.value());
            } else if (value instanceof Json.Array list && !name.equals("tool_calls")) {
                lists.computeIfAbsent(name, key -> new ArrayList<>()).addAll(list.elements());
            }
        });
        delta.objects("tool_calls").forEach(this::call);
    }

    private void call(Json.Object part) {
        Double index = ReplyNumbers.number(part, "index");
        StreamedToolCall call =
                calls.computeIfAbsent(index == null ? calls.size() : index.intValue(), key -> new StreamedToolCall());
        Json.Object function = part.object("function");
        String id = part.text("id");
        call.id = id == null ? call.id : id;
        if (function != null) {
            String name = function.text("name");
            call.name = name == null || name.isEmpty() ? call.name : name;
            String arguments = function.text("arguments");
            if (arguments != null) {
                call.arguments.append(arguments);
            } else if (function.has("arguments")) {
                call.arguments.append(function.raw("arguments"));
            }
        }
    }

    private Json.Object whole() {
        return body.set("choices", json -> json.beginList()
                        .beginObject()
                        .text("finish_reason", finishReason)
                        .object("message", this::message)
                        .endObject()
                        .endList())
                .object();
    }

    private void message(JsonWriter json) {
        lists.forEach((name, elements) -> json.list(name, elements, JsonWriter::value));
        texts.forEach((name, text) -> {
            if (!lists.containsKey(name)) {
                json.text(name, text.toString());
            }
        });
        if (!calls.isEmpty()) {
            json.objects("tool_calls", calls.values(), CompletionStream::write);
        }
    }

    private static void write(JsonWriter json, StreamedToolCall call) {
        json.text("id", call.id).object("function", function -> function.text("name", call.name)
                .text("arguments", call.arguments.toString()));
    }
}
