package me.fhir.chitchat.rehearsal.criteria;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.TimeSpan;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.language.DateParser;
import me.fhir.chitchat.rehearsal.language.FieldText;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.QuantityParser;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.TextFormat;
import org.jspecify.annotations.Nullable;

/** Says what the evidence of a point was measured by: "that is 18 days; the limit is 14 days". */
final class PointLimit {
    private static final Pattern BARE = Pattern.compile("\\d+(?:[.,]\\d+)*");
    private static final Pattern NUMBER = Pattern.compile("\\d+");
    /** Its days on average. */
    private static final double MONTH = 30.4375;

    private final Phrases phrases;

    PointLimit(Phrases phrases) {
        this.phrases = phrases;
    }

    /** The words that follow the quotation; empty where there is nothing to measure. */
    String of(AssessedCriterion point) {
        TimeSpan span = point.comparison().span();
        for (Criterion.Constraint constraint : point.criterion().constraints()) {
            String said = said(point.criterion(), constraint, span);
            if (!said.isEmpty()) {
                return said;
            }
        }
        return "";
    }

    private String said(Criterion criterion, Criterion.Constraint constraint, @Nullable TimeSpan span) {
        if (constraint instanceof Criterion.Bound bound) {
            Quantity least = bound.least();
            Quantity most = bound.most();
            String low = least == null ? "" : bare(criterion, least);
            String high = most == null ? "" : bare(criterion, most);
            boolean known = (least == null || !low.isEmpty()) && (most == null || !high.isEmpty());
            return !known
                    ? ""
                    : least == null
                            ? phrases.always("limit.most", high)
                            : most == null
                                    ? phrases.always("limit.least", low)
                                    : phrases.always("limit.between", low, high);
        }
        if (constraint instanceof Criterion.Recent recent) {
            return time(criterion, span, "limit.span", recent.days());
        }
        if (constraint instanceof Criterion.Elapsed elapsed) {
            return time(criterion, span, "limit.span", elapsed.days());
        }
        if (constraint instanceof Criterion.Past past) {
            return time(criterion, span, "limit.past", past.days());
        }
        if (constraint instanceof Criterion.Between between) {
            return between.from() != null && between.to() == null
                    ? phrases.always("limit.after", day(between.from()))
                    : between.from() == null && between.to() != null
                            ? phrases.always("limit.before", day(between.to()))
                            : "";
        }
        return "";
    }

    /** A bare number in the unit of the point's limit: "4" to "at least 3 weeks" is "4 weeks"; empty for other texts. */
    String withUnit(Criterion criterion, String number) {
        if (!BARE.matcher(number).matches()) {
            return "";
        }
        for (Criterion.Constraint constraint : criterion.constraints()) {
            String said = constraint instanceof Criterion.Bound bound
                    ? Stream.of(Optional.ofNullable(bound.most()), Optional.ofNullable(bound.least()))
                            .flatMap(Optional::stream)
                            .map(limit -> figure(criterion, limit.amount()))
                            .filter(figure -> !figure.isEmpty())
                            .findFirst()
                            .orElse("")
                    : "";
            Matcher written = BARE.matcher(said);
            // "2 million" is no unit of a number that is written out.
            boolean magnitude = Lexicon.magnitudeWords().stream()
                    .anyMatch(word -> Lexicon.normal(said).endsWith(" " + word));
            if (!magnitude && written.find()) {
                return written.replaceFirst(Matcher.quoteReplacement(number));
            }
        }
        return number;
    }

    /** A bound as the title has it; a number without a unit that the title has as a part of a range is written out. */
    private String bare(Criterion criterion, Quantity bound) {
        String figure = figure(criterion, bound.amount());
        return figure.isEmpty() && (bound.isBare() || isInRange(criterion, bound))
                ? phrases.spoken().number(bound.number(), false)
                : figure;
    }

    /** Whether a bound is the end of a range that the title gives without the unit of the other end. */
    private static boolean isInRange(Criterion criterion, Quantity bound) {
        return QuantityParser.in(Lexicon.normal(criterion.title())).stream()
                .anyMatch(one -> one.isBare() && one.number().compareTo(bound.number()) == 0);
    }

    /** The only figure of the evidence that was compared with a bound, with its unit; empty where there are several. */
    String measured(AssessedCriterion point) {
        Statement evidence = point.evidence();
        Criterion.Bound bound = point.criterion().constraints().stream()
                .filter(Criterion.Bound.class::isInstance)
                .map(Criterion.Bound.class::cast)
                .findFirst()
                .orElse(null);
        Quantity limit = bound == null ? null : bound.least() == null ? bound.most() : bound.least();
        if (bound == null
                || evidence == null
                || limit == null
                || evidence.normal().length() != evidence.text().length()) {
            return "";
        }
        TimeSpan span = point.comparison().span();
        if (span != null && limit.isTime()) {
            return withUnit(point.criterion(), Long.toString(ChronoUnit.YEARS.between(span.from(), span.to())));
        }
        boolean met = point.is(AssessedCriterion.PointState.MET);
        List<String> figures = evidence.quantities().stream()
                .filter(quantity -> quantity.comparableWith(limit)
                        && quantity.end() <= evidence.text().length())
                .filter(quantity -> StatedRange.within(quantity, bound) == met)
                .map(quantity -> evidence.text()
                        .substring(quantity.start(), quantity.end())
                        .strip())
                .distinct()
                .toList();
        if (figures.size() != 1) {
            return "";
        }
        String figure = figures.get(0);
        String unit = withUnit(point.criterion(), figure);
        String named = unit.isEmpty() ? FieldText.value(evidence.label(), figure) : unit;
        return phrases.spoken().polished(TextFormat.withoutStop(named));
    }

