package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.PointState;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.Remark;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.language.DocumentTitles;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Negation;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.PointName;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.SpokenText;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.TellingTerms;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;
import org.jspecify.annotations.Nullable;

/** Says in a sentence how a point of a decision stands. */
public final class PointText {
    private static final int MAX_QUOTE_LENGTH = 140;

    private final Phrases phrases;
    private final SpokenText spoken;
    private final PointTitle title;

    public PointText(Phrases phrases) {
        this.phrases = phrases;
        this.spoken = phrases.spoken();
        this.title = new PointTitle(phrases);
    }

    /**
     * How a point stands, in one sentence.
     *
     * @param answer what was answered to it without settling it, if anything was
     */
    public String sentence(AssessedCriterion point, Optional<Statement> answer) {
        Criterion criterion = point.criterion();
        if (point.isContradicted()) {
            return contradicted(point);
        }
        if (point.is(PointState.UNKNOWN)) {
            return answer.filter(given -> !quote(given, criterion).isEmpty())
                    .map(given -> SaidValue.isNothing(given)
                            ? phrases.always("point.nothing", title.brief(criterion))
                            : phrases.always("point.insufficient", title.brief(criterion), said(given, criterion)))
                    .filter(said -> !said.isBlank())
                    .orElseGet(() -> phrases.always("point.unknown", title.brief(criterion)));
        }
        return settled(point, source(point.evidence()), quote(point.evidence(), criterion));
    }

    /**
     * The condition and what is said against it, in one sentence; empty where a time has been counted, which the words
     * of the evidence do not say, and where the evidence says no more than the point.
     */
    public String unmet(AssessedCriterion point) {
        Criterion criterion = point.criterion();
        Statement evidence = point.evidence();
        boolean counted = point.comparison().span() != null || point.isContradicted();
        if (evidence == null || counted || !point.is(PointState.NOT_MET) || !PointTitle.isPlainOrChoice(criterion)) {
            return "";
        }
        String said = point.remark() == Remark.CONFIRMED
                ? phrases.always("said.confirmed", quote(evidence, criterion))
                : said(evidence, criterion);
        return said.isEmpty() ? "" : phrases.always("point.unmet", spoken.inner(title.name(criterion)), said);
    }

    /** Both statements that do not fit together. */
    private String contradicted(AssessedCriterion point) {
        Criterion criterion = point.criterion();
        Statement other = point.comparison().other();
        Statement evidence = point.evidence();
        String against = evidence == null ? "" : quote(evidence, criterion);
        String first = other == null ? "" : said(other, criterion);
        String name = title.brief(criterion);
        if (evidence == null || against.isEmpty() || first.isEmpty() || first.contains(against)) {
            String told = evidence == null || against.isEmpty() ? first : said(evidence, criterion);
            return phrases.always("point.contradicted", name, told);
        }
        String quoted = other == null ? "" : quote(other, criterion);
        String unresolved =
                phrases.timesAskedWhich(name) == 0 ? "" : phrases.always("point.unresolved", name, quoted, against);
        return unresolved.isEmpty() ? phrases.always("point.contradicting", name, first, against) : unresolved;
    }

    /** Both statements that do not fit together, or the name of the point. */
    public String contradiction(AssessedCriterion point) {
        return phrases.unstopped(contradicted(point));
    }

    /** Who says what: you write “at rest”. */
    private String said(Statement evidence, Criterion criterion) {
        String quote = title.labelled(evidence, quote(evidence, criterion));
        if (quote.isEmpty()) {
            return "";
        }
        String place = evidence.source().place();
        if (!evidence.source().received()) {
            return phrases.always("said.own", quote);
        }
        return place.isEmpty()
                ? phrases.always("said.message", quote)
                : phrases.always("said.document", quote, DocumentTitles.of(place));
    }

    private String settled(AssessedCriterion point, String source, String quote) {
        List<Criterion.Constraint> constraints = point.criterion().constraints();
        Optional<String> said =
                constraints.size() == 1 ? constrained(constraints.get(0), point, source, quote) : Optional.empty();
        if (said.isPresent()) {
            return said.get();
        }
        if (point.remark() == Remark.NOTHING_AGAINST || point.evidence() == null) {
            return phrases.always("point.nothingAgainst", title.plainName(point.criterion()));
        }
        if (point.is(PointState.MET) && isWritten(point) && isNone(point.criterion(), quote)) {
            return title.so(point.criterion());
        }
        return measured(point, quote).orElseGet(() -> quoted(point, source, quote));
    }

