package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.json.JsonText;
import me.fhir.chitchat.json.LenientJson;
import org.jspecify.annotations.Nullable;

/** Reads steps out of objects in the many forms in which models write them. */
final class StepObjects {
    private static final List<String> REASONING =
            List.of("reasoning", "thought", "thoughts", "thinking", "rationale", "explanation");
    private static final List<String> LISTS =
            List.of("actions", "steps", "tool_calls", "toolCalls", "tool_uses", "calls", "action", "toolCall");
    private static final List<String> ACTIONS = List.of(
            "action",
            "toolCall",
            "tool_call",
            "function_call",
            "functionCall",
            "nextAction",
            "next_action",
            "tool_use",
            "step",
            "function");
    private static final List<String> TOOLS =
            List.of("tool", "toolName", "tool_name", "name", "recipient_name", "function_name");
    private static final List<String> ARGUMENTS = List.of(
            "args", "arguments", "parameters", "params", "input", "tool_input", "toolInput", "action_input", "kwargs");
    private static final List<String> WRAPPERS = List.of("response", "output", "result", "answer", "data", "json");
    private static final List<String> TEXTS =
            List.of("message", "content", "body", "msg", "reply", "response", "answer", "value");
    /** Members that say something about a call and are none of its arguments. */
    private static final Set<String> ABOUT = Set.of("type", "id", "index", "status", "kind", "role");

    private static final int DEEPEST = 5;

    private final ToolNames names;

    StepObjects(ToolNames names) {
        this.names = names;
    }

    /**
     * The steps in an object, or one answer that says why it holds none.
     *
     * @param alone whether the object is all that the model wrote, so that a bare text in it can only be a message
     */
    List<Answer> answers(Fields object, boolean alone) {
        List<Answer> answers = answers(object, "", 0);
        if (answers.isEmpty() && alone) {
            for (String name : List.of("text", "message", "reply")) {
                if (!object.text(name).isBlank()) {
                    return List.of(step(reasoning(object, ""), CoreTool.SEND.word(), object.map()));
                }
            }
        }
        return answers.isEmpty() ? List.of(new Answer.Unusable("the object has no action.tool")) : answers;
    }

    private List<Answer> answers(Fields object, String outer, int depth) {
        if (depth > DEEPEST) {
            return List.of();
        }
        String reasoning = reasoning(object, outer);
        for (String name : LISTS) {
            List<Answer> listed = listed(object.value(name), reasoning, depth);
            if (!listed.isEmpty()) {
                return listed;
            }
        }
        for (String name : ACTIONS) {
            Object value = object.value(name);
            if (value instanceof Map<?, ?> action) {
                return answers(new Fields(action), reasoning, depth + 1);
            }
            if (value instanceof String text && !text.isBlank() && !name.equals("step")) {
                // {"action": "done", "args": {}}, or the whole action as a text
                List<Answer> inner = listed(LenientJson.objects(text), reasoning, depth);
                return inner.isEmpty() ? List.of(step(reasoning, text, arguments(object, name))) : inner;
            }
        }
        for (String name : TOOLS) {
            if (!object.text(name).isBlank()) {
                return List.of(step(reasoning, object.text(name), arguments(object, name)));
            }
        }
        return unnamed(object, reasoning, depth);
    }

    /** {@code {"look": {"n": 1}}}, or an object that only wraps the step. */
    private List<Answer> unnamed(Fields object, String reasoning, int depth) {
        for (Map.Entry<?, ?> member : object.map().entrySet()) {
            Optional<String> tool = names.find(String.valueOf(member.getKey()));
            if (tool.isPresent() && member.getValue() instanceof Map<?, ?> args) {
                return List.of(step(reasoning, tool.get(), args));
            }
        }
        for (String name : WRAPPERS) {
            if (object.value(name) instanceof Map<?, ?> wrapped) {
                return answers(new Fields(wrapped), reasoning, depth + 1);
            }
        }
        return List.of();
    }

    private List<Answer> listed(@Nullable Object value, String reasoning, int depth) {
        List<Answer> answers = new ArrayList<>();
        if (value instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> map) {
                    answers.addAll(answers(new Fields(map), reasoning, depth + 1));
                }
            }
        }
        return answers;
    }

    private static String reasoning(Fields object, String outer) {
        return REASONING.stream()
                .map(object::text)
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(outer);
    }

    /** The arguments; without a member for them, what else stands beside the tool's name. */
    private static @Nullable Object arguments(Fields object, String toolMember) {
        for (String name : ARGUMENTS) {
            if (object.value(name) != null) {
                return object.value(name);
            }
        }
        Map<String, @Nullable Object> rest = new LinkedHashMap<>();
        object.map().forEach((name, value) -> rest.put(String.valueOf(name), value));
        rest.remove(toolMember);
        rest.keySet().removeAll(REASONING);
        rest.keySet().removeAll(ARGUMENTS);
        rest.keySet().removeAll(ABOUT);
        return rest;
    }

    /** The step of using a tool by the name that a model wrote, with the arguments that it wrote. */
    Answer step(String reasoning, String written, @Nullable Object args) {
        Optional<String> tool = names.find(written);
        if (tool.isEmpty()) {
            return new Answer.Unusable("there is no tool called \"" + PromptText.inline(written) + "\"");
        }
        boolean sends = tool.get().equals(CoreTool.SEND.word());
        Object value = args;
        if (args instanceof String text) {
            List<Map<String, @Nullable Object>> objects = LenientJson.objects(text);
            if (!objects.isEmpty()) {
                value = objects.get(0);
            } else if (text.isBlank()) {
                value = Map.of();
            } else if (sends && !text.contains("{")) {
                value = Map.of("text", text);
            }
        }
        if (!(value instanceof Map<?, ?> map)) {
            return new Answer.Unusable("action.args must be an object");
        }
        return new Answer.Step(reasoning.strip(), tool.get(), JsonText.write(sends ? message(map) : map));
    }

    /** A message's arguments with its words under {@code text}, wherever the model put them. */
    private static Map<?, ?> message(Map<?, ?> args) {
        if (args.get("text") instanceof String) {
            return args;
        }
        for (String name : TEXTS) {
            if (args.get(name) instanceof String text) {
                Map<Object, @Nullable Object> message = new LinkedHashMap<>(args);
                message.remove(name);
                message.put("text", text);
                return message;
            }
        }
        return args;
    }
}
