package me.fhir.chitchat.rehearsal.language;

import java.util.Comparator;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/**
 * Words and phrases to look for in a normalised text; a star at an entry's end stands for any ending, one at
 * its start for any beginning, as in compounds.
 */
public final class WordList {
    private static final Pattern SCRIPT_WITHOUT_SPACES = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    private final Pattern pattern;

    WordList(List<String> entries) {
        String alternatives = entries.stream()
                .filter(entry -> !entry.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(WordList::expression)
                .collect(Collectors.joining("|"));
        this.pattern = Pattern.compile(alternatives.isEmpty() ? "(?!)" : alternatives);
    }

    private static String expression(String entry) {
        boolean openStart = entry.startsWith("*") && entry.length() > 1;
        boolean open = entry.endsWith("*");
        String word = Pattern.quote(entry.substring(openStart ? 1 : 0, entry.length() - (open ? 1 : 0)));
        if (SCRIPT_WITHOUT_SPACES.matcher(entry).find()) {
            return word;
        }
        String start = openStart
                ? "(?<![\\p{L}\\p{N}])\\p{L}*"
                : Character.isLetterOrDigit(entry.charAt(0)) ? "(?<![\\p{L}\\p{N}])" : "";
        boolean bounded = !open && Character.isLetterOrDigit(entry.charAt(entry.length() - 1));
        return start + word + (open ? "\\p{L}*+" : bounded ? "(?![\\p{L}\\p{N}])" : "");
    }

    public boolean isIn(String normalised) {
        return pattern.matcher(normalised).find();
    }

    /** Whether the text begins with an entry. */
    public boolean starts(String normalised) {
        return pattern.matcher(normalised).lookingAt();
    }

    /** Whether the text is an entry. */
    public boolean is(String normalised) {
        return pattern.matcher(normalised).matches();
    }

    public Matcher matcher(String normalised) {
        return pattern.matcher(normalised);
    }
}
