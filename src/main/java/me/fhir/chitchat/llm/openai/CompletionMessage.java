package me.fhir.chitchat.llm.openai;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.llm.ModelOutput;
import me.fhir.chitchat.llm.ToolCall;
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

    static ModelOutput read(Json.Object message) {
        CompletionMessage read = new CompletionMessage();
        read.content(message.get("content"));
        read.reasoning(message);
        read.toolCalls(message);
        return ModelOutput.read(read.text.toString(), read.reasoning.toString().strip(), read.toolCalls);
    }

    /** The content: a text, a list of parts, or one part. */
    private void content(@Nullable Json content) {
        if (content instanceof Json.Text written) {
            text.append(written.value());
        } else if (content instanceof Json.Array parts) {
            parts.elements().forEach(this::content);
        } else if (content instanceof Json.Object part) {
            part(part);
        } else if (content != null && !(content instanceof Json.Null)) {
            text.append(content.raw());
        }
    }

    private void part(Json.Object part) {
        String type = part.text("type");
        if (type == null && part.text("text") == null) {
            // No part, but an answer that the server has parsed already.
            text.append(part.raw());
            return;
        }
        String kind = type == null ? "" : type.toLowerCase(Locale.ROOT);
        boolean thought = kind.contains("think")
                || kind.contains("reason")
                || kind.contains("thought")
                || (part.get("thought") instanceof Json.Bool flag && flag.value());
        if (kind.equals("tool_use") || kind.equals("tool_call") || kind.equals("function_call")) {
            toolCall(part);
        } else if (thought) {
            reasoning.append(texts(part)).append('\n');
        } else {
            text.append(texts(part));
        }
    }

    /** The text in a part, however deep it lies. */
    private static String texts(@Nullable Json part) {
        if (part instanceof Json.Text text) {
            return text.value();
        }
        StringBuilder all = new StringBuilder();
        if (part instanceof Json.Array list) {
            list.elements().forEach(element -> all.append(texts(element)));
        } else if (part instanceof Json.Object object) {
            object.members().forEach((name, member) -> all.append(TEXT_MEMBERS.contains(name) ? texts(member) : ""));
        }
        return all.toString();
    }

    private void reasoning(Json.Object message) {
        for (String name : REASONING) {
            if (message.has(name)) {
                reasoning.append(texts(message.get(name))).append('\n');
                return;
            }
        }
        for (String name : REASONING_LISTS) {
            if (message.get(name) instanceof Json.Array list) {
                reasoning.append(texts(list));
                return;
            }
        }
    }

    private void toolCalls(Json.Object message) {
        message.objects("tool_calls").forEach(this::toolCall);
        Json.Object older = message.object("function_call");
        if (older != null) {
            toolCall(older);
        }
    }

    private void toolCall(Json.Object call) {
        Json.Object function = call.object("function");
        Json.Object named = function == null ? call : function;
        String name = named.text("name");
        if (name != null && !name.isBlank()) {
            String id = call.text("id");
            toolCalls.add(new ToolCall(id == null ? "call_" + toolCalls.size() : id, name, arguments(named)));
        }
    }

    /** The arguments' JSON text: a string that holds it, though some servers send the object itself. */
    private static String arguments(Json.Object function) {
        for (String name : List.of("arguments", "input", "parameters", "args")) {
            String text = function.text(name);
            if (text != null) {
                return text.isBlank() ? "{}" : text;
            }
            if (function.has(name)) {
                return String.valueOf(function.raw(name));
            }
        }
        return "{}";
    }
}
