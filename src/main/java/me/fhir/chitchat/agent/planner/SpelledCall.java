package me.fhir.chitchat.agent.planner;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonEdit;
import me.fhir.chitchat.json.JsonSyntaxException;
import me.fhir.chitchat.json.LenientJson;
import me.fhir.chitchat.json.StoredJson;
import org.jspecify.annotations.Nullable;

/**
 * Finds tool calls that are spelled out in text instead of being one object: {@code NAME[ARGS]{…}}, {@code Action: NAME …
 * Action Input: {…}}, {@code NAME(text="…")}, {@code <function=NAME><parameter=text>…}.
 */
final class SpelledCall {
    private static final int MAX_TEXT_LENGTH = 50_000;
    private static final int MAX_GAP = 80;
    /** The separators between a tool's name and its arguments. */
    private static final Pattern FILLER = Pattern.compile(
            "(?:json|args|arguments|action|input|constrain|message|commentary|call|parameters|[^\\p{L}])*",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern KEYWORD = Pattern.compile(
            "\\G\\s*(\\w+)\\s*=\\s*(?:\"((?:[^\"\\\\]|\\\\.){0,4000}+)\"|'((?:[^'\\\\]|\\\\.){0,4000}+)'|([-\\w.]+))\\s*,?");
    private static final Pattern PARAMETER = Pattern.compile(
            "<parameter(?:=|\\s+name\\s*=\\s*)\"?(\\w+)\"?\\s*>\\s*(.*?)\\s*</parameter>", Pattern.DOTALL);

    private final ToolNames names;
    private final StepObjects objects;

    SpelledCall(ToolNames names, StepObjects objects) {
        this.names = names;
        this.objects = objects;
    }

    /** The calls in a text that holds no step as an object. */
    List<ModelAnswer> in(String content) {
        String text = content.substring(0, Math.min(content.length(), MAX_TEXT_LENGTH));
        List<ModelAnswer> calls = new ArrayList<>();
        for (String name : names.all()) {
            Matcher found = Pattern.compile("(?<![\\w])" + Pattern.quote(name) + "(?![\\w])")
                    .matcher(text);
            while (calls.isEmpty() && found.find()) {
                Json.Object args = arguments(text, found.end());
                if (args != null && names.mayMean(word(text, found.start(), found.end()), name)) {
                    calls.add(objects.step("", name, args));
                }
            }
        }
        return calls;
    }

    /** The token there, with everything joined to its beginning. */
    private static String word(String text, int start, int end) {
        int from = start;
        while (from > 0
                && (Character.isLetterOrDigit(text.charAt(from - 1)) || "_-.:/".indexOf(text.charAt(from - 1)) >= 0)) {
            from--;
        }
        return text.substring(from, end);
    }

    private static Json.@Nullable Object arguments(String text, int from) {
        int brace = text.indexOf('{', from);
        if (brace >= 0
                && brace - from <= MAX_GAP
                && FILLER.matcher(text.substring(from, brace)).matches()) {
            List<Json.Object> found = LenientJson.objects(text.substring(brace));
            return found.isEmpty() ? null : found.get(0);
        }
        String rest = text.substring(from).stripLeading();
        if (rest.startsWith("(")) {
            return keywords(rest.substring(1));
        }
        return rest.startsWith(">") || rest.startsWith("\">") ? parameters(rest) : null;
    }

    private static Json.@Nullable Object keywords(String text) {
        JsonEdit args = JsonEdit.of(Json.Object.EMPTY);
        Matcher keyword = KEYWORD.matcher(text);
        while (keyword.find()) {
            String quoted = keyword.group(2) == null ? keyword.group(3) : keyword.group(2);
            if (quoted == null) {
                value(args, keyword.group(1), keyword.group(4));
            } else {
                args.text(keyword.group(1), unescaped(quoted));
            }
        }
        return unlessEmpty(args);
    }

    private static Json.@Nullable Object parameters(String text) {
        JsonEdit args = JsonEdit.of(Json.Object.EMPTY);
        Matcher parameter = PARAMETER.matcher(text);
        while (parameter.find()) {
            value(args, parameter.group(1), parameter.group(2));
        }
        return unlessEmpty(args);
    }

    private static Json.@Nullable Object unlessEmpty(JsonEdit args) {
        Json.Object object = StoredJson.object(args.text());
        return object.members().isEmpty() ? null : object;
    }

    private static String unescaped(String text) {
        return text.replace("\\n", "\n").replaceAll("\\\\(.)", "$1");
    }

    /** Sets an argument to the value that its text is as JSON, or to the text itself. */
    private static void value(JsonEdit args, String name, String text) {
        try {
            Json value = Json.parse(text);
            args.set(name, json -> json.value(value));
        } catch (JsonSyntaxException e) {
            args.text(name, text);
        }
    }
}
