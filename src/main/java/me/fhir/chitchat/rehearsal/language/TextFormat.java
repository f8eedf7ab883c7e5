package me.fhir.chitchat.rehearsal.language;

import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Turns identifiers into words and words into sentences. */
public final class TextFormat {
    private static final Pattern HUMPS = Pattern.compile(
            "(?<=[\\p{Ll}0-9])(?<!(?<![\\p{L}])\\p{Ll})(?=\\p{Lu})|(?<=\\p{Lu})(?=\\p{Lu}\\p{Ll})|[_\\-]+");
    private static final Set<String> ABBREVIATIONS = Set.of(
            "id", "cpt", "icd", "mri", "ct", "npi", "url", "pdf", "fhir", "ppo", "hmo", "iep", "gpa", "dob", "vat",
            "mrn", "mfa", "vin", "iban", "bic", "vgm", "ssn", "isbn", "ecg", "bmi", "ndc", "sku");
    private static final Pattern CURRENCY = Pattern.compile(" (usd|eur|gbp|chf|jpy)$", Pattern.CASE_INSENSITIVE);
    private static final Set<String> VERBS = Set.of(
            "get",
            "lookup",
            "look",
            "up",
            "find",
            "search",
            "retrieve",
            "fetch",
            "check",
            "query",
            "list",
            "read",
            "pull",
            "request",
            "issue",
            "send",
            "create",
            "generate",
            "run",
            "verify",
            "review",
            "show",
            "submit",
            "make",
            "do");

    private static final Pattern CLAUSE_END = Pattern.compile("[,;.](?=\\s)|\\s[–—]\\s|[、。；]");
    private static final int MIN_OF_A_CLAUSE = 20;

    private static final TextMemo<String> SPACED = new TextMemo<>(
            text -> HUMPS.matcher(text).replaceAll(" ").replaceAll("\\s+", " ").strip());

    private TextFormat() {}

    public static boolean isAbbreviation(String word) {
        return ABBREVIATIONS.contains(word.toLowerCase(Locale.ROOT));
    }

    /** {@code priorImagingHistory} becomes {@code prior Imaging History}. */
    public static String spaced(String identifier) {
        return SPACED.of(identifier);
    }

    /** {@code priorImagingHistory} becomes {@code Prior imaging history}; what has spaces already stays. */
    public static String human(String identifier) {
        if (identifier.indexOf(' ') >= 0) {
            return capitalised(identifier.strip());
        }
        StringBuilder out = new StringBuilder();
        for (String word : spaced(identifier).split(" ", -1)) {
            String lower = word.toLowerCase(Locale.ROOT);
            String upper = word.toUpperCase(Locale.ROOT);
            boolean capitals = (word.length() > 1 && word.equals(upper)) || ABBREVIATIONS.contains(lower);
            out.append(out.isEmpty() ? "" : " ").append(capitals ? upper : lower);
        }
        return capitalised(out.toString());
    }

    /** A name for people, a currency in brackets: {@code rentUsd} becomes {@code Rent (USD)}. */
    public static String label(String identifier) {
        String human = human(spaced(identifier).replaceAll("\\s+", "_"));
        return CURRENCY.matcher(human)
                .replaceFirst(match -> " (" + match.group(1).toUpperCase(Locale.ROOT) + ")");
    }

    /** What a tool is about: its name without the leading verbs. */
    public static String subject(String toolName) {
        List<String> words = Stream.of(human(toolName).split(" ", -1)).toList();
        int from = 0;
        while (from < words.size() - 1 && VERBS.contains(words.get(from).toLowerCase(Locale.ROOT))) {
            from++;
        }
        return capitalised(String.join(" ", words.subList(from, words.size())));
    }

    public static String capitalised(String text) {
        boolean own =
                text.length() > 1 && Character.isLowerCase(text.charAt(0)) && Character.isUpperCase(text.charAt(1));
        return text.isEmpty() || own ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** The first letter small, unless the word is all capitals. */
    public static String uncapitalised(String text) {
        boolean word = text.length() > 1 && !Character.isUpperCase(text.charAt(1));
        return word ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1) : text;
    }

    /** The text as a sentence with a full stop. */
    public static String sentence(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return stripped;
        }
        char last = stripped.charAt(stripped.length() - 1);
        return ".!?。！？".indexOf(last) >= 0 ? stripped : stripped + ".";
    }

    public static String withoutStop(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".") || stripped.endsWith("。")
                ? stripped.substring(0, stripped.length() - 1)
                : stripped;
    }

    /** Cut at a word, with dots. */
    public static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        int space = text.lastIndexOf(' ', max - 2);
        int end = space > max / 2 ? space : max - 2;
        // Never half of a surrogate pair.
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        int bracket = openBracket(text, end);
        return text.substring(0, bracket > max / 2 ? bracket : end).strip() + " …";
    }

    /** Cut behind a whole clause, with dots; at a word only where there is none. */
    public static String clause(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        Matcher ends = CLAUSE_END.matcher(text);
        int end = -1;
        while (ends.find() && ends.start() <= max) {
            end = openBracket(text, ends.start()) < 0 ? ends.start() : end;
        }
        return end < MIN_OF_A_CLAUSE ? cut(text, max) : text.substring(0, end).strip() + " …";
    }

    /** Where a bracket opens that is not closed before {@code end}; -1 when there is none. */
    private static int openBracket(String text, int end) {
        int depth = 0;
        for (int i = end - 1; i >= 0; i--) {
            char c = text.charAt(i);
            if (c == ')' || c == ']') {
                depth++;
            } else if (c == '(' || c == '[') {
                depth--;
                if (depth < 0) {
                    return i;
                }
            }
        }
        return -1;
    }
}
