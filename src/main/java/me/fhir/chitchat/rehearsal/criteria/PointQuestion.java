package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Negation;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.SpokenText;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/**
 * Asks for a point: at first in the words of its author, below a sentence that asks how things stand, and once more
 * with a question of its own.
 */
public final class PointQuestion {
    private final Phrases phrases;
    private final SpokenText spoken;
    private final PointText text;
    private final PointTitle title;

    public PointQuestion(Phrases phrases) {
        this.phrases = phrases;
        this.spoken = phrases.spoken();
        this.text = new PointText(phrases);
        this.title = new PointTitle(phrases);
    }

    /** What is asked for, as the entry of a list. */
    public String of(Criterion criterion) {
        String said = "";
        if (criterion.constraints().size() == 1) {
            Criterion.Constraint constraint = criterion.constraints().get(0);
            String label = PointTitle.label(criterion);
            if (isChoice(criterion)) {
                said = choice(criterion, "written.field");
            } else if (constraint instanceof Criterion.NoneOf noneOf && !label.isEmpty()) {
                said = phrases.always("ask.noneOf", label, spoken.or(noneOf.values()));
            } else if (constraint instanceof Criterion.Between between
                    && between.from() != null
                    && between.to() != null
                    && !label.isEmpty()) {
                said = phrases.always(
                        "ask.between", label, String.valueOf(between.from()), String.valueOf(between.to()));
            } else if (constraint instanceof Criterion.Parts parts && PointTitle.isList(criterion)) {
                String key = parts.needed() == 1 ? "ask.any" : "ask.several";
                List<String> titles = PointTitle.titles(parts);
                said = parts.needed() == titles.size()
                        ? ""
                        : phrases.always(key, spoken.or(titles), Integer.toString(parts.needed()));
            }
        }
        return said.isBlank() ? TextFormat.capitalised(title.name(criterion)) : said;
    }

    /** The question once more, in other words; as before where there are none. */
    public String again(Criterion criterion) {
        String whole = of(criterion);
        if (isChoice(criterion)) {
            return orElse(choice(criterion, "ask.oneOf"), whole);
        }
        if (!whole.equals(TextFormat.capitalised(title.name(criterion)))) {
            return orElse(phrases.always("ask.givenAgain", TextFormat.capitalised(title.brief(criterion))), whole);
        }
        String key = key(criterion);
        if (key.isEmpty() && !Sentences.isQuestion(Lexicon.normal(criterion.title()))) {
            key = "ask.confirmed";
        }
        // A date is asked of the thing alone, which the limit in front of the question would blur.
        String name = key.equals("ask.date") ? title.brief(criterion) : title.plainName(criterion);
        return key.isEmpty() ? whole : orElse(phrases.always(key, TextFormat.capitalised(name)), whole);
    }

    /** Only the short name where a figure is lacking and it says which; else the question once more. */
    public String briefly(Criterion criterion) {
        String brief = TextFormat.capitalised(title.brief(criterion));
        boolean figure = key(criterion).equals("ask.figure") && !isChoice(criterion);
        return figure && !brief.equals(of(criterion)) ? brief : again(criterion);
    }

    private static boolean isChoice(Criterion criterion) {
        return criterion.constraints().size() == 1
                && criterion.constraints().get(0) instanceof Criterion.OneOf
                && !PointTitle.label(criterion).isEmpty();
    }

    /** A point with the values of which one is wanted. */
    private String choice(Criterion criterion, String phrase) {
        Criterion.OneOf values = (Criterion.OneOf) criterion.constraints().get(0);
        return phrases.always(phrase, PointTitle.label(criterion), spoken.or(values.values()));
    }

    /** Whether a paper is asked for, and not only what it says. */
    public static boolean wantsPaper(Criterion criterion) {
        return key(criterion).equals("ask.again");
    }

    /** Which of two statements about a point is right. */
    public String which(AssessedCriterion point) {
        return phrases.always("ask.which", text.contradiction(point));
    }

    private static String orElse(String said, String otherwise) {
        return said.isBlank() ? otherwise : said;
    }

    /**
     * Which phrase asks for a point once more: its date, its figure, both of its dates, the paper itself, or whether it
     * is so. What is no paper cannot be sent. Empty for a list and for what no phrase asks for.
     */
    private static String key(Criterion criterion) {
        List<Criterion.Constraint> constraints = criterion.constraints();
        if (constraints.stream().anyMatch(Criterion.Elapsed.class::isInstance)) {
            return "ask.bothDates";
        }
        if (constraints.stream().anyMatch(one -> one instanceof Criterion.Recent || one instanceof Criterion.Past)) {
            return "ask.date";
        }
        if (constraints.stream().anyMatch(Criterion.Bound.class::isInstance)) {
            return "ask.figure";
        }
        boolean stated = constraints.stream()
                .anyMatch(one -> one instanceof Criterion.YesOrNo || one instanceof Criterion.NoneRecent);
        if (stated || Negation.isLack(criterion.title())) {
            return "ask.confirmed";
        }
        String said = Lexicon.normal(criterion.title());
        boolean told = !constraints.isEmpty()
                || Sentences.isQuestion(said)
                || !PointTitle.label(criterion).isEmpty();
        return told ? "" : Lexicon.list("paper").isIn(said) ? "ask.again" : "ask.confirmed";
    }
}
