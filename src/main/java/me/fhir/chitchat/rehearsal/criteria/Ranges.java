package me.fhir.chitchat.rehearsal.criteria;

import java.math.BigDecimal;
import java.math.MathContext;
import java.util.List;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Bound;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Constraint;
import me.fhir.chitchat.rehearsal.language.DateParser;
import me.fhir.chitchat.rehearsal.language.FigureWords;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import org.jspecify.annotations.Nullable;

/** Ranges of numbers, such as "between 18 and 65 years", "5-14", "von 3 bis 6 Monaten". */
final class Ranges {
    private static final int CONTEXT_LENGTH = 26;
    private static final int MAX_JOIN_LENGTH = 8;
    private static final Pattern ARTICLE = Pattern.compile("(?:^|\\s+)(?:the|dem|den|der|el|al|le|la|du|au)$");
    private static final String NUMBER = "(\\d{1,7}(?:[.,]\\d{1,3})?)";

    /** Two numbers and nothing else: no date, no telephone number, no code. */
    private static final Pattern DASHED = Pattern.compile("(?<![\\p{L}\\p{N}./#:\\-])" + NUMBER
            + "(\\s?[a-z%°€]{0,3})\\s?[-–—]\\s?" + NUMBER + "(?![\\p{N}\\-/])(?![.]\\p{N})");

    private Ranges() {}

    /** A dash between two numbers as a word, so that both can be read. */
    static String spelled(String normal) {
        return DASHED.matcher(normal).replaceAll("$1$2 – $3");
    }

    /** Whether two numbers that follow each other are the ends of a range. */
    static boolean isRange(String normal, Quantity least, Quantity most) {
        String join = normal.substring(least.end(), most.start()).strip();
        String before = normal.substring(Math.max(0, least.start() - CONTEXT_LENGTH), least.start())
                .strip();
        boolean joined =
                join.length() <= MAX_JOIN_LENGTH && Lexicon.list("rangeJoin").is(join);
        boolean dashed = joined && (join.equals("–") || join.equals("-"));
        boolean same = least.isBare() || most.isBare() || least.dimension().equals(most.dimension());
        return joined && same && (dashed || FigureWords.endsWith("rangeStart", before));
    }

    /** Whether two dates that follow each other are the ends of a period: "between 1 May and 30 June 2026". */
    static boolean isPeriod(String normal, DateParser.FoundDate first, DateParser.FoundDate last) {
        String join = ARTICLE.matcher(
                        normal.substring(first.end(), last.start()).strip())
                .replaceFirst("");
        String before = ARTICLE.matcher(normal.substring(Math.max(0, first.start() - CONTEXT_LENGTH), first.start())
                        .strip())
                .replaceFirst("");
        boolean joined =
                Lexicon.list("rangeJoin").is(join) || Lexicon.list("rangeTo").is(join);
        return joined
                && first.complete()
                && last.complete()
                && first.date().isBefore(last.date())
                && (FigureWords.endsWith("rangeStart", before) || join.equals("から") || join.equals("–"));
    }

    /** Whether a text ends with the first half of a range, such as "between 5". */
    static boolean isStart(String text) {
        String normal = Lexicon.normal(text);
        var numbers = QuantityParser.in(normal);
        if (numbers.isEmpty()) {
            return false;
        }
        Quantity last = numbers.get(numbers.size() - 1);
        String before = normal.substring(Math.max(0, last.start() - CONTEXT_LENGTH), last.start())
                .strip();
        return normal.length() - last.end() <= 2 && FigureWords.endsWith("rangeStart", before);
    }

    /** The bound; an end without a unit has the other one's. */
    static Bound bound(Quantity least, Quantity most, String normal) {
        String before = normal.substring(Math.max(0, least.start() - CONTEXT_LENGTH), least.start())
                .strip();
        String after = normal.substring(most.end()).strip();
        Quantity top = FigureWords.asAge(most, before, after);
        return new Bound(least.isBare() ? like(least, top) : least, top.isBare() ? like(top, least) : top);
    }

    /** The range that "20 or more" and "70 or less" right behind it are together; null for other limits. */
    static @Nullable Bound joined(@Nullable Constraint first, @Nullable Constraint second, String normal) {
        if (!(first instanceof Bound one) || !(second instanceof Bound other)) {
            return null;
        }
        Quantity least = one.least() == null ? other.least() : one.least();
        Quantity most = one.most() == null ? other.most() : one.most();
        boolean sameSide = (one.least() == null) == (other.least() == null);
        if (least == null || most == null || sameSide) {
            return null;
        }
        if (!least.dimension().equals(most.dimension()) || least.end() == 0) {
            return null;
        }
        boolean inOrder = least.start() < most.start();
        String between =
                inOrder ? normal.substring(least.end(), most.start()) : normal.substring(most.end(), least.start());
        for (String list : List.of("orMore", "orLess", "orOlder", "atLeast", "atMost", "rangeJoin")) {
            between = Lexicon.list(list).matcher(between).replaceAll(" ");
        }
        return between.isBlank() ? new Bound(least, most) : null;
    }

    private static Quantity like(Quantity bare, Quantity other) {
        if (other.isBare() || other.number().signum() == 0) {
            return bare;
        }
        BigDecimal factor = other.amount().divide(other.number(), MathContext.DECIMAL64);
        return new Quantity(
                other.dimension(),
                bare.number().multiply(factor),
                bare.number(),
                other.period(),
                bare.start(),
                bare.end());
    }
}