    /** How long ago or after the event something was, in the unit of the limit, and what the limit is. */
    String timed(AssessedCriterion point, String name) {
        TimeSpan span = point.comparison().span();
        for (Criterion.Constraint constraint : point.criterion().constraints()) {
            boolean past = constraint instanceof Criterion.Past;
            boolean elapsed = constraint instanceof Criterion.Elapsed;
            BigDecimal days = constraint instanceof Criterion.Recent recent
                    ? recent.days()
                    : constraint instanceof Criterion.Past longAgo
                            ? longAgo.days()
                            : constraint instanceof Criterion.Elapsed after ? after.days() : null;
            String limit = days == null ? "" : figure(point.criterion(), days);
            String length = limit.isEmpty() || span == null ? "" : length(span, limit);
            if (span != null && !length.isEmpty() && !elapsed && point.is(AssessedCriterion.PointState.MET)) {
                // How long ago it was is no news to who gave the date, as long as that is within the limit.
                String within = phrases.always(past ? "limit.ageLeast" : "limit.age", limit);
                return phrases.always("point.figure", name, day(span.from()), within);
            }
            if (span != null && !length.isEmpty()) {
                return phrases.always(
                        elapsed ? "point.elapsed" : "point.ago",
                        name,
                        day(elapsed ? span.to() : span.from()),
                        length,
                        day(span.from()),
                        phrases.always(past ? "limit.least" : "limit.most", limit));
            }
        }
        return "";
    }

    private String day(@Nullable LocalDate date) {
        return date == null ? "" : phrases.spoken().date(date);
    }

    private String time(Criterion criterion, @Nullable TimeSpan span, String phrase, BigDecimal days) {
        String limit = figure(criterion, days);
        String length = span == null ? "" : length(span, limit);
        return span == null || length.isEmpty()
                ? ""
                : phrases.always(
                        phrase,
                        phrases.spoken().date(span.from()),
                        phrases.spoken().date(span.to()),
                        length,
                        limit);
    }

    /** A time in the unit of a limit: "18 days" to "14 days"; in the next smaller one where there is less than two. */
    private String length(TimeSpan span, String limit) {
        List<Quantity> units = QuantityParser.in(Lexicon.normal(limit));
        Matcher number = NUMBER.matcher(limit);
        if (units.size() != 1 || !units.get(0).isTime() || !number.find()) {
            return "";
        }
        Quantity unit = units.get(0);
        double one = unit.amount().doubleValue() / unit.number().doubleValue();
        long many = Math.round(Math.floor(span.days() / one + 0.02));
        boolean whole = many >= 2 && unit.number().compareTo(BigDecimal.ONE) > 0;
        long months = Math.round(span.days() / MONTH);
        boolean years = one > 2 * MONTH && months >= 2;
        if (!whole && years && Math.abs(unit.amount().doubleValue() - span.days()) > MONTH) {
            return phrases.always("limit.months", Long.toString(months));
        }
        String days = span.days() < 2
                ? ""
                : phrases.always("limit.days", phrases.spoken().number(BigDecimal.valueOf(span.days()), true));
        return whole ? number.replaceFirst(phrases.spoken().number(BigDecimal.valueOf(many), true)) : days;
    }

    /** A figure of the point with its unit, as its title has it; empty when it is not there. */
    private String figure(Criterion criterion, BigDecimal amount) {
        String title = criterion.title();
        String normal = Lexicon.normal(title);
        if (normal.length() != title.length()) {
            return "";
        }
        List<Quantity> quantities =
                QuantityParser.in(DateParser.blanked(normal, DateParser.in(normal, LocalDate.EPOCH)));
        return quantities.stream()
                .filter(quantity -> quantity.amount().compareTo(amount) == 0)
                .findFirst()
                .map(quantity -> nominative(TextFormat.withoutStop(title.substring(quantity.start(), quantity.end()))))
                .orElse("");
    }

    /** "von höchstens 12 Monaten" has the case of its preposition. */
    private String nominative(String figure) {
        String out = figure;
        for (String pair : phrases.always("limit.nominative").split(",", -1)) {
            String[] forms = pair.split("/", 2);
            out = forms.length == 2 && out.endsWith(forms[0])
                    ? out.substring(0, out.length() - forms[0].length()) + forms[1]
                    : out;
        }
        return out;
    }
}
