package me.fhir.chitchat.rehearsal.language;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/** Finds numbers with their units in a normalised text. */
public final class QuantityParser {
    private static final int MAX = 60;
    private static final int CONTEXT_LENGTH = 24;
    private static final Map<String, String> PERIODS = periods();
    private static final String DIGITS =
            "\\d{1,3}(?:[.,'\u00a0\u202f ]\\d{3}){1,8}(?:[.,]\\d{1,2})?(?![\\d])|\\d{1,15}(?:[.,]\\d{1,4})?";
    private static final Pattern NUMBER = Pattern.compile(
            "(?<![[\\p{L}\\p{N}./#:\\-]&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]])(?:([€$£¥])\\s?)?(?:(-|minus\\s|マイナス)(?=\\d))?("
                    + DIGITS + "|" + NumberWords.EXPRESSION + ")(?:\\s?/\\s?(\\d{1,4}))?");
    private static final Pattern UNIT = Pattern.compile("[\\s-]{0,2}(?:derni[eè]re?s\\s)?("
            + alternatives(Lexicon.unitWords()) + ")(?![\\p{L}\\p{N}&&[^\\p{IsHan}\\p{IsHiragana}\\p{IsKatakana}]])");
    private static final Pattern MAGNITUDE = Pattern.compile(
            "\\s?(" + alternatives(Lexicon.magnitudeWords()) + ")(?![\\p{L}\\p{N}&&[^\\p{IsHan}]])\\.?");
    /** Behind the sign of a currency one letter is enough: "£2m". */
    private static final Pattern BRIEF_MAGNITUDE = Pattern.compile("\\s?(mn?|bn?)(?![\\p{L}\\p{N}])");

    private static final BigDecimal MILLION = BigDecimal.valueOf(1_000_000);
    private static final BigDecimal BILLION = BigDecimal.valueOf(1_000_000_000);
    /** "A year and a half", 1年半. */
    private static final Pattern HALF_AFTER = Pattern.compile("\\s?(?:" + Lexicon.list("halfAfter") + ")");

    private static final Pattern AND = Pattern.compile("\\s?(?:,|and|und|y|et)?\\s?");
    private static final Pattern NOUN = Pattern.compile("[\\s-]{1,2}([\\p{L}]{3,})");
    /** What is counted in a script without spaces, as 区画 in 3区画以下. */
    private static final Pattern COUNTER =
            Pattern.compile("\\s?([\\p{IsHan}\\p{IsKatakana}ー]{1,4}?)(?=以上|以下|以内|未満|[^\\p{IsHan}\\p{IsKatakana}ー]|$)");

    private static final Pattern THOUSANDS =
            Pattern.compile("\\d{1,3}([.,'\u00a0\u202f ]\\d{3}){1,8}(?:[.,]\\d{1,2})?");
    private static final Pattern NOT_A_NUMBER =
            Pattern.compile("[\\p{L}\\p{N}&&[^\\p{IsHiragana}]]|[-/:.]\\p{N}|[-][\\p{L}\\p{N}]");

    private static final TextMemo<List<Quantity>> MEMO = new TextMemo<>(QuantityParser::parse);

    private QuantityParser() {}

    private static Map<String, String> periods() {
        Map<String, String> periods = new LinkedHashMap<>();
        periods.put("perDay", "day");
        periods.put("perWeek", "week");
        periods.put("perMonth", "month");
        periods.put("perYear", "year");
        return periods;
    }

    private static String alternatives(Set<String> words) {
        return words.stream()
                .sorted(Comparator.comparingInt(String::length).reversed())
                .map(Pattern::quote)
                .collect(Collectors.joining("|"));
    }

    public static List<Quantity> in(String normalised) {
        return MEMO.of(normalised);
    }

