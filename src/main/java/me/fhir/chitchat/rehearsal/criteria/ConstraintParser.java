package me.fhir.chitchat.rehearsal.criteria;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Bound;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Constraint;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Elapsed;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Recent;
import me.fhir.chitchat.rehearsal.language.DateParser;
import me.fhir.chitchat.rehearsal.language.FigureWords;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.Terms;
import org.jspecify.annotations.Nullable;

/** Reads what a sentence such as "at least 12 weeks" asks of a number or a date. */
final class ConstraintParser {
    private static final int BEFORE = 34;
    private static final int AFTER = 28;
    private static final BigDecimal DAYS_OF_A_YEAR = BigDecimal.valueOf(365);

    /** Words for the moment at which a decision is asked for. */
    private static final Terms PRESENT = Terms.of(
            "today request application applying submission now filing heute Antrag Antragstellung solicitud demande");

    /** What has to happen within the time, in a script without spaces: 以内の申込. */
    private static final Pattern FOLLOWING = Pattern.compile("^[^\\s\\d]{2,3}の[\\p{IsHan}\\p{IsKatakana}]");

    private ConstraintParser() {}

    /** The constraints in a normalised text. */
    static List<Constraint> in(String normalised) {
        String normal = Ranges.spelled(normalised);
        List<DateParser.FoundDate> dates = DateParser.in(normal, LocalDate.EPOCH);
        List<Constraint> found = ofQuantities(normal, QuantityParser.in(DateParser.blanked(normal, dates)));
        found.addAll(ofDates(normal, dates));
        return found;
    }

    private static List<Constraint> ofQuantities(String normal, List<Quantity> quantities) {
        List<Constraint> found = new ArrayList<>();
        int from = 0;
        for (int i = 0; i < quantities.size(); i++) {
            Quantity quantity = quantities.get(i);
            if (i + 1 < quantities.size() && Ranges.isRange(normal, quantity, quantities.get(i + 1))) {
                Quantity most = quantities.get(++i);
                found.add(Ranges.bound(quantity, most, normal));
                from = most.end();
                continue;
            }
            String before = normal.substring(Math.max(from, quantity.start() - BEFORE), quantity.start())
                    .strip();
            String after = normal.substring(quantity.end(), Math.min(normal.length(), quantity.end() + AFTER))
                    .strip();
            from = quantity.end();
            Constraint constraint = constraint(FigureWords.asAge(quantity, before, after), before, after);
            Constraint last = found.isEmpty() ? null : found.get(found.size() - 1);
            Bound range = Ranges.joined(last, constraint, normal);
            if (range != null) {
                found.set(found.size() - 1, range);
            } else if (constraint != null) {
                found.add(constraint);
            }
        }
        return found;
    }

    private static List<Constraint> ofDates(String normal, List<DateParser.FoundDate> dates) {
        List<Constraint> found = new ArrayList<>();
        for (int i = 0; i < dates.size(); i++) {
            DateParser.FoundDate date = dates.get(i);
            if (i + 1 < dates.size() && Ranges.isPeriod(normal, date, dates.get(i + 1))) {
                found.add(new Criterion.Between(date.date(), dates.get(++i).date()));
                continue;
            }
            String before = normal.substring(Math.max(0, date.start() - BEFORE), date.start())
                    .strip();
            if (date.complete()) {
                bounds(date, before, normal).ifPresent(found::add);
            }
        }
        return found;
    }

    /** What is "valid until" a date must last at least so long; other things must be done "until" then. */
    private static Optional<Constraint> bounds(DateParser.FoundDate date, String before, String normal) {
        String after = normal.substring(date.end()).strip();
        boolean until = FigureWords.endsWith("beforeDate", before)
                || Lexicon.list("upToDate").starts(after);
        if (FigureWords.endsWith("untilAtLeast", before)
                || (until && Lexicon.list("validity").isIn(normal))) {
            return Optional.of(new Criterion.Between(date.date(), null));
        }
        if (until) {
            return Optional.of(new Criterion.Between(null, date.date()));
        }
        return FigureWords.endsWith("afterDate", before)
                        || Lexicon.list("fromDateOn").starts(after)
                ? Optional.of(new Criterion.Between(date.date(), null))
                : Optional.empty();
    }

    private static @Nullable Constraint constraint(Quantity quantity, String before, String after) {
        if (quantity.isTime() && FigureWords.endsWith("within", before)) {
            Terms event = event(after);
            return event.isEmpty() ? new Recent(quantity.amount()) : new Elapsed(quantity.amount(), event);
        }
        int least = FigureWords.startOf("atLeast", before);
        int atMost = FigureWords.startOf("atMost", before);
        // "not exceeding" ends like "exceeding": the longer phrase is meant.
        boolean upper = atMost >= 0 && (least < 0 || atMost < least);
        boolean lower = least >= 0 && !upper;
        int comparison = upper ? atMost : Math.max(least, 0);
        boolean denied = FigureWords.isAtEnd(
                "comparisonNegator", before.substring(0, comparison).strip());
        boolean most = FigureWords.follows("orLess", after) || (denied ? lower : upper);
        boolean age = isYears(quantity) && Lexicon.list("ageWord").starts(after) && !most;
        boolean ago = Lexicon.list("ago").starts(after) && !age && !FigureWords.follows("orOlder", after);
        String unlimited = before.substring(0, Math.max(least, atMost) < 0 ? before.length() : Math.max(least, atMost));
        if (quantity.isTime() && (ago || FigureWords.isAtEnd("agoBefore", unlimited.strip()))) {
            return most ? new Recent(quantity.amount()) : new Criterion.Past(quantity.amount());
        }
        if (quantity.isTime() && FigureWords.endsWith("sinceEvent", before) && FigureWords.follows("orLess", after)) {
            Terms event = Terms.of(before.substring(0, FigureWords.startOf("sinceEvent", before)));
            boolean dated = FOLLOWING.matcher(after).find() && !event.isEmpty();
            return dated ? new Elapsed(quantity.amount(), event) : new Recent(quantity.amount());
        }
        if (before.endsWith("≥")
                || before.endsWith(">")
                || before.endsWith(">=")
                || FigureWords.follows("orMore", after)
                || ((denied ? upper : lower) && !most)) {
            return new Bound(quantity, null);
        }
        return most || before.endsWith("≤") || before.endsWith("<") || before.endsWith("<=")
                ? new Bound(null, quantity)
                : null;
    }

    /** Whether a time is as long as ages are. */
    private static boolean isYears(Quantity quantity) {
        return quantity.isTime() && quantity.amount().compareTo(DAYS_OF_A_YEAR) >= 0;
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

    /** Days as they are written in a name, such as {@code returnWindowDays}. */
    static BigDecimal days(Quantity quantity) {
        return quantity.isTime() ? quantity.amount() : quantity.number();
    }
}
