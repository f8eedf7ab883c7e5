package me.fhir.chitchat.rehearsal.language;

import java.util.List;
import java.util.Map;
import java.util.Properties;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** What the rehearsal says in one language; it does not say the same sentence twice. */
public final class Phrases {
    private static final Map<String, Properties> ALL = Stream.concat(
                    Lexicon.LANGUAGES.stream(), Stream.of(Language.NONE))
            .collect(Collectors.toUnmodifiableMap(
                    Function.identity(), language -> Lexicon.properties("phrases_" + language)));
    /** What stands behind two statements that do not fit together. */
    private static final List<String> WHICH_IS_RIGHT = ALL.values().stream()
            .map(phrases -> phrases.getProperty("ask.which", "").replaceFirst(".*\\{0}[\\s.。،]*", ""))
            .filter(end -> end.length() > 2)
            .toList();
    /** How a field's name writes an umlaut, but not "Steuer", "Quelle" or "aktuell". */
    private static final Pattern UMLAUT = Pattern.compile("(?<![aeqAEQ])([aou])e(?!ll|i)");

    /** A word in small letters that may be a unit, such as "woche". */
    private static final Pattern UNIT = Pattern.compile("(?<=\\s)\\p{Ll}{3,}");

    /** What begins a title in front of a noun: an adjective ("Nächtliche Beleuchtung"), an article or a comparison. */
    private static final Pattern BEFORE_NOUN = Pattern.compile(
            "^(?:\\p{Lu}\\p{Ll}+(?:e|er|es|en)(?= \\p{Lu})|(?:Kein|Ein|Mindestens|Höchstens|Zwischen|Nicht|Mehr|Weniger)\\b)",
            Pattern.UNICODE_CHARACTER_CLASS);

    private static final Pattern NUMBER_OF =
            Pattern.compile("^(num[eé]ro|date|fecha) (?!del? |du |d')(\\p{Ll})(?=\\p{Ll}{3})");

    private static final int MAX_VARIANTS = 9;

    private static final TextMemo<Pattern> FORMS = new TextMemo<>(Pattern::compile);

    private final String language;
    private final boolean individual;
    private final Properties phrases;
    private final SpokenText written;
    private final List<String> spoken;

    /** @param spoken the agent's messages so far */
    public Phrases(String language, List<String> spoken) {
        this(language, spoken, false);
    }

    /** @param individual whether the agent speaks for one person, who says "I" */
    public Phrases(String language, List<String> spoken, boolean individual) {
        this.individual = individual;
        this.language = language;
        Properties known = ALL.get(language);
        if (known == null) {
            throw new IllegalArgumentException("no phrases for " + language);
        }
        this.phrases = known;
        this.written = SpokenText.of(language, known);
        this.spoken = List.copyOf(spoken);
    }

    /** Whether this asks for the one that the case is about, in the words of the rehearsal in any language. */
    public static boolean isIdentityQuestion(String question) {
        return ALL.values().stream()
                .map(phrases -> phrases.getProperty("identity", ""))
                .anyMatch(asked -> !asked.isEmpty() && question.contains(asked));
    }

    /** Whether a message of the rehearsal, in any language, asks which of two statements is right. */
    public static boolean asksWhichIsRight(String message) {
        return WHICH_IS_RIGHT.stream().anyMatch(message::contains);
    }

    /** Whether nouns have capitals everywhere in a sentence. */
    public boolean capitalisesNouns() {
        return language.equals("de");
    }

    public boolean hasWords() {
        return !language.equals(Language.NONE);
    }

    /** The phrase's first variant that was not said before; empty when all were, or the language has none. */
    public String fresh(String name, String... values) {
        for (int n = 1; n <= MAX_VARIANTS; n++) {
            String phrase = phrase(name + "." + n);
            if (phrase == null) {
                return "";
            }
            String filled = written.polished(PhraseTemplate.filled(phrase, values));
            if (spoken.stream().noneMatch(message -> message.contains(filled))) {
                return filled;
            }
        }
        return "";
    }

    /** A phrase that may be said again, such as a template. */
    public String always(String name, String... values) {
        String phrase = phrase(name);
        return phrase == null ? "" : written.polished(PhraseTemplate.filled(phrase, values));
    }

    /** The phrase as an organisation or as one person says it. */
    private @Nullable String phrase(String name) {
        String own = individual ? phrases.getProperty(name + ".me") : null;
        return own == null ? phrases.getProperty(name) : own;
    }