    private static List<Quantity> parse(String normalised) {
        List<Quantity> found = new ArrayList<>();
        Matcher numbers = NUMBER.matcher(normalised);
        while (numbers.find() && found.size() < MAX) {
            Quantity quantity = quantity(numbers, normalised);
            Quantity before = found.isEmpty() ? null : found.get(found.size() - 1);
            if (quantity != null && before != null && overlap(before, quantity)) {
                // "Pour cent" is a unit, and its second word no hundred.
                continue;
            }
            if (quantity != null && before != null && isRest(before, quantity, normalised)) {
                found.set(
                        found.size() - 1,
                        new Quantity(
                                "time",
                                before.amount().add(quantity.amount()),
                                before.number(),
                                "",
                                before.start(),
                                quantity.end()));
            } else if (quantity != null) {
                found.add(quantity);
            }
        }
        for (Quantity ordinal : Ordinals.in(normalised)) {
            if (found.stream().noneMatch(quantity -> overlap(quantity, ordinal))) {
                found.add(ordinal);
            }
        }
        found.sort(Comparator.comparingInt(Quantity::start));
        return List.copyOf(found);
    }

    private static boolean overlap(Quantity one, Quantity other) {
        return one.start() < other.end() && other.start() < one.end();
    }

    /** Whether a time goes on with a smaller unit, as in "4 h 10 min". */
    private static boolean isRest(Quantity before, Quantity quantity, String text) {
        return before.isTime()
                && quantity.isTime()
                && quantity.number().signum() > 0
                && before.number().signum() > 0
                && AND.matcher(text.substring(before.end(), quantity.start())).matches()
                && perUnit(quantity).compareTo(perUnit(before)) < 0;
    }

    private static BigDecimal perUnit(Quantity quantity) {
        return quantity.amount().divide(quantity.number(), MathContext.DECIMAL64);
    }

    private static @Nullable Quantity quantity(Matcher match, String text) {
        BigDecimal value = number(match.group(3));
        BigDecimal number = match.group(2) == null ? value : value.negate();
        if (match.group(4) != null) {
            return ratio(number, match);
        }
        Scaled scaled = scaled(number, match, text);
        if (match.group(1) != null) {
            return measured(match.group(1), scaled.number(), text, match.start(), scaled.end());
        }
        boolean needsUnit = !scaled.byWord() && NumberWords.needsUnit(match.group(3));
        Matcher unit = at(UNIT, text, scaled.end());
        if (unit.lookingAt()) {
            Quantity measured = measured(unit.group(1), scaled.number(), text, match.start(), unit.end());
            return needsUnit && !measured.isTime() && !NumberWords.isKanji(match.group(3)) ? null : measured;
        }
        return needsUnit ? null : withoutUnit(scaled.number(), text, match.start(), scaled.end());
    }

    private static Matcher at(Pattern pattern, String text, int from) {
        return pattern.matcher(text).region(from, text.length()).useTransparentBounds(true);
    }

    private static Quantity ratio(BigDecimal number, Matcher match) {
        BigDecimal below = new BigDecimal(match.group(4));
        BigDecimal ratio = below.signum() == 0 ? BigDecimal.ZERO : number.divide(below, MathContext.DECIMAL64);
        return new Quantity("ratio", ratio, number, "", match.start(), match.end());
    }

    /** A number with the "million" behind it, and where that ends. */
    private record Scaled(BigDecimal number, int end, boolean byWord) {}

    private static Scaled scaled(BigDecimal number, Matcher match, String text) {
        Matcher brief = at(BRIEF_MAGNITUDE, text, match.end());
        if (match.group(1) != null && brief.lookingAt()) {
            BigDecimal magnitude = brief.group(1).startsWith("b") ? BILLION : MILLION;
            return new Scaled(number.multiply(magnitude), brief.end(), true);
        }
        Matcher magnitude = at(MAGNITUDE, text, match.end());
        return magnitude.lookingAt()
                ? new Scaled(number.multiply(Lexicon.magnitude(magnitude.group(1))), magnitude.end(), true)
                : new Scaled(number, match.end(), false);
    }

