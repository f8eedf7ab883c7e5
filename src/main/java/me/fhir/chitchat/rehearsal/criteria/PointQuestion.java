package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import java.util.Map;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.language.AskedPoint;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Negation;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.SpokenText;
import me.fhir.chitchat.rehearsal.language.TellingTerms;
import me.fhir.chitchat.rehearsal.language.Terms;

/** Asks for a point: what is to be told, and the limit that it will be held against. */
public final class PointQuestion {
    /** Which question asks for a dimension; other measures have none of their own. */
    private static final Map<String, String> MEASURES = Map.of("mass", "weight", "length", "length");

    private final Phrases phrases;
    private final SpokenText spoken;
    private final PointText text;
    private final PointLimit limit;

    public PointQuestion(Phrases phrases) {
        this.phrases = phrases;
        this.spoken = phrases.spoken();
        this.text = new PointText(phrases);
        this.limit = new PointLimit(phrases);
    }

    /** What is asked for, as the entry of a list. */
    public String of(Criterion criterion) {
        String said = "";
        if (criterion.constraints().size() == 1) {
            Criterion.Constraint constraint = criterion.constraints().get(0);
            String label = PointText.label(criterion);
            if (constraint instanceof Criterion.OneOf oneOf && !label.isEmpty()) {
                said = phrases.always("ask.oneOf", label, spoken.or(oneOf.values()));
            } else if (constraint instanceof Criterion.NoneOf noneOf && !label.isEmpty()) {
                said = phrases.always("ask.noneOf", label, spoken.or(noneOf.values()));
            } else if (constraint instanceof Criterion.Between between
                    && between.from() != null
                    && between.to() != null
                    && !label.isEmpty()) {
                said = phrases.always(
                        "ask.between", label, String.valueOf(between.from()), String.valueOf(between.to()));
            } else if (constraint instanceof Criterion.Parts parts && PointText.isList(criterion)) {
                String key = parts.needed() == 1 ? "ask.any" : "ask.several";
                List<String> titles = PointText.titles(parts);
                said = parts.needed() == titles.size()
                        ? ""
                        : phrases.always(key, spoken.or(titles), Integer.toString(parts.needed()));
            } else {
                said = limited(criterion, constraint);
            }
        }
        return said.isBlank() ? plain(criterion) : said;
    }

    /** A question with the limit behind it; empty where the point has no short name or no such limit. */
    private String limited(Criterion criterion, Criterion.Constraint constraint) {
        String label = PointText.label(criterion);
        Terms rest = TellingTerms.of(Terms.of(criterion.title().substring(label.length())));
        if (!label.isEmpty() && !rest.without(Terms.of(label)).isEmpty()) {
            // What stands behind the label says more than a limit.
            return "";
        }
        String name = text.brief(criterion);
        String bound = limit.asked(criterion, constraint);
        String how = phrases.always("ask.how." + measure(criterion, constraint));
        return bound.isBlank() || how.isBlank() || name.equals(text.name(criterion))
                ? ""
                : phrases.always("ask.bound", name, how, bound);
    }

    /** What kind of figure is asked for, one of {@link AskedPoint#MEASURES}. */
    private static String measure(Criterion criterion, Criterion.Constraint constraint) {
        if (!(constraint instanceof Criterion.Bound bound)) {
            return "date";
        }
        Quantity least = bound.least();
        Quantity one = least == null ? bound.most() : least;
        if (one == null || one.isBare()) {
            return "value";
        }
        if (Quantity.isMoney(one.dimension())) {
            return "amount";
        }
        boolean age = Terms.of(criterion.title()).shared(FactChoice.AGE) > 0;
        if (one.isTime()) {
            return age ? "age" : "duration";
        }
        String dimension = one.dimension();
        return Lexicon.isMeasure(dimension) ? MEASURES.getOrDefault(dimension, "value") : "number";
    }

    /** The name with what is to be told about it: that it is so, both dates, or whatever there is. */
    private String plain(Criterion criterion) {
        boolean stated = criterion.constraints().stream()
                .anyMatch(one -> one instanceof Criterion.YesOrNo || one instanceof Criterion.NoneRecent);
        boolean denied = Negation.isLack(criterion.title());
        boolean figure = criterion.constraints().stream().anyMatch(Criterion.Bound.class::isInstance);
        String key = stated || denied || figure ? "ask.confirmed" : key(criterion, "ask.paper", "ask.dates");
        String asked = key.isEmpty() ? "" : phrases.always(key, text.plainName(criterion));
        return asked.isBlank() ? text.name(criterion) : asked;
    }

    /** The question once more, in other words. */
    public String again(Criterion criterion) {
        String whole = of(criterion);
        String title = text.name(criterion);
        boolean date = criterion.constraints().stream()
                .anyMatch(one -> one instanceof Criterion.Recent || one instanceof Criterion.Past);
        boolean figure = criterion.constraints().stream().anyMatch(Criterion.Bound.class::isInstance);
        String key = date ? "ask.date" : figure ? "ask.figure" : key(criterion, "ask.again", "ask.bothDates");
        String precise = key.isEmpty() || (!figure && isConfirmed(criterion, whole))
                ? ""
                : phrases.always(key, text.plainName(criterion));
        if (!precise.isBlank()) {
            return precise;
        }
        String brief = PointText.isPlain(criterion) ? text.brief(criterion) : title;
        return whole.startsWith(title) ? brief + whole.substring(title.length()) : whole;
    }

    private boolean isConfirmed(Criterion criterion, String whole) {
        return whole.equals(phrases.always("ask.confirmed", text.plainName(criterion)));
    }

    /**
     * Which phrase asks for a point without a measure: what is no paper cannot be sent, but may be confirmed. Empty for
     * a list and for what no phrase asks for.
     */
    private static String key(Criterion criterion, String paper, String dates) {
        List<Criterion.Constraint> constraints = criterion.constraints();
        boolean elapsed = constraints.stream().anyMatch(Criterion.Elapsed.class::isInstance);
        boolean question = Sentences.isQuestion(Lexicon.normal(criterion.title()));
        boolean labelled = !PointText.label(criterion).isEmpty();
        if (elapsed) {
            return dates;
        }
        boolean sent = Lexicon.list("paper").isIn(Lexicon.normal(criterion.title()));
        return !constraints.isEmpty() || question || labelled ? "" : sent ? paper : "ask.confirmed";
    }
}