    /** Whether a text is written in the language's letters; in languages with Latin letters every text is. */
    boolean isReadable(String text) {
        boolean latin = text.codePoints()
                .filter(Character::isLetter)
                .allMatch(letter -> Character.UnicodeScript.of(letter) == Character.UnicodeScript.LATIN);
        return !latin || !(language.equals("ja") || language.equals("ar"));
    }

    /** How the language writes dates, numbers and quotations. */
    public SpokenText spoken() {
        return written;
    }

    /** Whether a word is one of a phrase's list. */
    public boolean isIn(String name, String word) {
        return List.of(phrases.getProperty(name, "").split(",", -1)).contains(word);
    }

    /** Whether a text has the form that a phrase names. */
    public boolean fits(String name, String text) {
        String form = phrases.getProperty(name, "");
        return !form.isEmpty() && FORMS.of(form).matcher(text).matches();
    }

    /** "there is an inspection record", where the language says so of a value such as "inspection record: present". */
    public String existence(String label, String value) {
        for (String name : List.of("fact.present", "fact.absent")) {
            for (String word : phrases.getProperty(name, "").split(",", -1)) {
                boolean ends = !word.isEmpty() && value.endsWith(word) && !fits("fact.finished", value);
                String what = ends ? value.substring(0, value.length() - word.length()) : "";
                if (ends && (what.isEmpty() || what.endsWith(label))) {
                    return always(name + ".said", what.isEmpty() ? label : what);
                }
            }
        }
        return "";
    }

    /** A field's name as it stands inside a sentence. */
    public String inSentence(String label) {
        if (phrases.containsKey("written.of")) {
            String vowel = phrases.getProperty("written.ofVowel", phrases.getProperty("written.of"));
            return NUMBER_OF
                    .matcher(TextFormat.uncapitalised(label))
                    .replaceFirst(found -> Matcher.quoteReplacement(PhraseTemplate.filled(
                            "aeiouéh".indexOf(found.group(2)) >= 0 ? vowel : phrases.getProperty("written.of"),
                            found.group(1),
                            found.group(2))));
        }
        return capitalisesNouns()
                ? UMLAUT.matcher(UNIT.matcher(label)
                                .replaceAll(word -> Lexicon.unit(word.group()) == null
                                        ? word.group()
                                        : TextFormat.capitalised(word.group())))
                        .replaceAll(found ->
                                "äöü".substring("aou".indexOf(found.group(1)), "aou".indexOf(found.group(1)) + 1))
                : TextFormat.uncapitalised(label);
    }

    /** A title as it stands inside a sentence: nouns keep their capitals where the language has them. */
    public String withoutCapital(String title) {
        return !capitalisesNouns() || BEFORE_NOUN.matcher(title).find() ? TextFormat.uncapitalised(title) : title;
    }

    /** What stands between two sentences. */
    public String gap() {
        return language.equals("ja") ? "" : " ";
    }

    /** The text as a sentence, with the language's full stop. */
    public String stopped(String text) {
        String ended = TextFormat.sentence(text);
        return language.equals("ja") && ended.endsWith(".") ? TextFormat.withoutStop(ended) + "。" : ended;
    }

    /** A sentence that goes on; one in which the rest comes first keeps its full stop. */
    public String unstopped(String sentence) {
        return language.equals("ja") ? sentence : TextFormat.withoutStop(sentence);
    }

    /** Whether the agent has said this before. */
    public boolean wasSaid(String text) {
        return !text.isBlank() && timesSaid(text) > 0;
    }

    /** In how many messages a point stood in the list of those that were asked for. */
    public int timesAsked(String question) {
        Pattern entry = Pattern.compile("(?m)^\\d+\\. " + Pattern.quote(written.polished(question)) + "$");
        return (int)
                spoken.stream().filter(message -> entry.matcher(message).find()).count();
    }

    /** In how many messages it was asked which of two statements about a point is right. */
    public int timesAskedWhich(String point) {
        String end = always("ask.which", "");
        Pattern entry = Pattern.compile(
                "(?m)^\\d+\\. " + Pattern.quote(written.polished(point)) + "(?!\\p{L}).*" + Pattern.quote(end) + "$");
        return (int)
                spoken.stream().filter(message -> entry.matcher(message).find()).count();
    }

    public int timesSaid(String text) {
        String polished = written.polished(text);
        return (int) spoken.stream()
                .filter(message -> message.contains(text) || message.contains(polished))
                .count();
    }
}
