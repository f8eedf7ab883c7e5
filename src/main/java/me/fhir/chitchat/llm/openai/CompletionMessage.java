package me.fhir.chitchat.llm.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import me.fhir.chitchat.json.JsonKind;
import me.fhir.chitchat.json.JsonObject;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.llm.ModelOutput;
import me.fhir.chitchat.llm.ToolCall;
import me.fhir.chitchat.llm.http.ReplyJson;
import org.jspecify.annotations.Nullable;

/** Reads the message of a chat completion, in the spellings of the many servers that speak this API. */
final class CompletionMessage {
    /** Members that hold thinking as text (OpenRouter, DeepSeek and vLLM, Ollama, GitHub). */
    private static final List<String> REASONING =
            List.of("reasoning_content", "reasoning", "thinking", "reasoning_text", "thought");
    /** Members that hold thinking as a list of parts (OpenRouter, LiteLLM). */
    private static final List<String> REASONING_LISTS = List.of("reasoning_details", "thinking_blocks");

    private static final Set<String> TEXT_MEMBERS =
            Set.of("text", "output_text", "content", "thinking", "reasoning", "summary", "value", "thought");

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder reasoning = new StringBuilder();
    private final List<ToolCall> toolCalls = new ArrayList<>();

    private CompletionMessage() {}

    static ModelOutput read(JsonObject message) {
        CompletionMessage read = new CompletionMessage();
        read.content(message.raw("content"));
        read.reasoning(message);
        read.toolCalls(message);
        return ModelOutput.read(read.text.toString(), read.reasoning.toString().strip(), read.toolCalls);
    }

    /** The content: a text, a list of parts, or one part. */
    private void content(@Nullable String raw) {
        if (raw == null || raw.equals("null")) {
            return;
        }
        switch (raw.charAt(0)) {
            case '"' -> text.append(JsonText.unquote(raw));
            case '[' -> elements(raw).forEach(this::part);
            case '{' -> part(raw);
            default -> text.append(raw);
        }
    }

    private void part(String raw) {
        JsonObject part = ReplyJson.object(raw);
        if (part == null) {
            content(raw);
            return;
        }
        String type = part.string("type");
        if (type == null && part.string("text") == null) {
            // No part, but an answer that the server has parsed already.
            text.append(raw);
            return;
        }
        String kind = type == null ? "" : type.toLowerCase(Locale.ROOT);
        boolean thought = kind.contains("think")
                || kind.contains("reason")
                || kind.contains("thought")
                || "true".equals(part.raw("thought"));
        if (kind.equals("tool_use") || kind.equals("tool_call") || kind.equals("function_call")) {
            toolCall(part);
        } else if (thought) {
            reasoning.append(texts(raw)).append('\n');
        } else {
            text.append(texts(raw));
        }
    }

    /** The text in a part, however deep it lies. */
    private static String texts(String raw) {
        if (raw.startsWith("\"")) {
            return JsonText.unquote(raw);
        }
        StringBuilder all = new StringBuilder();
        if (raw.startsWith("[")) {
            elements(raw).forEach(element -> all.append(texts(element)));
            return all.toString();
        }
        JsonObject part = ReplyJson.object(raw);
        if (part != null) {
            part.names().stream()
                    .filter(TEXT_MEMBERS::contains)
                    .forEach(name -> all.append(texts(String.valueOf(part.raw(name)))));
        }
        return all.toString();
    }

    private void reasoning(JsonObject message) {
        for (String name : REASONING) {
            if (message.has(name)) {
                reasoning.append(texts(String.valueOf(message.raw(name)))).append('\n');
                return;
            }
        }
        for (String name : REASONING_LISTS) {
            if (message.kind(name) == JsonKind.ARRAY) {
                reasoning.append(texts(String.valueOf(message.raw(name))));
                return;
            }
        }
    }

    private void toolCalls(JsonObject message) {
        ReplyJson.objects(message, "tool_calls").forEach(this::toolCall);
        JsonObject older = message.object("function_call");
        if (older != null) {
            toolCall(older);
        }
    }

    private void toolCall(JsonObject call) {
        JsonObject function = call.object("function");
        JsonObject named = function == null ? call : function;
        String name = named.string("name");
        if (name != null && !name.isBlank()) {
            String id = call.string("id");
            toolCalls.add(new ToolCall(id == null ? "call_" + toolCalls.size() : id, name, arguments(named)));
        }
    }

    /** The arguments' JSON text: a string that holds it, though some servers send the object itself. */
    private static String arguments(JsonObject function) {
        for (String name : List.of("arguments", "input", "parameters", "args")) {
            String text = function.string(name);
            if (text != null) {
                return text.isBlank() ? "{}" : text;
            }
            if (function.has(name)) {
                return String.valueOf(function.raw(name));
            }
        }
        return "{}";
    }

    private static List<String> elements(String list) {
        try {
            return JsonText.elements(list);
        } catch (JsonSyntaxException e) {
            throw new IllegalStateException("a member of a parsed object must be valid", e);
        }
    }
}
