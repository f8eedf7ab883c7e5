package me.fhir.chitchat.rehearsal.criteria;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Bound;
import me.fhir.chitchat.rehearsal.language.FigureWords;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.Statement;
import org.jspecify.annotations.Nullable;

/**
 * Between what a value lies by the words around its figure: "less than 18 months" is no figure of its own.
 *
 * @param least what it has at least, or null
 * @param most what it has at most, or null
 */
record StatedRange(@Nullable Quantity least, @Nullable Quantity most) {
    private static final int BEFORE = 30;
    private static final int AFTER = 24;
    /** "Almost 20" is no less than this part of it. */
    private static final BigDecimal NEARLY = new BigDecimal("0.8");

    /** The ranges of the figures of a statement; two of them may be the ends of one. */
    static List<StatedRange> of(Statement statement, List<Quantity> quantities) {
        List<StatedRange> ranges = new ArrayList<>();
        String normal = statement.normal();
        for (Quantity quantity : quantities) {
            boolean placed = quantity.end() > 0 && quantity.end() <= normal.length();
            ranges.add(
                    placed
                            ? range(statement, quantity).orElseGet(() -> of(normal, quantity))
                            : new StatedRange(quantity, quantity));
        }
        return ranges;
    }

    /** The range of which a figure is one end. */
    private static Optional<StatedRange> range(Statement statement, Quantity quantity) {
        for (Quantity other : statement.quantities()) {
            boolean placed =
                    other.end() > 0 && other.end() <= statement.normal().length();
            boolean first = placed && other.end() <= quantity.start();
            if (placed && (first || other.start() >= quantity.end())) {
                Quantity least = first ? other : quantity;
                Quantity most = first ? quantity : other;
                if (isRange(statement.normal(), least, most)) {
                    Bound ends = Ranges.bound(least, most, statement.normal());
                    return Optional.of(new StatedRange(ends.least(), ends.most()));
                }
            }
        }
        return Optional.empty();
    }

    private static boolean isRange(String normal, Quantity least, Quantity most) {
        boolean like = least.isBare() || most.isBare() || least.dimension().equals(most.dimension());
        String join = normal.substring(least.end(), most.start()).strip();
        return Ranges.isRange(normal, least, most)
                || (like && Lexicon.list("rangeTo").is(join));
    }

    private static StatedRange of(String normal, Quantity quantity) {
        String before = normal.substring(Math.max(0, quantity.start() - BEFORE), quantity.start())
                .strip();
        String after = normal.substring(quantity.end(), Math.min(normal.length(), quantity.end() + AFTER))
                .strip();
        if (FigureWords.follows("differenceAfter", after)) {
            // "12 kg too much" is no weight.
            return new StatedRange(null, null);
        }
        if (FigureWords.endsWith("nearly", before)) {
            Quantity least = new Quantity(
                    quantity.dimension(),
                    quantity.amount().multiply(NEARLY),
                    quantity.number().multiply(NEARLY),
                    quantity.period(),
                    quantity.start(),
                    quantity.end());
            return new StatedRange(least, quantity);
        }
        int upTo = FigureWords.startOf("upTo", before);
        int beyond = FigureWords.startOf("beyond", before);
        // "Not more than" ends like "more than": the longer phrase is meant.
        if ((upTo >= 0 && (beyond < 0 || upTo < beyond)) || FigureWords.follows("orLessSaid", after)) {
            return new StatedRange(null, quantity);
        }
        if (beyond >= 0 || FigureWords.follows("orMoreSaid", after)) {
            return new StatedRange(quantity, null);
        }
        return isDenied(before) ? new StatedRange(null, null) : new StatedRange(quantity, quantity);
    }

    /** Whether a negator stands right before the figure: "not 60 m²" may be any other. */
    private static boolean isDenied(String before) {
        Matcher negators = Lexicon.list("negator").matcher(before);
        boolean denied = false;
        while (negators.find()) {
            denied = negators.end() == before.length();
        }
        return denied;
    }

    /** Whether every value in the range is within the bound; empty when some are and some are not. */
    Optional<Boolean> within(Bound bound) {
        boolean fromBelow = bound.least() == null || (least != null && within(least, below(bound)));
        boolean fromAbove = bound.most() == null || (most != null && within(most, above(bound)));
        if (fromBelow && fromAbove) {
            return Optional.of(true);
        }
        boolean tooLittle = bound.least() != null && most != null && !within(most, below(bound));
        boolean tooMuch = bound.most() != null && least != null && !within(least, above(bound));
        return tooLittle || tooMuch ? Optional.of(false) : Optional.empty();
    }

    private static Bound below(Bound bound) {
        return new Bound(bound.least(), null);
    }

    private static Bound above(Bound bound) {
        return new Bound(null, bound.most());
    }

    /** Whether a number lies between the bounds. */
    static boolean within(Quantity quantity, Bound bound) {
        Quantity least = bound.least();
        Quantity most = bound.most();
        // Months have no fixed number of days.
        BigDecimal slack = quantity.isTime() ? new BigDecimal("0.98") : BigDecimal.ONE;
        return (least == null || compared(quantity, least, slack) >= 0)
                && (most == null || compared(most, quantity, slack) >= 0);
    }

    /** Compares as written when only one of both has a unit: under the name of a weight in kg, 58 is 58 kg. */
    private static int compared(Quantity high, Quantity low, BigDecimal slack) {
        BigDecimal above = high.isBare() == low.isBare() ? high.amountLike(low) : high.number();
        BigDecimal below = high.isBare() == low.isBare() ? low.amount() : low.number();
        return above.compareTo(below.multiply(slack));
    }
}
