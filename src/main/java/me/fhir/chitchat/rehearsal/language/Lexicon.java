package me.fhir.chitchat.rehearsal.language;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** The words by which the rehearsal recognises what a text says, of all languages it knows together. */
public final class Lexicon {
    /** Dimensions of the words that count things. */
    private static final Set<String> COUNTERS = Set.of("kai", "satsu", "mai", "dai", "people", "ken", "ko");

    public static final List<String> LANGUAGES = List.of("en", "de", "es", "fr", "ja", "ar");

    /** The "no" of a "no-smoking sign" denies nothing. */
    private static final Set<String> NEGATIONS = Set.of("negator", "negative", "no", "noneOf");

    /** Languages that are understood in part but not spoken. */
    private static final List<String> UNDERSTOOD = List.of("nl", "it", "pt");

    private static final int STEM = 6;
    private static final Pattern MARKS = Pattern.compile("\\p{M}+");
    private static final Pattern DIGRAPHS = Pattern.compile("(?<![qg])([aou])e(?=\\p{L})");
    private static final TextMemo<String> NORMAL = new TextMemo<>(Lexicon::normalise);
    private static final Lexicon ALL = new Lexicon();

    private final Map<String, List<String>> entries = new HashMap<>();
    private final Map<String, WordList> lists = new HashMap<>();
    private final Map<String, Unit> units = new HashMap<>();
    private final Map<String, BigDecimal> magnitudes = new HashMap<>();
    private final Map<String, Integer> months = new HashMap<>();
    private final Map<String, Integer> numbers = new HashMap<>();
    private final Map<String, Integer> ordinals = new HashMap<>();
    private final Map<String, BigDecimal> fractions = new HashMap<>();
    private final Map<String, String> synonyms = new HashMap<>();
    private final List<Opposite> opposites = new ArrayList<>();
    private final Set<String> stopWords = new HashSet<>();

    /**
     * A unit of measure.
     *
     * @param dimension what it measures; values of one dimension can be compared
     * @param factor how many of the dimension's basic unit it is
     */
    public record Unit(String dimension, BigDecimal factor) {}

    /** A word and the words that say its opposite. */
    public record Opposite(WordList word, WordList against) {}

    private Lexicon() {
        for (String language : LANGUAGES) {
            read(language);
        }
        for (String language : UNDERSTOOD) {
            read(language);
        }
        entries.forEach((name, words) -> lists.put(name, new WordList(words, !NEGATIONS.contains(name))));
        stopWords.addAll(entries.getOrDefault("stop", List.of()));
    }

    private void read(String language) {
        Properties properties = properties("lexicon_" + language);
        Map<String, Integer> joined = new HashMap<>();
        pairs(properties.getProperty("numbers", ""), (word, number) -> joined.put(word, Integer.valueOf(number)));
        JoinedNumbers.of(joined, words(properties.getProperty("numberJoin", "")), properties.getProperty("joinOne", ""))
                .forEach(numbers::putIfAbsent);
        for (String name : properties.stringPropertyNames()) {
            String value = properties.getProperty(name);
            switch (name) {
                case "units" ->
                    pairs(value, (word, unit) -> {
                        String[] parts = unit.split(":", -1);
                        units.putIfAbsent(word, new Unit(parts[0], new BigDecimal(parts[1])));
                    });
                case "magnitudes" -> pairs(value, (word, times) -> magnitudes.putIfAbsent(word, new BigDecimal(times)));
                case "months" -> pairs(value, (word, month) -> months.putIfAbsent(word, Integer.valueOf(month)));
                case "numberJoin", "joinOne" -> {
                    // Read with the numbers that they join.
                }
                case "ordinals" -> pairs(value, (word, number) -> ordinals.putIfAbsent(word, Integer.valueOf(number)));
                case "fractions" -> pairs(value, (word, number) -> fractions.putIfAbsent(word, new BigDecimal(number)));
                case "numbers" -> pairs(value, (word, number) -> numbers.putIfAbsent(word, Integer.valueOf(number)));
                case "synonyms" -> groups(value).forEach(this::synonyms);
                case "opposites" -> groups(value).forEach(this::opposite);
                default ->
                    entries.computeIfAbsent(name, unused -> new ArrayList<>())
                            .addAll(language.equals("de") ? withoutUmlauts(words(value)) : words(value));
            }
        }
    }

    /** As {@link #number}, for what is no whole number and counts before a unit only: "half a", "eineinhalb". */
    static @Nullable BigDecimal fraction(String word) {
        return ALL.fractions.get(word);
    }

    static Map<String, Integer> ordinals() {
        return ALL.ordinals;
    }

    static Set<String> fractionWords() {
        return ALL.fractions.keySet();
    }

    private void synonyms(String group) {
        List<String> words = words(group);
        String first = "=" + words.get(0);
        words.forEach(word -> synonyms.putIfAbsent(stem(word), first));
    }

    private void opposite(String group) {
        String[] sides = group.split("/", 2);
        opposites.add(new Opposite(new WordList(words(sides[0]), true), new WordList(words(sides[1]), true)));
    }

