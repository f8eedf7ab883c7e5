package me.fhir.chitchat.rehearsal.language;

import java.math.BigDecimal;
import java.util.Comparator;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Numbers that are written in words or in Chinese characters. */
final class NumberWords {
    /** What finds such a number. Characters count before a unit only, for they are parts of many words. */
    static final String EXPRESSION = "(?:" + alternatives(Lexicon.fractionWords()) + "|"
            + alternatives(Lexicon.numberWords())
            + ")(?:(?<=[-'])|(?![\\p{L}\\p{N}]))|[一二三四五六七八九十百千]{1,7}(?!分(?!間))";

    private static final String DIGITS = "一二三四五六七八九";
    private static final Pattern KANJI = Pattern.compile("[一二三四五六七八九十百千]+");

    private NumberWords() {}

    static String alternatives(Set<String> words) {
        return words.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }

    /** The value; null for a number in digits. */
    static @Nullable BigDecimal value(String written) {
        Integer number = Lexicon.number(written);
        if (number != null) {
            return BigDecimal.valueOf(number);
        }
        BigDecimal fraction = Lexicon.fraction(written);
        return fraction == null && isKanji(written) ? kanji(written) : fraction;
    }

    /** Whether it is a number only with a unit behind it: "an hour" is a time, "for an owner" is none. */
    static boolean needsUnit(String written) {
        return Lexicon.fraction(written) != null || isKanji(written);
    }

    static boolean isKanji(String written) {
        return KANJI.matcher(written).matches();
    }

    private static BigDecimal kanji(String written) {
        int sum = 0;
        int digit = 0;
        for (int i = 0; i < written.length(); i++) {
            int power = power(written.charAt(i));
            if (power == 0) {
                digit = DIGITS.indexOf(written.charAt(i)) + 1;
            } else {
                sum += power * Math.max(1, digit);
                digit = 0;
            }
        }
        return BigDecimal.valueOf((long) sum + digit);
    }

    private static int power(char character) {
        return switch (character) {
            case '十' -> 10;
            case '百' -> 100;
            case '千' -> 1_000;
            default -> 0;
        };
    }
}
