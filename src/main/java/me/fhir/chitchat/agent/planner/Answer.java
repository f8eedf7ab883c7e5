package me.fhir.chitchat.agent.planner;

import java.util.List;
import java.util.Map;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.json.LenientJson;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.ToolCall;
import org.jspecify.annotations.Nullable;

/** What a model's answer to a planner prompt means. */
sealed interface Answer {
    /** A step that can be tried; {@code args} is the text of a JSON object. */
    record Step(String reasoning, String tool, String args) implements Answer {}

    /** An answer that is no step, and what to tell the model about it. */
    record Unusable(String reason) implements Answer {}

    /** Reads an answer, however a model may have dressed it. */
    static Answer of(ChatResponse response) {
        if (response.content().isBlank() && !response.toolCalls().isEmpty()) {
            ToolCall call = response.toolCalls().get(0);
            return step("", call.name(), call.arguments());
        }
        List<Map<String, @Nullable Object>> objects = LenientJson.objects(response.content());
        if (objects.isEmpty()) {
            return new Unusable(
                    response.content().contains("{")
                            ? "the JSON object is broken or cut off"
                            : "there is no JSON object in it");
        }
        Answer first = null;
        for (Map<String, @Nullable Object> object : objects) {
            Answer answer = of(new Fields(object));
            if (answer instanceof Step) {
                return answer;
            }
            first = first == null ? answer : first;
        }
        return first == null ? new Unusable("there is no JSON object in it") : first;
    }

    private static Answer of(Fields answer) {
        String reasoning = firstText(answer, "reasoning", "thought", "thoughts");
        for (String name : List.of("action", "toolCall", "tool_call", "function_call")) {
            if (answer.value(name) instanceof Map<?, ?> action) {
                return action(reasoning, new Fields(action));
            }
            // {"action": "sleep", "args": {}}
            if (answer.value(name) instanceof String tool) {
                return step(reasoning, tool, arguments(answer));
            }
        }
        return action(reasoning, answer);
    }

    private static Answer action(String reasoning, Fields action) {
        if (action.value("function") instanceof Map<?, ?> function) {
            return action(reasoning, new Fields(function));
        }
        String tool = firstText(action, "tool", "toolName", "name");
        if (tool.isBlank()) {
            return new Unusable("the object has no action.tool");
        }
        return step(reasoning, tool, arguments(action));
    }

    private static @Nullable Object arguments(Fields action) {
        for (String name : List.of("args", "arguments", "parameters", "input")) {
            if (action.value(name) != null) {
                return action.value(name);
            }
        }
        return Map.of();
    }

    private static Answer step(String reasoning, String tool, @Nullable Object args) {
        Object value = args;
        if (args instanceof String text) {
            List<Map<String, @Nullable Object>> objects = LenientJson.objects(text);
            value = objects.isEmpty() && text.isBlank() ? Map.of() : objects.isEmpty() ? text : objects.get(0);
        }
        if (!(value instanceof Map<?, ?>)) {
            return new Unusable("action.args must be an object");
        }
        return new Step(reasoning, tool.strip(), JsonText.write(value));
    }

    private static String firstText(Fields fields, String... names) {
        for (String name : names) {
            if (!fields.text(name).isBlank()) {
                return fields.text(name);
            }
        }
        return "";
    }
}
