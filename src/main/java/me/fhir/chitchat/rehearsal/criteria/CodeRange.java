package me.fhir.chitchat.rehearsal.criteria;

import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Codes from one to another, such as ICD {@code K50.00-K50.919} or CPT {@code 96413-96417}, or {@code M17.x}. */
record CodeRange(String letters, String least, String most) {
    private static final String CODE = "(\\p{Lu}{0,3})(\\d{2,6}(?:\\.\\w{1,4})?)";
    private static final Pattern RANGE =
            Pattern.compile("\\s*" + CODE + "\\s*(?:[-–—]|to|bis|à|a)\\s*" + CODE + "\\s*.{0,60}");
    private static final Pattern NAMED = Pattern.compile(
            "\\b(\\p{Lu}{1,3})\\d{2,6}(?:\\.\\w{1,4})? ?(?:[-–—]|to|bis|à|a) ?(\\p{Lu}{1,3})\\d{2,6}(?:\\.\\w{1,4})?(?![\\w.-]*\\w)");
    private static final Pattern FAMILY = Pattern.compile("\\s*(\\p{Lu}{0,3})(\\d{1,5})\\.?(?:[xX*]+|-)\\s*");
    private static final Pattern ANY = Pattern.compile("(?<![\\p{L}\\p{N}.-])" + CODE + "(?![\\p{L}\\p{N}-])");

    static boolean isRange(String value) {
        Matcher range = RANGE.matcher(value);
        return (range.matches() && range.group(1).equals(range.group(3)))
                || FAMILY.matcher(value).matches();
    }

    /** The range of codes that a sentence names, such as "Diagnosis K50.0 to K50.9". */
    static Optional<String> in(String sentence) {
        Matcher range = NAMED.matcher(sentence);
        return range.find() && range.group(1).equals(range.group(2)) ? Optional.of(range.group()) : Optional.empty();
    }

    /** Whether a code, or a number that could be one, stands in the text. */
    static boolean isCodeIn(String text) {
        return ANY.matcher(text).find();
    }

    /** Where the first code of a text begins; -1 where it has none. */
    static int start(String text) {
        Matcher code = ANY.matcher(text);
        return code.find() ? code.start() : -1;
    }

    /** @param value a text for which {@link #isRange} holds */
    static CodeRange of(String value) {
        Matcher range = RANGE.matcher(value);
        if (range.matches()) {
            return new CodeRange(range.group(1), digits(range.group(2)), digits(range.group(4)));
        }
        Matcher family = FAMILY.matcher(value);
        if (!family.matches()) {
            throw new IllegalArgumentException("not a range of codes: " + value);
        }
        return new CodeRange(family.group(1), family.group(2), family.group(2));
    }

    /** Whether the text names a code of the range. */
    boolean contains(String text) {
        Matcher codes = ANY.matcher(text);
        while (codes.find()) {
            String code = digits(codes.group(2));
            // K50.9 is behind K50.80; the end K50.9 holds what begins like it.
            boolean behind = code.compareTo(least) >= 0;
            boolean before = code.compareTo(most) <= 0 || code.startsWith(most);
            if (codes.group(1).equals(letters) && behind && before) {
                return true;
            }
        }
        return false;
    }

    private static String digits(String code) {
        return code.replace(".", "").toUpperCase(Locale.ROOT);
    }
}
