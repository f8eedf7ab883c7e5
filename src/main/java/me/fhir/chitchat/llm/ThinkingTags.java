package me.fhir.chitchat.llm;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Takes the thinking between tags out of a model's text: {@code <think>}, {@code [THINK]} and the many other spellings. A
 * closing tag alone makes everything before it thinking, because chat templates often write the opening one themselves;
 * an opening tag alone makes thinking of everything after it.
 */
final class ThinkingTags {
    private static final String WORD =
            "(?:think(?:ing)?|thoughts?|reasoning|reflection|scratch_?pad|(?:inner|internal)_monologue)";

    private static final Pattern TAG = Pattern.compile(
            // <think>, <seed:think>, <thinking type="x">, </think>
            "<\\s*(?<c1>/)?\\s*(?:\\w+:)?" + WORD + "(?:\\s[^<>]*)?>"
                    // [THINK], [/THINK]
                    + "|(?<bracket>\\[\\s*(?<c2>/)?\\s*" + WORD + "\\s*])"
                    // ◁think▷, ◁/think▷
                    + "|\u25c1\\s*(?<c3>/)?\\s*" + WORD + "\\s*\u25b7"
                    // <|think|>, <|/think|>
                    + "|<\\|\\s*(?<c4>/)?\\s*" + WORD + "\\s*\\|>"
                    // <|START_THINKING|>, <|end_of_thought|>, <|thinking_end|>
                    + "|<\\|(?:(?:start|begin|(?<c5>end))(?:_of)?_" + WORD + "|" + WORD
                    + "_(?:start|begin|(?<c6>end)))\\|>"
                    // <unused94>thought … <unused95>
                    + "|<unused94>(?:thought\\b)?|(?<c7><unused95>)",
            Pattern.CASE_INSENSITIVE);

    private static final Pattern WRAPPED = Pattern.compile(
            "\\s*<(answer|response|output|final|final_answer|solution)>(.*)</\\1>\\s*",
            Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    private final String text;
    private final StringBuilder thinking = new StringBuilder();
    private final StringBuilder answer = new StringBuilder();

    private ThinkingTags(String text) {
        this.text = text;
    }

    /** The text in its two parts; the answer is the text itself when there is no tag in it. */
    static Split split(String text) {
        return text.indexOf('<') < 0 && text.indexOf('[') < 0 && text.indexOf('\u25c1') < 0
                ? new Split("", text)
                : new ThinkingTags(text).split();
    }

    /** The thinking and the answer. */
    record Split(String thinking, String answer) {}

    private Split split() {
        Matcher tag = TAG.matcher(text);
        int from = 0;
        int opened = -1;
        boolean found = false;
        while (tag.find()) {
            if (isMention(tag)) {
                continue;
            }
            found = true;
            String piece = text.substring(from, tag.start());
            boolean inside = opened >= 0;
            if (isClosing(tag)) {
                if (!inside) {
                    thinking.append(answer);
                    answer.setLength(0);
                }
                thinking.append(piece).append('\n');
                opened = -1;
            } else {
                (inside ? thinking : answer).append(piece);
                opened = inside ? opened : tag.start();
            }
            from = tag.end();
        }
        if (!found) {
            return new Split("", text);
        }
        rest(from, opened);
        return new Split(thinking.toString().strip(), unwrapped(answer.toString()));
    }

    private void rest(int from, int opened) {
        if (opened < 0) {
            answer.append(text, from, text.length());
        } else if (text.charAt(opened) == '[' && !answer.toString().isBlank()) {
            // A word in brackets amid a sentence that nothing closes is only a word.
            answer.append(text, opened, text.length());
        } else {
            thinking.append(text, from, text.length());
        }
    }

    private static String unwrapped(String answer) {
        Matcher wrapped = WRAPPED.matcher(answer);
        return wrapped.matches() ? wrapped.group(2).strip() : answer.strip();
    }

    /** Whether a tag stands in backquotes: then the text speaks about it. */
    private boolean isMention(Matcher tag) {
        return tag.start() > 0
                && text.charAt(tag.start() - 1) == '`'
                && tag.end() < text.length()
                && text.charAt(tag.end()) == '`';
    }

    private static boolean isClosing(Matcher tag) {
        for (int i = 1; i <= 7; i++) {
            if (tag.group("c" + i) != null) {
                return true;
            }
        }
        return false;
    }
}
