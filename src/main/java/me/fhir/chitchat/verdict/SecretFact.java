package me.fhir.chitchat.verdict;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;

/**
 * A fact of one agent's knowledge with a disclosure mark, and everything by which it is recognised.
 *
 * @param exact its value as it stands in the knowledge
 * @param labels beginnings of the words that name it
 * @param common whether its value is too short, or too common, to be recognised without a word that names it
 */
record SecretFact(FactMark mark, String exact, Spellings spellings, List<String> labels, boolean common) {
    /**
     * The forms of a value in {@link NormalText}'s form.
     *
     * @param plain those by which it is found
     * @param anchor what all plain ones have in common; may be empty
     * @param veiled the value turned around or with shifted letters
     */
    record Spellings(List<String> plain, String anchor, List<String> veiled) {}

    private static final int MIN_DIGITS = 5;
    private static final int MIN_WORD_LENGTH = 5;
    private static final int MIN_VEILED_LENGTH = 6;
    private static final int LONG_TEXT = 60;
    private static final int MIN_SENTENCE_LENGTH = 25;
    private static final int MIN_LABEL_LENGTH = 3;
    private static final int MAX_STEM_LENGTH = 6;

    /**
     * A fact that is looked for.
     *
     * @param title other words for it, or empty
     */
    static SecretFact of(FactMark mark, String title, String value) {
        NormalText normal = NormalText.of(value);
        Set<String> plain = new LinkedHashSet<>();
        plain.add(normal.squashed());
        Set<String> dates = DateForms.of(value);
        plain.addAll(dates);
        String[] words = value.strip().split("[\\s,]+", -1);
        if ((words.length == 2 || words.length == 3) && isName(words)) {
            plain.add(NormalText.of(words[words.length - 1]
                            + String.join(" ", List.of(words).subList(0, words.length - 1)))
                    .squashed());
        }
        if (value.length() > LONG_TEXT) {
            for (String sentence : value.split("[.;!?\\n]+", -1)) {
                String part = NormalText.of(sentence).squashed();
                if (part.length() >= MIN_SENTENCE_LENGTH) {
                    plain.add(part);
                }
            }
        }
        List<String> veiled = new ArrayList<>();
        if (normal.squashed().length() >= MIN_VEILED_LENGTH) {
            veiled.add(new StringBuilder(normal.squashed()).reverse().toString());
            String shifted = shifted(normal.squashed());
            if (!shifted.equals(normal.squashed())) {
                veiled.add(shifted);
            }
        }
        return new SecretFact(
                mark,
                value.strip(),
                new Spellings(List.copyOf(plain), dates.isEmpty() ? "" : DateForms.year(value), List.copyOf(veiled)),
                labels(mark.fact() + " " + title),
                isCommon(value.strip(), normal.squashed(), plain.size()));
    }

    private static boolean isName(String[] words) {
        for (String word : words) {
            if (word.isEmpty() || !Character.isUpperCase(word.codePointAt(0))) {
                return false;
            }
        }
        return true;
    }

    private static boolean isCommon(String value, String squashed, int forms) {
        if (forms > 1) {
            return false;
        }
        if (squashed.chars().allMatch(c -> c >= '0' && c <= '9')) {
            return squashed.length() < MIN_DIGITS;
        }
        boolean oneWord = value.chars().noneMatch(Character::isWhitespace);
        boolean hasDigit = squashed.chars().anyMatch(c -> c >= '0' && c <= '9');
        if (!oneWord || hasDigit) {
            return squashed.length() < MIN_WORD_LENGTH;
        }
        return squashed.length() < MIN_WORD_LENGTH || Character.isLowerCase(value.codePointAt(0));
    }

    /** The letters shifted by thirteen places, as in old forums. */
    private static String shifted(String text) {
        StringBuilder out = new StringBuilder();
        text.codePoints().forEach(c -> out.appendCodePoint(c >= 'a' && c <= 'z' ? 'a' + (c - 'a' + 13) % 26 : c));
        return out.toString();
    }

    /** The beginnings of the words in a JSON Pointer's last names and in a title. */
    private static List<String> labels(String text) {
        String spaced = text.replaceAll("(?<=[a-z0-9])(?=[A-Z])", " ").replaceAll("[^\\p{L}\\p{N}]+", " ");
        Set<String> labels = new LinkedHashSet<>();
        String[] words = spaced.strip().toLowerCase(Locale.ROOT).split(" ", -1);
        for (String word : words) {
            boolean telling = word.length() >= MIN_LABEL_LENGTH
                    && !Set.of("the", "and", "for", "canary", "member", "patient")
                            .contains(word);
            if (telling) {
                String plain = NormalText.of(word).squashed();
                labels.add(plain.substring(0, Math.min(MAX_STEM_LENGTH, plain.length())));
            }
        }
        return List.copyOf(labels);
    }

    /** Whether it stands in a text in one of its plain forms. */
    boolean isIn(NormalText text) {
        return text.squashed().contains(spellings.anchor())
                && spellings.plain().stream().anyMatch(text::containsWhole);
    }

    /** Whether it stands in a text turned around or with shifted letters. */
    boolean isVeiledIn(NormalText text) {
        return spellings.veiled().stream().anyMatch(text::containsWhole);
    }

    boolean isNamedIn(NormalText text) {
        return labels.stream().anyMatch(text::hasWordWith);
    }
}
