package me.fhir.chitchat.rehearsal.language;

import java.util.regex.Matcher;

/** The words around a figure that say how it is meant, such as "at least" before and "or older" behind. */
public final class FigureWords {
    private FigureWords() {}

    /** "25 or older" and "aged 25" are years. */
    public static Quantity asAge(Quantity quantity, String before, String after) {
        boolean age = quantity.isBare() && (endsWith("aged", before) || follows("orOlder", after));
        return age
                ? QuantityParser.in(quantity.number().toPlainString() + " years")
                        .get(0)
                : quantity;
    }

    /** Whether such a phrase follows, with at most two words between, as in "15 mg weekly or more". */
    public static boolean follows(String list, String after) {
        Matcher phrase = Lexicon.list(list).matcher(after);
        return phrase.find() && after.substring(0, phrase.start()).matches("(?:[\\p{L}/]+ ){0,2}");
    }

    /** Whether the last such phrase stands right before the number, with at most two words between. */
    public static boolean endsWith(String list, String before) {
        return startOf(list, before) >= 0;
    }

    /** Whether a text ends in such a phrase. */
    public static boolean isAtEnd(String list, String text) {
        Matcher phrases = Lexicon.list(list).matcher(text);
        int end = -1;
        while (phrases.find()) {
            end = phrases.end();
        }
        return end >= 0 && end == text.length();
    }

    /** Where the last such phrase begins that stands right before the number; -1 when there is none. */
    public static int startOf(String list, String before) {
        Matcher phrases = Lexicon.list(list).matcher(before);
        int start = -1;
        int end = -1;
        while (phrases.find()) {
            start = phrases.start();
            end = phrases.end();
        }
        if (end < 0) {
            return -1;
        }
        String between = before.substring(end).strip();
        boolean near = between.isEmpty() || (between.split(" ", -1).length <= 2 && between.matches("[\\p{L}' ]*"));
        return near ? start : -1;
    }
}
