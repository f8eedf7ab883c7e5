package me.fhir.chitchat.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import me.fhir.chitchat.json.Json;
import me.fhir.chitchat.json.JsonStrings;
import org.jspecify.annotations.Nullable;

/**
 * A model's output, with its thinking separated. Thinking is separated from the answer only here: all that uses
 * {@link #content} can send, execute and store it.
 *
 * @param raw all of its text as it came, for debugging
 * @param content the answer; empty when there is none
 * @param reasoning its reasoning; empty when the provider returned none
 */
public record ModelOutput(String raw, String content, String reasoning, List<ToolCall> toolCalls) {
    private static final Pattern FENCED = Pattern.compile("\\s*```\\w*\\s*(.*?)\\s*```\\s*", Pattern.DOTALL);
    /** Marks of an answer's beginning and end that some servers leave in it. */
    private static final Pattern EDGES = Pattern.compile(
            "^\\s*(?:<\\|im_start\\|>(?:assistant)?|<\\|assistant\\|>|<\\|(?:START_RESPONSE|begin_of_solution)\\|>)\\s*"
                    + "|\\s*(?:<\\|(?:im_end|eot_id|end_of_text|endoftext|END_RESPONSE|end_of_solution)\\|>|</s>"
                    + "|<end_of_turn>)\\s*$",
            Pattern.CASE_INSENSITIVE);

    public ModelOutput {
        toolCalls = List.copyOf(toolCalls);
    }

    /** Output that holds no thinking. */
    public static ModelOutput plain(String content, List<ToolCall> toolCalls) {
        return new ModelOutput(content, content, "", toolCalls);
    }

    /**
     * Reads what a server sent.
     *
     * @param text the answer's text as the server sent it
     * @param reasoning what the server sent apart as reasoning; empty when nothing
     */
    public static ModelOutput read(String text, String reasoning, List<ToolCall> toolCalls) {
        String raw = reasoning.isBlank() ? text : "[reasoning]\n" + reasoning + "\n[content]\n" + text;
        ModelOutput read = apart(text);
        List<ToolCall> calls = new ArrayList<>();
        Stream.concat(toolCalls.stream(), read.toolCalls().stream()).forEach(call -> calls.add(clean(call)));
        if (read.content().isBlank() && calls.isEmpty()) {
            ModelOutput field = apart(reasoning);
            if (isWholeObject(field.content())) {
                // A server that takes the whole answer for reasoning: thinking never is one JSON object and
                // nothing else.
                return new ModelOutput(raw, field.content(), joined(field.reasoning(), read.reasoning()), calls);
            }
        }
        return new ModelOutput(raw, read.content(), joined(reasoning, read.reasoning()), calls);
    }

    private static ModelOutput apart(String text) {
        String plain = text.startsWith("\uFEFF") ? text.substring(1) : text;
        Json json = json(plain);
        if (json != null) {
            return new ModelOutput(text, JsonStrings.changed(json, ModelOutput::answerIn), "", List.of());
        }
        ChannelMarkup.Channels channels = ChannelMarkup.read(plain);
        ThinkingTags.Split split = ThinkingTags.split(channels == null ? plain : channels.answer());
        String answer = EDGES.matcher(split.answer()).replaceAll("");
        return channels == null
                ? new ModelOutput(text, answer, split.thinking(), List.of())
                : new ModelOutput(text, answer, joined(channels.thinking(), split.thinking()), channels.calls());
    }

    /** The text without the thinking in it. */
    private static String answerIn(String text) {
        ChannelMarkup.Channels channels = ChannelMarkup.read(text);
        return ThinkingTags.split(channels == null ? text : channels.answer()).answer();
    }

    private static ToolCall clean(ToolCall call) {
        Json arguments = json(call.arguments());
        return arguments == null
                ? call
                : new ToolCall(call.id(), call.name(), JsonStrings.changed(arguments, ModelOutput::answerIn));
    }

    /** The object, list or string that a text is; null when it is none. */
    private static @Nullable Json json(String text) {
        String start = text.stripLeading();
        return start.isEmpty() || "{[\"".indexOf(start.charAt(0)) < 0 ? null : Json.parseOrNull(text);
    }

    private static boolean isWholeObject(String text) {
        Matcher fenced = FENCED.matcher(text);
        return Json.objectOrNull(fenced.matches() ? fenced.group(1) : text) != null;
    }

    private static String joined(String one, String other) {
        if (one.isBlank() || other.isBlank()) {
            return one.isBlank() ? other.strip() : one.strip();
        }
        return one.strip() + "\n" + other.strip();
    }

    /** Whether there is nothing to use in it, however much was thought. */
    public boolean isEmpty() {
        return content.isBlank() && toolCalls.isEmpty();
    }
}
