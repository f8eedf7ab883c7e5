package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import java.util.Objects;
import java.util.Optional;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.PointState;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.Remark;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.language.DocumentTitles;
import me.fhir.chitchat.rehearsal.language.FieldNames;
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

/** Puts a point of a decision into words: its name, and a sentence that says how it stands. */
public final class PointText {
    private static final int MAX_QUOTE_LENGTH = 140;

    private final Phrases phrases;
    private final SpokenText spoken;

    public PointText(Phrases phrases) {
        this.phrases = phrases;
        this.spoken = phrases.spoken();
    }

    /** Whether the point is one sentence; a list or an alternative has no shorter name. */
    static boolean isPlain(Criterion criterion) {
        return criterion.constraints().stream()
                .noneMatch(one -> one instanceof Criterion.Parts
                        || one instanceof Criterion.OneOf
                        || one instanceof Criterion.NoneOf);
    }

    /** The short name in front of a colon. */
    public String brief(Criterion criterion) {
        return isPlain(criterion) ? spoken.polished(PointName.of(name(criterion))) : plainName(criterion);
    }

    /** What the point is called; a name such as "Requirement" in front of it says nothing. */
    String name(Criterion criterion) {
        String title = TextFormat.withoutStop(criterion.title());
        String label = label(criterion);
        boolean values = criterion.constraints().stream()
                .anyMatch(one -> one instanceof Criterion.OneOf || one instanceof Criterion.NoneOf);
        boolean empty =
                !values && !label.isEmpty() && FieldNames.isRuleName(label) && title.length() > label.length() + 12;
        return spoken.polished(empty ? TextFormat.capitalised(title.substring(label.length() + 2)) : title);
    }

    /** The name in front of a colon, without one of its own. */
    public String plainName(Criterion criterion) {
        if (isList(criterion) && criterion.constraints().get(0) instanceof Criterion.Parts parts) {
            String all = spoken.or(titles(parts));
            String said =
                    phrases.always(parts.needed() == 1 ? "ask.one" : "ask.of", all, Integer.toString(parts.needed()));
            return said.isBlank() ? name(criterion) : said.replaceFirst("[\\s\u00a0]?[:：] ?", " – ");
        }
        return name(criterion).replaceFirst("[\\s\u00a0]?[:：] ", " – ");
    }

    static List<String> titles(Criterion.Parts parts) {
        return parts.parts().stream()
                .map(part -> part.title().replaceFirst("[\\s;,.]+$", ""))
                .map(title -> title.matches("\\p{Lu}\\p{Ll}*\\s.*") ? TextFormat.uncapitalised(title) : title)
                .toList();
    }

    static boolean isList(Criterion criterion) {
        return Lexicon.list("ofFollowing").isIn(Lexicon.normal(criterion.title()))
                && !criterion.constraints().isEmpty();
    }

