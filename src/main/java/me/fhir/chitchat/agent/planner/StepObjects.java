package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import me.fhir.chitchat.json.CompactJson;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.JsonWriter;
import me.fhir.chitchat.json.LenientJson;
import me.fhir.chitchat.json.StoredJson;
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

    private static final int MAX_DEPTH = 5;

    private final ToolNames names;

    StepObjects(ToolNames names) {
        this.names = names;
    }

    /**
     * The steps in an object, or one answer that says why it holds none.
     *
     * @param alone whether the object is all that the model wrote, so that a bare text in it can only be a message
     */
    List<ModelAnswer> answers(Json.Object object, boolean alone) {
        List<ModelAnswer> answers = answers(object, "", 0);
        if (answers.isEmpty() && alone) {
            for (String name : List.of("text", "message", "reply")) {
                if (!text(object, name).isBlank()) {
                    return List.of(step(reasoning(object, ""), CoreTool.SEND.word(), object));
                }
            }
        }
        return answers.isEmpty() ? List.of(new ModelAnswer.Unusable("the object has no action.tool")) : answers;
    }

    private List<ModelAnswer> answers(Json.Object object, String outer, int depth) {
        if (depth > MAX_DEPTH) {
            return List.of();
        }
        String reasoning = reasoning(object, outer);
        for (String name : LISTS) {
            List<ModelAnswer> listed = listed(object.objects(name), reasoning, depth);
            if (!listed.isEmpty()) {
                return listed;
            }
        }
        for (String name : ACTIONS) {
            Json value = object.get(name);
            if (value instanceof Json.Object action) {
                return answers(action, reasoning, depth + 1);
            }
            if (value instanceof Json.Text text && !text.value().isBlank() && !name.equals("step")) {
                // The action's name beside its args, or the whole action as a text.
                List<ModelAnswer> inner = listed(LenientJson.objects(text.value()), reasoning, depth);
                return inner.isEmpty() ? List.of(step(reasoning, text.value(), arguments(object, name))) : inner;
            }
        }
        for (String name : TOOLS) {
            if (!text(object, name).isBlank()) {
                return List.of(step(reasoning, text(object, name), arguments(object, name)));
            }
        }
        return unnamed(object, reasoning, depth);
    }

    /** A tool's name as the member that holds its arguments, or an object that only wraps the step. */
    private List<ModelAnswer> unnamed(Json.Object object, String reasoning, int depth) {
        for (Map.Entry<String, Json> member : object.members().entrySet()) {
            Optional<String> tool = names.find(member.getKey());
            if (tool.isPresent() && member.getValue() instanceof Json.Object args) {
                return List.of(step(reasoning, tool.get(), args));
            }
        }
        for (String name : WRAPPERS) {
            Json.Object wrapped = object.object(name);
            if (wrapped != null) {
                return answers(wrapped, reasoning, depth + 1);
            }
        }
        return List.of();
    }

    private List<ModelAnswer> listed(List<Json.Object> objects, String reasoning, int depth) {
        List<ModelAnswer> answers = new ArrayList<>();
        objects.forEach(object -> answers.addAll(answers(object, reasoning, depth + 1)));
        return answers;
    }

    private static String text(Json.Object object, String name) {
        String text = object.text(name);
        return text == null ? "" : text;
    }

    private static String reasoning(Json.Object object, String outer) {
        return REASONING.stream()
                .map(name -> text(object, name))
                .filter(text -> !text.isBlank())
                .findFirst()
                .orElse(outer);
    }

    /** The arguments; without a member for them, what else stands beside the tool's name. */
    private static @Nullable Json arguments(Json.Object object, String toolMember) {
        for (String name : ARGUMENTS) {
            if (object.has(name)) {
                return object.get(name);
            }
        }
        JsonEdit rest = JsonEdit.of(object).remove(toolMember);
        for (Collection<String> names : List.of(REASONING, ARGUMENTS, ABOUT)) {
            names.forEach(rest::remove);
        }
        return StoredJson.object(rest.text());
    }

    /** The step of using a tool by the name that a model wrote, with the arguments that it wrote. */
    ModelAnswer step(String reasoning, String written, @Nullable Json args) {
        return step(reasoning, written, args, names.find(written).orElse(null));
    }

    /** The step of using a tool, with its arguments as a text. */
    ModelAnswer stepWithText(String reasoning, String written, String args) {
        String tool = names.find(written).orElse(null);
        return step(reasoning, written, object(args, CoreTool.SEND.word().equals(tool)), tool);
    }

    private static ModelAnswer step(String reasoning, String written, @Nullable Json args, @Nullable String tool) {
        if (tool == null) {
            return new ModelAnswer.Unusable("there is no tool called \"" + PromptText.inline(written) + "\"");
        }
        boolean sends = tool.equals(CoreTool.SEND.word());
        Json value = args instanceof Json.Text text ? object(text.value(), sends) : args;
        if (!(value instanceof Json.Object object)) {
            return new ModelAnswer.Unusable("action.args must be an object");
        }
        return new ModelAnswer.Step(reasoning.strip(), tool, sends ? message(object) : CompactJson.of(object));
    }

    /** The object that a text means as arguments, or null. */
    private static Json.@Nullable Object object(String text, boolean sends) {
        List<Json.Object> objects = LenientJson.objects(text);
        if (!objects.isEmpty()) {
            return objects.get(0);
        }
        if (text.isBlank()) {
            return Json.Object.EMPTY;
        }
        return sends && !text.contains("{")
                ? StoredJson.object(JsonWriter.object(json -> json.text("text", text)))
                : null;
    }

    /** A message's arguments with its words under {@code text}, wherever the model put them. */
    private static String message(Json.Object args) {
        if (args.text("text") != null) {
            return CompactJson.of(args);
        }
        for (String name : TEXTS) {
            String text = args.text(name);
            if (text != null) {
                return JsonEdit.of(args).remove(name).text("text", text).text();
            }
        }
        return CompactJson.of(args);
    }
}
