package me.fhir.chitchat.rehearsal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import me.fhir.chitchat.rehearsal.Criterion.Bound;
import me.fhir.chitchat.rehearsal.Criterion.Constraint;
import me.fhir.chitchat.rehearsal.Criterion.Elapsed;
import me.fhir.chitchat.rehearsal.Criterion.Recent;

/** Reads what a sentence such as "at least 12 weeks" asks of a number or a date. */
final class ConstraintParser {
    private static final int BEFORE = 34;
    private static final int AFTER = 28;

    /** Words for the moment at which a decision is asked for. */
    private static final Terms PRESENT = Terms.of(
            "today request application applying submission now filing heute Antrag Antragstellung solicitud demande");

    private ConstraintParser() {}

    /** The constraints in a normalised text. */
    static List<Constraint> in(String normal) {
        List<Constraint> found = new ArrayList<>();
        List<DateParser.FoundDate> dates = DateParser.in(normal, java.time.LocalDate.EPOCH);
        int from = 0;
        for (Quantity quantity : QuantityParser.in(DateParser.blanked(normal, dates))) {
            String before = normal.substring(Math.max(from, quantity.start() - BEFORE), quantity.start())
                    .strip();
            String after = normal.substring(quantity.end(), Math.min(normal.length(), quantity.end() + AFTER))
                    .strip();
            from = quantity.end();
            Constraint constraint = constraint(asAge(quantity, before, after), before, after);
            if (constraint != null) {
                found.add(constraint);
            }
        }
        for (DateParser.FoundDate date : dates) {
            String before = normal.substring(Math.max(0, date.start() - BEFORE), date.start())
                    .strip();
            if (date.complete() && endsWith("beforeDate", before)) {
                found.add(new Criterion.Between(null, date.date()));
            } else if (date.complete() && endsWith("afterDate", before)) {
                found.add(new Criterion.Between(date.date(), null));
            }
        }
        return found;
    }

    private static @org.jspecify.annotations.Nullable Constraint constraint(
            Quantity quantity, String before, String after) {
        if (quantity.isTime() && endsWith("within", before)) {
            Terms event = event(after);
            return event.isEmpty() ? new Recent(quantity.amount()) : new Elapsed(quantity.amount(), event);
        }
        if (quantity.isTime() && endsWith("sinceEvent", before) && follows("orLess", after)) {
            return new Recent(quantity.amount());
        }
        if (before.endsWith("≥")
                || before.endsWith(">")
                || before.endsWith(">=")
                || follows("orMore", after)
                || endsWith("atLeast", before)) {
            return new Bound(quantity, null);
        }
        if (before.endsWith("≤")
                || before.endsWith("<")
                || before.endsWith("<=")
                || follows("orLess", after)
                || endsWith("atMost", before)) {
            return new Bound(null, quantity);
        }
        return null;
    }

    /** What a time limit such as "within 3 days after delivery" counts from; empty for the present. */
    private static Terms event(String after) {
        Matcher start = Lexicon.list("afterEvent").matcher(after);
        if (!start.lookingAt()) {
            return Terms.NONE;
        }
        Terms event = Terms.of(after.substring(start.end()).split("[,;.:(]", 2)[0]);
        return event.shared(PRESENT) > 0 ? Terms.NONE : event;
    }

    /** "25 or older" and "aged 25" are years. */
    private static Quantity asAge(Quantity quantity, String before, String after) {
        boolean age = quantity.isBare() && (endsWith("aged", before) || follows("orOlder", after));
        return age
                ? QuantityParser.in(quantity.number().toPlainString() + " years")
                        .get(0)
                : quantity;
    }

    /** Whether such a phrase follows, with at most two words between, as in "15 mg weekly or more". */
    private static boolean follows(String list, String after) {
        Matcher phrase = Lexicon.list(list).matcher(after);
        return phrase.find() && after.substring(0, phrase.start()).matches("(?:[\\p{L}/]+ ){0,2}");
    }

    /** Whether the last such phrase stands right before the number, with at most two words between. */
    private static boolean endsWith(String list, String before) {
        Matcher phrases = Lexicon.list(list).matcher(before);
        int end = -1;
        while (phrases.find()) {
            end = phrases.end();
        }
        if (end < 0) {
            return false;
        }
        String between = before.substring(end).strip();
        return between.isEmpty() || (between.split(" ", -1).length <= 2 && between.matches("[\\p{L}' ]*"));
    }

    /** Days as they are written in a name, such as {@code returnWindowDays}. */
    static BigDecimal days(Quantity quantity) {
        return quantity.isTime() ? quantity.amount() : quantity.number();
    }
}
