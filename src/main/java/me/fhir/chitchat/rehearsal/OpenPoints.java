package me.fhir.chitchat.rehearsal;

import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import me.fhir.chitchat.rehearsal.criteria.AnsweredPoints;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.PointState;
import me.fhir.chitchat.rehearsal.criteria.PointQuestion;
import me.fhir.chitchat.rehearsal.criteria.PointTitle;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** What a decision still needs, as the entries of the list that asks for it: each the second time in other words. */
final class OpenPoints {
    private static final int ASKED_AT_MOST = 2;
    private static final Pattern AMOUNT = Pattern.compile(" \\(\\p{Lu}{3}\\)$");

    private final StepContext context;
    private final Phrases phrases;
    private final Assessment assessment;
    private final PointTitle title;
    private final PointQuestion question;
    private final AnsweredPoints answered;

    OpenPoints(StepContext context, Assessment assessment) {
        this.context = context;
        this.phrases = context.phrases();
        this.assessment = assessment;
        this.title = new PointTitle(phrases);
        this.question = new PointQuestion(phrases);
        this.answered = new AnsweredPoints(context);
    }

    /** Titles of what may still be asked for; a detail that a point asks for as well is named once. */
    List<String> entries() {
        Set<String> open = new LinkedHashSet<>();
        List<AssessedCriterion> unknown = assessment.with(PointState.UNKNOWN).stream()
                .filter(point -> timesAsked(point) < ASKED_AT_MOST && !answered.isExhausted(point.criterion()))
                .toList();
        if (unknown.size() > 2
                && assessment.isSettledBy(context.news())
                && unknown.stream().allMatch(point -> timesAsked(point) > 0)) {
            // Who answers bit by bit is asked again for one point at a time, and so is heard to the end.
            unknown = unknown.subList(0, 1);
        }
        boolean figures = unknown.stream().filter(this::lacksFigure).count() > 1;
        unknown.forEach(point -> open.add(entry(point, figures)));
        for (String name : assessment.missing()) {
            String label = TextFormat.label(name);
            // What is paid out is the decider's to say, until only that is missing.
            boolean amount = AMOUNT.matcher(label).find() && !open.isEmpty();
            if (!amount && !isAskedByPoint(label, open)) {
                given(label).ifPresent(open::add);
            }
        }
        return List.copyOf(open);
    }

    /** Whether a point, or an entry of the list, asks for an argument as well. */
    private boolean isAskedByPoint(String label, Set<String> open) {
        Terms words = Terms.of(AMOUNT.matcher(label).replaceFirst(""));
        return open.stream().anyMatch(title -> words.coveredBy(Terms.of(title)) == 1)
                || assessment.with(PointState.UNKNOWN).stream()
                        .anyMatch(point ->
                                words.coveredBy(Terms.of(point.criterion().title())) == 1);
    }

    private int timesAsked(AssessedCriterion point) {
        Set<String> forms = new LinkedHashSet<>(List.of(
                question.of(point.criterion()),
                question.again(point.criterion()),
                question.briefly(point.criterion())));
        return phrases.timesAskedWhich(title.brief(point.criterion()))
                + forms.stream().mapToInt(phrases::timesAsked).sum();
    }

    /** Whether the same words would ask for the figure of this point once more. */
    private boolean lacksFigure(AssessedCriterion point) {
        return timesAsked(point) > 0
                && !point.isContradicted()
                && !question.briefly(point.criterion()).equals(question.again(point.criterion()));
    }

    /** @param several whether more than one figure is lacking, which is then said above them */
    private String entry(AssessedCriterion point, boolean several) {
        Criterion criterion = point.criterion();
        if (point.isContradicted() && phrases.timesAskedWhich(title.brief(criterion)) == 0) {
            return question.which(point);
        }
        return timesAsked(point) == 0
                ? question.of(criterion)
                : several && lacksFigure(point) ? question.briefly(criterion) : question.again(criterion);
    }

    /** Asks for an argument, the second time in other words; empty when it was asked for often enough. */
    private Optional<String> given(String label) {
        String first = phrases.always("ask.given", label);
        String again = phrases.always("ask.givenAgain", label);
        int times = Stream.of(first.isBlank() ? label : first, again)
                .filter(asked -> !asked.isBlank())
                .mapToInt(phrases::timesAsked)
                .sum();
        if (times >= ASKED_AT_MOST) {
            return Optional.empty();
        }
        String entry = times == 0 ? first : again;
        return Optional.of(entry.isBlank() ? label : entry);
    }

    /** Whether a question stood in an earlier message, perhaps in more words. */
    boolean wasAsked(String entry) {
        return phrases.timesAsked(entry) > 0
                || assessment.with(PointState.UNKNOWN).stream()
                        .anyMatch(point -> asksFor(entry, point) && timesAsked(point) > 0);
    }

    /** Whether an entry asks for a point. */
    boolean asksFor(String entry, AssessedCriterion point) {
        return entry.equals(question.of(point.criterion()))
                || entry.equals(question.again(point.criterion()))
                || entry.equals(question.briefly(point.criterion()))
                || asksWhich(entry, point);
    }

    /** Whether an entry asks which of two statements about a point is right. */
    boolean asksWhich(String entry, AssessedCriterion point) {
        return point.isContradicted() && entry.equals(question.which(point));
    }
}