    /** The name before the colon of "Covered causes: fire, storm"; empty when there is none. */
    static String label(Criterion criterion) {
        int colon = criterion.title().indexOf(": ");
        return colon < 0 ? "" : criterion.title().substring(0, colon);
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
                            ? phrases.always("point.nothing", brief(criterion))
                            : phrases.always("point.insufficient", brief(criterion), said(given, criterion)))
                    .filter(said -> !said.isBlank())
                    .orElseGet(() -> phrases.always("point.unknown", brief(criterion)));
        }
        return settled(point, source(point.evidence()), quote(point.evidence(), criterion));
    }

    /** Both statements that do not fit together. */
    private String contradicted(AssessedCriterion point) {
        Criterion criterion = point.criterion();
        Statement other = point.comparison().other();
        Statement evidence = point.evidence();
        String against = evidence == null ? "" : quote(evidence, criterion);
        String first = other == null ? "" : said(other, criterion);
        return evidence == null || against.isEmpty() || first.isEmpty() || first.contains(against)
                ? phrases.always(
                        "point.contradicted",
                        brief(criterion),
                        evidence == null || against.isEmpty() ? first : said(evidence, criterion))
                : phrases.always("point.contradicting", brief(criterion), first, against);
    }

    /** Both statements that do not fit together, or the name of the point. */
    public String contradiction(AssessedCriterion point) {
        return phrases.unstopped(contradicted(point));
    }

    /** Who says what: you write “at rest”. */
    private String said(Statement evidence, Criterion criterion) {
        String quote = quote(evidence, criterion);
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
            return phrases.always("point.nothingAgainst", plainName(point.criterion()));
        }
        return measured(point, quote).orElseGet(() -> quoted(point, source, quote));
    }

    /** What is said of a point with this constraint alone; empty where it is told like any other. */
    private Optional<String> constrained(
            Criterion.Constraint only, AssessedCriterion point, String source, String quote) {
        String label = label(point.criterion());
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
        return phrases.always("point.excluded", value, source, label(point.criterion()));
    }

    private Optional<String> choosing(Criterion.OneOf choice, AssessedCriterion point, String source, String quote) {
        if (point.is(PointState.MET)) {
            return SaidValue.of(choice.values(), point.evidence())
                    .map(value -> phrases.always(
                            "point.figure", label(point.criterion()), value, "", phrases.always("verdict.met")));
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
            return Optional.of(phrases.always("point.afterAll", brief(criterion), quote, limit.of(point)));
        }
        String timed = limit.timed(point, brief(criterion), verdict(point));
        if (!timed.isEmpty() && point.isReceived()) {
            return Optional.of(timed);
        }
        String bare = limit.withUnit(criterion, quote);
        String figure = bare.isEmpty() && point.isReceived() ? limit.measured(point) : bare;
        return figure.isEmpty()
                ? Optional.empty()
                : Optional.of(
                        phrases.always("point.figure", brief(criterion), figure, limit.of(point), verdict(point)));
    }

    private String quoted(AssessedCriterion point, String source, String quote) {
        Criterion criterion = point.criterion();
        boolean met = point.is(PointState.MET);
        boolean none = Lexicon.list("negator").starts(Lexicon.normal(criterion.title()))
                && Lexicon.list("negative").is(Lexicon.normal(quote));
        if (quote.isEmpty() || (met && (SaidValue.isYes(quote) || none))) {
            return phrases.always(met ? "point.confirmed" : "point.denied", brief(criterion), source);
        }
        String limit = new PointLimit(phrases).of(point);
        Statement evidence = Objects.requireNonNull(point.evidence());
        boolean written =
                evidence.source().received() && evidence.source().place().isEmpty();
        if (!written || !isNote(evidence, criterion, quote)) {
            return phrases.always("point.said", brief(criterion), said(evidence, criterion), limit, verdict(point));
        }
        return met && saysName(criterion, quote)
                ? phrases.always("point.noted", TextFormat.capitalised(quote), limit, verdict(point))
                : phrases.always("point.figure", brief(criterion), quote, limit, verdict(point));
    }

    private String verdict(AssessedCriterion point) {
        return phrases.always(point.is(PointState.MET) ? "verdict.met" : "verdict.notMet");
    }

    /** That a value is none of those that are possible. */
    private String notAmong(AssessedCriterion point, String values, String source, String quote) {
        String label = label(point.criterion());
        Statement evidence = point.evidence();
        boolean note = evidence != null && evidence.isReceivedNote();
        return note
                ? phrases.always("point.figure", label, quote, phrases.always("limit.oneOf", values), verdict(point))
                : phrases.always("point.notAmong", values, source, quote, label);
    }

    /** Whether evidence is the entry of a list and no sentence. */
    private boolean isNote(Statement evidence, Criterion criterion, String quote) {
        boolean same = quote.length() <= criterion.title().length() + 2 && saysName(criterion, quote);
        return !evidence.label().isEmpty()
                || (same && Negation.isLack(criterion.title()))
                || Lexicon.normal(quote).startsWith(Lexicon.normal(brief(criterion)));
    }

    /** Whether a note names the point itself. */
    private boolean saysName(Criterion criterion, String quote) {
        Terms name = TellingTerms.of(Terms.of(brief(criterion)));
        return !name.isEmpty() && name.coveredBy(Terms.of(quote)) == 1;
    }

    /** What a statement says; empty when it says no more than the point. */
    private String quote(@Nullable Statement evidence, Criterion criterion) {
        if (evidence == null) {
            return "";
        }
        String title = Lexicon.normal(criterion.title());
        boolean echo = !evidence.label().isEmpty() && title.startsWith(Lexicon.normal(evidence.label()));
        String told = TextFormat.withoutStop(echo ? evidence.text() : evidence.quote());
        Terms name = TellingTerms.of(Terms.of(PointName.of(criterion.title())));
        String clause = evidence.label().isEmpty() ? Sentences.clause(told, name) : told;
        String text = spoken.polished(SpokenText.part(clause));
        return title.endsWith(Lexicon.normal(text)) ? "" : TextFormat.clause(spoken.inner(text), MAX_QUOTE_LENGTH);
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