    /** What is said of a point with this constraint alone; empty where it is told like any other. */
    private Optional<String> constrained(
            Criterion.Constraint only, AssessedCriterion point, String source, String quote) {
        String label = PointTitle.label(point.criterion());
        if (only instanceof Criterion.Standing && !label.isEmpty()) {
            String value = point.criterion().title().substring(label.length() + 2);
            return Optional.of(phrases.always("point.standing", label, value, TextFormat.uncapitalised(label)));
        }
        if (only instanceof Criterion.NoneOf noneOf) {
            return Optional.of(excluding(noneOf, point, source, quote));
        }
        if (only instanceof Criterion.OneOf oneOf && !label.isEmpty()) {
            return choosing(oneOf, point, source, quote);
        }
        if (only instanceof Criterion.Between between
                && between.from() != null
                && between.to() != null
                && !quote.isEmpty()) {
            return Optional.of(phrases.always(
                    point.is(PointState.MET) ? "point.within" : "point.outside",
                    String.valueOf(between.from()),
                    String.valueOf(between.to()),
                    source,
                    quote));
        }
        return Optional.empty();
    }

    private String excluding(Criterion.NoneOf excluded, AssessedCriterion point, String source, String quote) {
        if (point.is(PointState.MET)) {
            String key = point.evidence() == null ? "point.noneNamed" : "point.noExclusion";
            return phrases.always(key, spoken.or(excluded.values()), source);
        }
        String value = SaidValue.of(excluded.values(), point.evidence()).orElse(quote);
        return phrases.always("point.excluded", value, source, PointTitle.label(point.criterion()));
    }

    private Optional<String> choosing(Criterion.OneOf choice, AssessedCriterion point, String source, String quote) {
        if (point.is(PointState.MET)) {
            return SaidValue.of(choice.values(), point.evidence())
                    .map(value -> phrases.always("point.figure", PointTitle.label(point.criterion()), value, ""));
        }
        return quote.isEmpty()
                ? Optional.empty()
                : Optional.of(notAmong(point, spoken.or(choice.values()), source, quote));
    }

    /** The evidence as a figure or a time beside its limit; empty where it has none. */
    private Optional<String> measured(AssessedCriterion point, String quote) {
        Criterion criterion = point.criterion();
        PointLimit limit = new PointLimit(phrases);
        if (point.remark() == Remark.CONFIRMED && !quote.isEmpty()) {
            return Optional.of(phrases.always("point.afterAll", title.brief(criterion), quote, limit.of(point)));
        }
        String timed = limit.timed(point, title.brief(criterion));
        if (!timed.isEmpty() && point.isReceived()) {
            return Optional.of(timed);
        }
        String bare = limit.withUnit(criterion, quote);
        String figure = bare.isEmpty() && point.isReceived() ? limit.measured(point) : bare;
        String name = title.brief(criterion);
        Optional<String> sentence = SentenceTitle.of(phrases, name).map(whole -> whole.with(figure));
        return figure.isEmpty() || (sentence.isEmpty() && title.isOpen(criterion))
                ? Optional.empty()
                : sentence.isPresent()
                        ? Optional.of(phrases.always("point.noted", sentence.get(), limit.of(point)))
                        : Optional.of(phrases.always(
                                "point.figure",
                                name,
                                PointTitle.withoutUnitOf(name, figure),
                                PointTitle.withoutUnitOf(name, limit.of(point))));
    }

