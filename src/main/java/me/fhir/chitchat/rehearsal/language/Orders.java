package me.fhir.chitchat.rehearsal.language;

import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** Text that tries to instruct the one who reads it instead of telling something. */
public final class Orders {
    private static final Pattern HIDDEN = Pattern.compile("<!--.*?(-->|\\z)", Pattern.DOTALL);

    /** A machine's role before what it is told; an "operating system:" is none. */
    private static final Pattern ROLE =
            Pattern.compile("(?im)(?:^|[.!?>\\])}\"'“#*_-])[\\s#*_]{0,6}(?:system|assistant)\\s?:");

    private Orders() {}

    public static boolean areIn(String text) {
        return Lexicon.list("injection").isIn(Lexicon.normal(text))
                || ROLE.matcher(text).find()
                || Sentences.of(text).stream().map(Lexicon::normal).anyMatch(Orders::isOrder);
    }

    /** Whether a sentence says to drop the rules; the word "instructions" alone belongs to many a case. */
    private static boolean isOrder(String sentence) {
        return Lexicon.list("orderVerb").isIn(sentence)
                && Lexicon.list("orderObject").isIn(sentence);
    }

    /** What is left of a text without its orders: no fact for a decision, but something that can be answered. */
    public static String without(String text) {
        return areIn(text)
                ? HIDDEN.matcher(text)
                        .replaceAll("\n")
                        .lines()
                        .map(Orders::withoutInLine)
                        .collect(Collectors.joining("\n"))
                : text;
    }

    private static String withoutInLine(String line) {
        return areIn(line)
                ? Sentences.of(line).stream()
                        .filter(sentence -> !areIn(sentence))
                        .collect(Collectors.joining(" "))
                : line;
    }
}
