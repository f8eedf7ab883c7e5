package me.fhir.chitchat.rehearsal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Compares texts by the words they share, roughly enough for a rehearsal. */
final class Words {
    private static final int STEM = 5;
    private static final Set<String> COMMON = Set.of(
            "the",
            "and",
            "for",
            "with",
            "that",
            "this",
            "from",
            "are",
            "was",
            "were",
            "has",
            "have",
            "had",
            "not",
            "you",
            "your",
            "our",
            "their",
            "his",
            "her",
            "its",
            "all",
            "any",
            "can",
            "could",
            "will",
            "would",
            "should",
            "may",
            "must",
            "who",
            "what",
            "when",
            "where",
            "which",
            "how",
            "why",
            "been",
            "being",
            "into",
            "than",
            "then",
            "there",
            "these",
            "those",
            "they",
            "them",
            "one",
            "two",
            "use",
            "used",
            "please",
            "thank",
            "thanks",
            "about",
            "also",
            "only",
            "other",
            "such",
            "per",
            "via",
            "string",
            "value",
            "name",
            "list",
            "return",
            "returns",
            "tool",
            "get",
            "lookup",
            "look",
            "find",
            "search",
            "retrieve",
            "fetch",
            "check",
            "document",
            "write",
            "short");
    private static final Pattern HUMPS = Pattern.compile("(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|[_\\-.]+");
    private static final Pattern NO_WORD = Pattern.compile("[^\\p{L}\\p{N}]+");
    private static final Pattern SENTENCE_END = Pattern.compile("(?<=[.!?])\\s+|\\n+");
    private static final Set<String> ABBREVIATIONS =
            Set.of("id", "cpt", "icd", "mri", "ct", "npi", "url", "pdf", "fhir", "ppo", "hmo", "iep");
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

    private Words() {}

    /** The beginnings of the words that say something. */
    static Set<String> stems(String text) {
        Set<String> stems = new LinkedHashSet<>();
        for (String word : NO_WORD.split(HUMPS.matcher(text).replaceAll(" "), -1)) {
            String lower = word.toLowerCase(Locale.ROOT);
            if (lower.length() >= 3 && !COMMON.contains(lower)) {
                stems.add(lower.length() > STEM ? lower.substring(0, STEM) : lower);
            }
        }
        return stems;
    }

    static int shared(Set<String> some, Set<String> others) {
        return (int) some.stream().filter(others::contains).count();
    }

    /** {@code priorImagingHistory} becomes {@code Prior imaging history}. */
    static String human(String identifier) {
        String spaced = HUMPS.matcher(identifier)
                .replaceAll(" ")
                .replaceAll("\\s+", " ")
                .strip();
        StringBuilder out = new StringBuilder();
        for (String word : spaced.split(" ", -1)) {
            String lower = word.toLowerCase(Locale.ROOT);
            String upper = word.toUpperCase(Locale.ROOT);
            boolean capitals = (word.length() > 1 && word.equals(upper)) || ABBREVIATIONS.contains(lower);
            out.append(out.isEmpty() ? "" : " ").append(capitals ? upper : lower);
        }
        return capitalised(out.toString());
    }

    /** What a tool is about: its name without the leading verbs. */
    static String subject(String toolName) {
        List<String> words = Stream.of(human(toolName).split(" ", -1)).toList();
        int from = 0;
        while (from < words.size() - 1 && VERBS.contains(words.get(from).toLowerCase(Locale.ROOT))) {
            from++;
        }
        return capitalised(String.join(" ", words.subList(from, words.size())));
    }

    /** {@code therapy-record.md} becomes {@code the therapy record}. */
    static String fileTitle(String name) {
        String bare = name.replaceAll("\\.[A-Za-z0-9]{1,5}$", "");
        return bare.isBlank() ? name : "the " + lowered(human(bare));
    }

    static String fileTitles(List<String> names) {
        return enumeration(names.stream().map(Words::fileTitle).toList());
    }

    static String capitalised(String text) {
        return text.isEmpty() ? text : text.substring(0, 1).toUpperCase(Locale.ROOT) + text.substring(1);
    }

    /** For the middle of a sentence; abbreviations and names of one letter stay. */
    static String lowered(String text) {
        boolean ordinary = text.length() > 1 && Character.isLowerCase(text.charAt(1));
        return ordinary ? text.substring(0, 1).toLowerCase(Locale.ROOT) + text.substring(1) : text;
    }

    static List<String> sentences(String text) {
        return SENTENCE_END
                .splitAsStream(text)
                .map(String::strip)
                .filter(s -> !s.isEmpty())
                .toList();
    }

    /** The text as a sentence with a full stop. */
    static String sentence(String text) {
        String stripped = text.strip();
        if (stripped.isEmpty()) {
            return stripped;
        }
        char last = stripped.charAt(stripped.length() - 1);
        return last == '.' || last == '!' || last == '?' ? stripped : stripped + ".";
    }

    static String withoutStop(String text) {
        String stripped = text.strip();
        return stripped.endsWith(".") ? stripped.substring(0, stripped.length() - 1) : stripped;
    }

    /** Cut at a word, with dots. */
    static String cut(String text, int max) {
        if (text.length() <= max) {
            return text;
        }
        if (max < 10) {
            // Too short for dots.
            return "";
        }
        int space = text.lastIndexOf(' ', max - 2);
        int end = space > max / 2 ? space : max - 2;
        // Never half of a surrogate pair.
        if (Character.isHighSurrogate(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(0, end) + " …";
    }

    /** {@code a, b and c}. */
    static String enumeration(List<String> entries) {
        if (entries.size() < 2) {
            return String.join("", entries);
        }
        return String.join(", ", entries.subList(0, entries.size() - 1)) + " and " + entries.get(entries.size() - 1);
    }
}