    private String quoted(AssessedCriterion point, String source, String quote) {
        Criterion criterion = point.criterion();
        boolean met = point.is(PointState.MET);
        boolean lack = Negation.isLack(criterion.title());
        boolean said = SaidValue.isYes(quote) || isNone(criterion, quote) || saysOnlyName(criterion, quote);
        if (quote.isEmpty() || (met && said)) {
            return met && isWritten(point)
                    ? title.so(criterion)
                    : phrases.always(met ? "point.confirmed" : "point.denied", title.brief(criterion), source);
        }
        String name = lack && !met ? Negation.lacked(title.brief(criterion)) : title.brief(criterion);
        String limit = new PointLimit(phrases).of(point);
        Statement evidence = Objects.requireNonNull(point.evidence());
        if (!isWritten(point) || !isNote(evidence, criterion, quote)) {
            return phrases.always("point.said", name, said(evidence, criterion), limit);
        }
        boolean named =
                !evidence.label().isEmpty() && Lexicon.normal(quote).startsWith(Lexicon.normal(evidence.label()));
        boolean same = named && Terms.of(evidence.label()).shared(Terms.of(name)) > 0;
        return (met && saysName(criterion, quote)) || same
                ? phrases.always("point.noted", TextFormat.capitalised(quote), limit)
                : phrases.always("point.figure", name, quote, limit);
    }

    /** Whether "none" is said of what must not be there. */
    private static boolean isNone(Criterion criterion, String quote) {
        String said = Lexicon.normal(quote);
        return Negation.isLack(criterion.title()) && (Lexicon.list("negative").is(said) || said.equals("0"));
    }

    /** Whether the other side has written it in a message, and not in a document. */
    private static boolean isWritten(AssessedCriterion point) {
        Statement evidence = point.evidence();
        return evidence != null
                && evidence.source().received()
                && evidence.source().place().isEmpty();
    }

    /** Whether "there is no thermal camera" says no more than the point's name. */
    private boolean saysOnlyName(Criterion criterion, String quote) {
        Terms name = TellingTerms.of(Terms.of(title.brief(criterion)));
        return !name.isEmpty()
                && quote.chars().noneMatch(Character::isDigit)
                && saysName(criterion, quote)
                && TellingTerms.of(Terms.of(quote)).coveredBy(name) == 1;
    }

    /** That a value is none of those that are possible. */
    private String notAmong(AssessedCriterion point, String values, String source, String quote) {
        String label = PointTitle.label(point.criterion());
        Statement evidence = point.evidence();
        boolean note = evidence != null && evidence.isReceivedNote();
        return note
                ? phrases.always("point.figure", label, quote, phrases.always("limit.oneOf", values))
                : phrases.always("point.notAmong", values, source, quote, label);
    }

    /** Whether evidence is the entry of a list and no sentence. */
    private boolean isNote(Statement evidence, Criterion criterion, String quote) {
        boolean same = quote.length() <= criterion.title().length() + 2 && saysName(criterion, quote);
        return !evidence.label().isEmpty()
                || (same && Negation.isLack(criterion.title()))
                || Lexicon.normal(quote).startsWith(Lexicon.normal(title.brief(criterion)))
                || (quote.indexOf(' ') < 0 && quote.endsWith(title.brief(criterion)));
    }

    /** Whether a note names the point itself. */
    private boolean saysName(Criterion criterion, String quote) {
        Terms name = TellingTerms.of(Terms.of(title.brief(criterion)));
        return !name.isEmpty() && name.coveredBy(Terms.of(quote)) == 1;
    }

    /** What a statement says; empty when it says no more than the point. */
    private String quote(@Nullable Statement evidence, Criterion criterion) {
        if (evidence == null) {
            return "";
        }
        String whole = Lexicon.normal(criterion.title());
        String label = Lexicon.normal(evidence.label());
        boolean echo = !label.isEmpty()
                && (whole.startsWith(label)
                        || Lexicon.normal(Negation.lacked(criterion.title())).startsWith(label));
        String told = TextFormat.withoutStop(echo ? evidence.text() : evidence.quote());
        Terms name = TellingTerms.of(Terms.of(PointName.of(criterion.title())));
        String clause = evidence.label().isEmpty() ? Sentences.clause(told, name) : told;
        String text = spoken.polished(SpokenText.part(clause));
        return whole.endsWith(Lexicon.normal(text)) ? "" : TextFormat.clause(spoken.inner(text), MAX_QUOTE_LENGTH);
    }

    private String source(@Nullable Statement evidence) {
        if (evidence == null || !evidence.source().received()) {
            return phrases.always("source.own");
        }
        String place = evidence.source().place();
        return place.isEmpty()
                ? phrases.always("source.message")
                : phrases.always("source.document", DocumentTitles.of(place));
    }
}