    /** What a number without a unit behind it counts; null when it is no number but a part of a name. */
    private static @Nullable Quantity withoutUnit(BigDecimal number, String text, int start, int end) {
        Matcher counter = at(COUNTER, text, end);
        if (counter.lookingAt()) {
            return new Quantity("#" + counter.group(1), number, number, "", start, counter.end(1));
        }
        if (NOT_A_NUMBER.matcher(text).region(end, text.length()).lookingAt()
                && Character.isDigit(text.charAt(end - 1))) {
            return null;
        }
        Lexicon.Unit before = unitBefore(text, start);
        if (before != null) {
            return new Quantity(before.dimension(), number.multiply(before.factor()), number, "", start, end);
        }
        Matcher noun = NOUN.matcher(text).region(end, text.length());
        boolean counted =
                noun.lookingAt() && !Lexicon.isStopWord(noun.group(1)) && Lexicon.month(noun.group(1)) == null;
        String dimension = counted ? "#" + Lexicon.key(Lexicon.stem(noun.group(1))) : "";
        return new Quantity(dimension, number, number, period(text, start, end), start, end);
    }

    private static Quantity measured(String unit, BigDecimal number, String text, int start, int end) {
        Lexicon.Unit known = Lexicon.unit(unit);
        if (known == null) {
            return new Quantity("", number, number, "", start, end);
        }
        Matcher half = HALF_AFTER.matcher(text).region(end, text.length());
        boolean more = half.lookingAt();
        BigDecimal all = more ? number.add(new BigDecimal("0.5")) : number;
        int to = more ? half.end() : end;
        return new Quantity(known.dimension(), all.multiply(known.factor()), all, period(text, start, to), start, to);
    }

    /** As in "weeks 14" or "weeks: 14". */
    private static Lexicon.@Nullable Unit unitBefore(String text, int start) {
        String before = text.substring(Math.max(0, start - 16), start).strip();
        String word = before.replaceAll("[:=]$", "").strip();
        String last = word.substring(Math.max(word.lastIndexOf(' '), word.lastIndexOf(',')) + 1);
        return last.length() < 3 ? null : Lexicon.unit(last);
    }

    /** The time in which there is so much: behind the figure, or before it in the same clause. */
    private static String period(String text, int start, int end) {
        String after = text.substring(end, Math.min(text.length(), end + CONTEXT_LENGTH))
                .split("[.;,、。]", 2)[0];
        String behind = period(after);
        if (!behind.isEmpty()) {
            return behind;
        }
        String before = text.substring(Math.max(0, start - CONTEXT_LENGTH), start);
        return period(before.substring(Math.max(before.lastIndexOf(','), before.lastIndexOf(';')) + 1));
    }

    /** The time that a text names as one in which something comes again; empty for none. */
    public static String period(String normal) {
        for (Map.Entry<String, String> list : PERIODS.entrySet()) {
            if (Lexicon.list(list.getKey()).isIn(normal)) {
                return list.getValue();
            }
        }
        return "";
    }

    private static BigDecimal number(String written) {
        BigDecimal word = NumberWords.value(written);
        if (word != null) {
            return word;
        }
        if (THOUSANDS.matcher(written).matches()) {
            int decimals = decimals(written);
            String digits = written.replaceAll("[^\\d]", "");
            return new BigDecimal(digits).movePointLeft(decimals);
        }
        return new BigDecimal(written.replace(',', '.'));
    }

    /** The digits behind the last separator, when these are no group of three. */
    private static int decimals(String written) {
        int last = Math.max(written.lastIndexOf('.'), written.lastIndexOf(','));
        int behind = last < 0 ? 0 : written.length() - last - 1;
        return behind == 3 ? 0 : behind;
    }

    /** A JSON number, with the unit that its name ends in, such as {@code weightKg}. */
    public static Quantity named(String name, BigDecimal number) {
        String[] words = Lexicon.normal(TextFormat.spaced(name)).split(" ", -1);
        String period = period(String.join(" ", words));
        String last = words[words.length - 1];
        // "Working hours per week" are no weeks.
        boolean every = words.length > 1 && Lexicon.list("every").is(words[words.length - 2]);
        Lexicon.Unit unit = last.length() == 1 || every ? null : Lexicon.unit(last);
        return unit == null
                ? Quantity.plain(number).over(period)
                : new Quantity(unit.dimension(), number.multiply(unit.factor()), number, period, 0, 0);
    }
}