    /** The texts of {@code /rehearsal/<name>.properties}. */
    public static Properties properties(String name) {
        try (InputStream in = Lexicon.class.getResourceAsStream("/rehearsal/" + name + ".properties")) {
            if (in == null) {
                throw new IllegalStateException("not in the jar: rehearsal/" + name + ".properties");
            }
            Properties properties = new Properties();
            properties.load(new InputStreamReader(in, StandardCharsets.UTF_8));
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private interface Pair {
        void accept(String word, String value);
    }

    private static void pairs(String value, Pair pair) {
        for (String entry : words(value)) {
            int equals = entry.lastIndexOf('=');
            pair.accept(entry.substring(0, equals), entry.substring(equals + 1));
        }
    }

    private static List<String> groups(String value) {
        return List.of(value.split(";", -1)).stream()
                .filter(group -> !group.isBlank())
                .toList();
    }

    private static List<String> words(String value) {
        return List.of(value.split(",", -1)).stream()
                .map(Lexicon::normalise)
                .filter(word -> !word.isEmpty())
                .toList();
    }

    /** The words, those with umlauts also as they are written in identifiers: {@code begruendung}. */
    private static List<String> withoutUmlauts(List<String> words) {
        Set<String> all = new LinkedHashSet<>(words);
        words.forEach(word -> all.add(
                word.replace("ä", "ae").replace("ö", "oe").replace("ü", "ue").replace("ß", "ss")));
        return List.copyOf(all);
    }

    /** The beginning of a word that its other forms share. */
    public static String stem(String word) {
        String plain = withoutDigraphs(
                MARKS.matcher(Normalizer.normalize(word, Normalizer.Form.NFD)).replaceAll(""));
        if (!plain.isEmpty() && Character.UnicodeScript.of(plain.codePointAt(0)) != Character.UnicodeScript.LATIN) {
            return word;
        }
        String bare = plain;
        if (bare.length() > 4 && bare.endsWith("ies")) {
            bare = bare.substring(0, bare.length() - 3) + "y";
        } else if (bare.length() > 5 && bare.endsWith("ing")) {
            bare = bare.substring(0, bare.length() - 3);
        } else if (bare.length() > 3 && bare.endsWith("s") && !bare.endsWith("ss")) {
            bare = bare.substring(0, bare.length() - 1);
        } else if (bare.length() > 5 && bare.endsWith("ed")) {
            bare = bare.substring(0, bare.length() - 2);
        }
        if (bare.length() > 5 && bare.endsWith("aux")) {
            bare = bare.substring(0, bare.length() - 2) + "l";
        }
        return withoutPluralEnding(bare.length() > STEM ? bare.substring(0, STEM) : bare);
    }

    /** "Hunde" and "Hunden" are forms of "Hund", "Monate" and "Monaten" of "Monat". */
    private static String withoutPluralEnding(String word) {
        if (word.length() > 5 && word.endsWith("en")) {
            return word.substring(0, word.length() - 2);
        }
        return word.length() > 4 && word.endsWith("e") ? word.substring(0, word.length() - 1) : word;
    }

    /** Umlauts as they are written in identifiers, {@code hoehe}, are the vowels that are left of them in "Höhe". */
    private static String withoutDigraphs(String plain) {
        return DIGRAPHS.matcher(plain.replace("ß", "ss")).replaceAll("$1");
    }

    /** Lower case, one kind of apostrophe, one form of each character, single spaces. */
    public static String normal(String text) {
        return NORMAL.of(text);
    }

    private static String normalise(String text) {
        return westernDigits(Normalizer.normalize(text, Normalizer.Form.NFKC))
                .toLowerCase(Locale.ROOT)
                .replace('\u2019', '\'')
                .replace('\u2018', '\'')
                .replaceAll("\\s+", " ")
                .strip();
    }

    private static String westernDigits(String text) {
        if (text.chars().noneMatch(c -> c > '9' && Character.isDigit(c))) {
            return text;
        }
        StringBuilder out = new StringBuilder(text);
        for (int i = 0; i < out.length(); i++) {
            if (Character.isDigit(out.charAt(i))) {
                out.setCharAt(i, (char) ('0' + Character.digit(out.charAt(i), 10)));
            }
        }
        return out.toString();
    }

    public static WordList list(String name) {
        WordList list = ALL.lists.get(name);
        if (list == null) {
            throw new IllegalArgumentException("no word list " + name);
        }
        return list;
    }

    public static @Nullable Unit unit(String word) {
        return ALL.units.get(word);
    }

    /** Whether a dimension is measured in units; people and times are counted. */
    public static boolean isMeasure(String dimension) {
        return !COUNTERS.contains(dimension)
                && ALL.units.values().stream().anyMatch(unit -> unit.dimension().equals(dimension));
    }

    public static Set<String> unitWords() {
        return ALL.units.keySet();
    }

    /** How many such a word behind a number stands for, such as "million". */
    static BigDecimal magnitude(String word) {
        return ALL.magnitudes.getOrDefault(word, BigDecimal.ONE);
    }

    public static Set<String> magnitudeWords() {
        return ALL.magnitudes.keySet();
    }

    static @Nullable Integer month(String word) {
        return ALL.months.get(word);
    }

    static Set<String> monthWords() {
        return ALL.months.keySet();
    }

    public static @Nullable Integer number(String word) {
        return ALL.numbers.get(word);
    }

    static Set<String> numberWords() {
        return ALL.numbers.keySet();
    }

    static boolean isStopWord(String word) {
        return ALL.stopWords.contains(word);
    }

    /** The key under which all words of one meaning are compared. */
    public static String key(String stem) {
        return ALL.synonyms.getOrDefault(stem, stem);
    }

    public static List<Opposite> opposites() {
        return ALL.opposites;
    }
}
