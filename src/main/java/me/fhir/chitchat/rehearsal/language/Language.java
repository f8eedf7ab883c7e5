package me.fhir.chitchat.rehearsal.language;

import java.util.Arrays;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** Detects in which of the known languages a text is written. */
public final class Language {
    /** A language that there are no phrases for. */
    static final String NONE = "none";

    private static final Pattern KANA = Pattern.compile("[\\p{IsHiragana}\\p{IsKatakana}]");
    private static final Pattern ARABIC = Pattern.compile("[\\p{IsArabic}&&\\p{L}]");
    private static final Pattern LATIN = Pattern.compile("\\p{IsLatin}");
    private static final Pattern OTHER_LETTER = Pattern.compile("[\\p{L}&&[^\\p{IsLatin}]]");
    private static final double MIN_SHARE = 0.12;
    private static final int FEW_WORDS = 5;
    private static final Map<String, Set<String>> WORDS = words();

    private Language() {}

    private static Map<String, Set<String>> words() {
        Map<String, Set<String>> words = new HashMap<>();
        for (String language : List.of("en", "de", "es", "fr")) {
            words.put(language, split(Lexicon.properties("lexicon_" + language), "stop"));
        }
        Properties neighbours = Lexicon.properties("neighbour_languages");
        neighbours.stringPropertyNames().forEach(language -> words.put(language, split(neighbours, language)));
        return words;
    }

    private static Set<String> split(Properties properties, String name) {
        return new HashSet<>(Arrays.asList(properties.getProperty(name, "").split(",", -1)));
    }

    /** Whether a text is long and plain enough for language detection. */
    public static boolean isClear(String text) {
        return !guess(text).isEmpty();
    }

    /** Whether a text is of more than a few words and clear. */
    public static boolean isSure(String text) {
        boolean spaced = Lexicon.normal(text).split("[^\\p{L}]+", FEW_WORDS + 2).length > FEW_WORDS;
        return isClear(text) && (spaced || KANA.matcher(text).find());
    }

    /** The language's code, or {@link #NONE}. */
    public static String of(String text) {
        String guess = guess(text);
        return guess.isEmpty() ? NONE : guess;
    }

    /** The language's code, {@link #NONE} for one without phrases, empty when the text does not show it. */
    private static String guess(String text) {
        if (KANA.matcher(text).find()) {
            return "ja";
        }
        long other = OTHER_LETTER.matcher(text).results().limit(2_000).count();
        long latin = LATIN.matcher(text).results().limit(4_000).count();
        if (other > latin) {
            return ARABIC.matcher(text).results().limit(2_000).count() * 2 > other ? "ar" : NONE;
        }
        String[] tokens = Lexicon.normal(text).split("[^\\p{L}]+", 2_000);
        String best = NONE;
        int most = 0;
        for (Map.Entry<String, Set<String>> language : new TreeMap<>(WORDS).entrySet()) {
            int hits = (int)
                    Arrays.stream(tokens).filter(language.getValue()::contains).count();
            if (hits > most) {
                most = hits;
                best = language.getKey();
            }
        }
        boolean sure = most >= 2 && most >= MIN_SHARE * tokens.length;
        if (sure) {
            return Lexicon.LANGUAGES.contains(best) ? best : NONE;
        }
        return tokens.length < 4 ? "en" : "";
    }
}
