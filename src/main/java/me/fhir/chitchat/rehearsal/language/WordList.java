package me.fhir.chitchat.rehearsal.language;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Words and phrases to look for in a normalised text; a star at an entry's end stands for any ending, one at
 * its start for any beginning, as in compounds.
 */
public final class WordList {
    private static final Pattern SCRIPT_WITHOUT_SPACES = Pattern.compile("[\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]");

    private static final Pattern NONE = Pattern.compile("(?!)");

    private static final AtomicInteger LISTS = new AtomicInteger();
    /** Of each text what is known of each list, by its number: nothing, {@link #PRESENT} or {@link #ABSENT}. */
    private static final TextMemo<byte[]> FOUND = new TextMemo<>(text -> new byte[LISTS.get()]);

    private static final byte PRESENT = 1;
    private static final byte ABSENT = 2;

    private final int number = LISTS.getAndIncrement();
    private final Pattern pattern;
    /** Most characters of a text begin no entry: a search tries only the entries that begin with the character at hand. */
    private final Map<Character, FirstCharacterEntries> byFirst;
    /** The entries that may begin with any letters. */
    private final @Nullable Pattern openStart;

    /**
     * Entries with the same first character.
     *
     * @param atWordStart whether all of them stand at the beginning of a word
     */
    private record FirstCharacterEntries(Pattern pattern, boolean atWordStart) {
        boolean isAt(String text, int index) {
            return pattern.matcher(text)
                    .region(index, text.length())
                    .useTransparentBounds(true)
                    .useAnchoringBounds(false)
                    .lookingAt();
        }
    }

    /**
     * A list of entries.
     *
     * @param compounds whether an entry is also found as the first part of a word with a hyphen
     */
    WordList(List<String> entries, boolean compounds) {
        List<String> sorted = entries.stream()
                .filter(entry -> !entry.isBlank())
                .sorted(Comparator.comparingInt(String::length).reversed())
                .toList();
        this.pattern = any(sorted, compounds);
        Map<Character, List<String>> groups = new HashMap<>();
        List<String> open = new ArrayList<>();
        for (String entry : sorted) {
            if (isOpenStart(entry)) {
                open.add(entry);
            } else {
                groups.computeIfAbsent(entry.charAt(0), first -> new ArrayList<>())
                        .add(entry);
            }
        }
        this.byFirst = new HashMap<>();
        groups.forEach((first, group) -> byFirst.put(
                first,
                new FirstCharacterEntries(any(group, compounds), group.stream().allMatch(WordList::atWordStart))));
        this.openStart = open.isEmpty() ? null : any(open, compounds);
    }

    private static Pattern any(List<String> entries, boolean compounds) {
        String alternatives = entries.stream()
                .map(entry -> expression(entry) + (compounds ? "" : "(?!-\\p{L})"))
                .collect(Collectors.joining("|"));
        return Pattern.compile(alternatives.isEmpty() ? "(?!)" : alternatives);
    }

    private static boolean isOpenStart(String entry) {
        return entry.startsWith("*") && entry.length() > 1;
    }

    private static boolean atWordStart(String entry) {
        return Character.isLetterOrDigit(entry.charAt(0))
                && !SCRIPT_WITHOUT_SPACES.matcher(entry).find();
    }

    private static String expression(String entry) {
        boolean openStart = isOpenStart(entry);
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
        byte[] found = FOUND.of(normalised);
        if (number >= found.length) {
            return search(normalised);
        }
        // Threads that search at the same time find the same, so the last may win.
        if (found[number] == 0) {
            found[number] = search(normalised) ? PRESENT : ABSENT;
        }
        return found[number] == PRESENT;
    }

    private boolean search(String normalised) {
        boolean inWord = false;
        for (int i = 0; i < normalised.length(); i++) {
            char first = normalised.charAt(i);
            FirstCharacterEntries entries = byFirst.get(first);
            if (entries != null && !(inWord && entries.atWordStart()) && entries.isAt(normalised, i)) {
                return true;
            }
            inWord = Character.isLetterOrDigit(first);
        }
        return openStart != null && openStart.matcher(normalised).find();
    }

    /** The expression that finds an entry. */
    @Override
    public String toString() {
        return pattern.pattern();
    }

    /** Whether the text begins with an entry. */
    public boolean starts(String normalised) {
        FirstCharacterEntries entries = normalised.isEmpty() ? null : byFirst.get(normalised.charAt(0));
        return (entries != null && entries.isAt(normalised, 0))
                || (openStart != null && openStart.matcher(normalised).lookingAt());
    }

    /** Whether the text is an entry. */
    public boolean is(String normalised) {
        return pattern.matcher(normalised).matches();
    }

    /** Finds the entries in a text; most texts have none, which is found out faster. */
    public Matcher matcher(String normalised) {
        return (isIn(normalised) ? pattern : NONE).matcher(normalised);
    }
}
