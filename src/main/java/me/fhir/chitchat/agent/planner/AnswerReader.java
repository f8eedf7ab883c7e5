package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.conversation.MessagePayload;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.LenientJson;
import me.fhir.chitchat.llm.ChatResponse;
import me.fhir.chitchat.llm.ToolCall;
import org.jspecify.annotations.Nullable;

/** Reads a model's answer as a step, however the model or its server may have dressed it. */
final class AnswerReader {
    private static final Pattern FENCED = Pattern.compile("\\s*```\\w*\\s*(.*?)\\s*```\\s*", Pattern.DOTALL);
    /** The beginning of an object, not just of a gap in a letter such as {@code {name}}. */
    private static final Pattern OBJECT_BEGINS = Pattern.compile("\\{\\s*(?:[\"'}]|\\w+\"?\\s*:|$)");

    /** The beginning of an object whose quotes or line breaks are escaped, as in a string that lost its own quotes. */
    private static final Pattern ESCAPED_OBJECT = Pattern.compile("[{]\\\\[\"n]");

    private static final int MAX_DEPTH = 3;

    private final ToolNames names;
    private final StepObjects objects;

    AnswerReader(ToolNames names) {
        this.names = names;
        this.objects = new StepObjects(names);
    }

    /** The step that an answer means, or why it means none. */
    ModelAnswer read(ChatResponse response) {
        String content = response.content();
        List<ModelAnswer> written = inText(content, 0);
        List<ModelAnswer> called = new ArrayList<>();
        for (ToolCall call : response.toolCalls()) {
            called.add(objects.stepWithText("", call.name(), call.arguments()));
        }
        ModelAnswer.@Nullable Step step = first(written);
        if (step != null) {
            return step;
        }
        step = first(called);
        if (step != null) {
            return OBJECT_BEGINS.matcher(content).find() ? step : step.because(content.strip());
        }
        step = first(new SpelledCall(names, objects).in(content));
        if (step != null) {
            return step;
        }
        if (response.cutOff()) {
            return new ModelAnswer.Unusable("it was cut off at the token limit; think less and write less");
        }
        return unusableOrProse(content, written.isEmpty() ? called : written);
    }

    /** The first step, with the number of different ones that follow it. */
    private static ModelAnswer.@Nullable Step first(List<ModelAnswer> answers) {
        Set<ModelAnswer.Step> steps = new LinkedHashSet<>();
        for (ModelAnswer answer : answers) {
            if (answer instanceof ModelAnswer.Step step) {
                steps.add(step);
            }
        }
        if (steps.isEmpty()) {
            return null;
        }
        ModelAnswer.Step first = steps.iterator().next();
        return new ModelAnswer.Step(first.reasoning(), first.tool(), first.args(), steps.size() - 1);
    }

    private ModelAnswer unusableOrProse(String content, List<ModelAnswer> failed) {
        if (!failed.isEmpty()) {
            return failed.get(0);
        }
        if (OBJECT_BEGINS.matcher(content).find()) {
            return new ModelAnswer.Unusable("the JSON object is broken or cut off");
        }
        if (content.isBlank() || namesATool(content)) {
            return new ModelAnswer.Unusable("there is no JSON object in it");
        }
        // Words for the other side, by a model that does not keep to the form.
        return new ModelAnswer.Step(
                "", CoreTool.SEND.word(), MessagePayload.text(content.strip()).text());
    }

    /** Whether the words speak of a tool by a name that no letter to the other side would hold. */
    private boolean namesATool(String content) {
        return names.all().stream()
                .filter(name -> name.matches(".*(?:[a-z][A-Z]|_).*"))
                .anyMatch(content::contains);
    }

    private List<ModelAnswer> inText(String text, int depth) {
        Matcher fenced = FENCED.matcher(text);
        String inner = (fenced.matches() ? fenced.group(1) : text).strip();
        String decoded = depth < MAX_DEPTH ? decoded(inner) : null;
        if (decoded != null) {
            return inText(decoded, depth + 1);
        }
        List<Json.Object> found = LenientJson.objects(inner);
        boolean alone = found.size() == 1 && inner.startsWith("{") && inner.endsWith("}");
        List<ModelAnswer> answers = new ArrayList<>();
        found.forEach(object -> answers.addAll(objects.answers(object, alone)));
        return answers;
    }

    /** The text in a JSON string, or in one whose quotes were lost; null when it is none. */
    private static @Nullable String decoded(String text) {
        boolean escaped = ESCAPED_OBJECT.matcher(text).lookingAt();
        if (!escaped && !(text.startsWith("\"") && text.endsWith("\""))) {
            return null;
        }
        try {
            return Json.parse(escaped ? "\"" + text + "\"" : text) instanceof Json.Text inner ? inner.value() : null;
        } catch (JsonSyntaxException e) {
            return null;
        }
    }
}
