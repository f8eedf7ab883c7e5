package me.fhir.chitchat.llm;

import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Reads the channels of gpt-oss models (the harmony format) where a server passes their marks on as text: only the channel
 * {@code final} is the answer, and a message with a recipient is a tool call.
 */
final class ChannelMarkup {
    private static final Pattern MARK =
            Pattern.compile("<(?:\\|(start|end|message|channel|constrain|return|call)\\|?|(channel|message)\\|)>");
    private static final Pattern RECIPIENT = Pattern.compile("to=([\\w.:-]+)");
    private static final Pattern CHANNEL =
            Pattern.compile("^\\s*(?:assistant\\s*)?(analysis|commentary|final|thought|thinking)\\b");

    /** Without its marks, as servers print it that drop special tokens. */
    private static final Pattern BARE =
            Pattern.compile("^\\s*analysis(.*)assistant(?:final|(?=commentary to=))(.*)$", Pattern.DOTALL);

    private final StringBuilder thinking = new StringBuilder();
    private final StringBuilder answer = new StringBuilder();
    private final List<ToolCall> calls = new ArrayList<>();
    private final StringBuilder header = new StringBuilder();
    private @Nullable StringBuilder body;

    private ChannelMarkup() {}

    /** The contents of the channels. */
    record Channels(String thinking, String answer, List<ToolCall> calls) {}

    /** The text by its channels; null when it has none. */
    static @Nullable Channels read(String text) {
        Matcher bare = BARE.matcher(text);
        if (bare.matches()) {
            return new Channels(bare.group(1).strip(), bare.group(2).strip(), List.of());
        }
        Matcher mark = MARK.matcher(text);
        if (!mark.find()) {
            return null;
        }
        ChannelMarkup markup = new ChannelMarkup();
        int from = 0;
        do {
            markup.text(text.substring(from, mark.start()));
            markup.mark(mark.group(1) == null ? mark.group(2) : mark.group(1));
            from = mark.end();
        } while (mark.find());
        markup.text(text.substring(from));
        markup.flush();
        return new Channels(
                markup.thinking.toString().strip(), markup.answer.toString().strip(), markup.calls);
    }

    private void text(String piece) {
        (body == null ? header : body).append(piece);
    }

    private void mark(String word) {
        switch (word) {
            case "message" -> body = new StringBuilder();
            case "constrain" -> text(" ");
            case "channel" -> {
                // "<|start|>assistant to=functions.x<|channel|>commentary" is one header.
                if (body != null || !header.toString().strip().startsWith("assistant")) {
                    flush();
                }
                text(" ");
            }
            case "start" -> {
                // What no channel holds and another message follows was not the final answer.
                unmarkedIsThinking();
                flush();
            }
            default -> {
                if (body == null && CHANNEL.matcher(header).find()) {
                    flush();
                }
            }
        }
    }

    private void unmarkedIsThinking() {
        if (body == null
                && !CHANNEL.matcher(header).find()
                && !header.toString().isBlank()) {
            add(thinking, header.toString());
            header.setLength(0);
        }
    }

    private void flush() {
        String head = header.toString();
        Matcher channel = CHANNEL.matcher(head.replaceFirst("to=[\\w.:-]+", ""));
        String name = channel.find() ? channel.group(1) : "";
        Matcher recipient = RECIPIENT.matcher(head);
        String written = body != null ? body.toString() : name.isEmpty() ? head : channel.replaceFirst("");
        header.setLength(0);
        body = null;
        if (written.isBlank() || written.strip().equals("assistant")) {
            return;
        }
        if (recipient.find()) {
            calls.add(new ToolCall("call_" + calls.size(), recipient.group(1), written.strip()));
        } else {
            add(name.isEmpty() || name.equals("final") ? answer : thinking, written);
        }
    }

    private static void add(StringBuilder to, String piece) {
        to.append(to.isEmpty() ? "" : "\n").append(piece.strip());
    }
}
