package me.fhir.chitchat.rehearsal;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion;
import me.fhir.chitchat.rehearsal.criteria.PointQuestion;
import me.fhir.chitchat.rehearsal.criteria.PointTitle;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.StepContext;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Phrases;
import me.fhir.chitchat.rehearsal.language.PointName;
import me.fhir.chitchat.rehearsal.language.TellingTerms;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** Answers why something is asked for, and by what is decided: from the points of the decision, never from goals or limits. */
final class DecisionGrounds {
    private final Phrases phrases;
    private final Assessment assessment;
    private final PointTitle title;
    private final PointQuestion question;

    DecisionGrounds(StepContext context, Assessment assessment) {
        this.phrases = context.phrases();
        this.assessment = assessment;
        this.title = new PointTitle(phrases);
        this.question = new PointQuestion(phrases);
    }

    /** Whether a question is about the decision itself and not about a fact. */
    static boolean isAskedIn(String question) {
        return isWhy(question) || isRules(question);
    }

    private static boolean isWhy(String question) {
        return Lexicon.list("whyQuestion").isIn(Lexicon.normal(question));
    }

    private static boolean isRules(String question) {
        return Lexicon.list("rulesQuestion").isIn(Lexicon.normal(question));
    }

    /** The answers to questions of that kind that were not given before; none when nothing was asked. */
    List<String> answers(String message) {
        List<String> asked = QuestionAnswers.plainQuestions(message);
        List<String> answers = new ArrayList<>();
        if (asked.stream().anyMatch(DecisionGrounds::isRules)) {
            answers.add(isListed() ? phrases.fresh("rulesNamed") : phrases.fresh("rules", points()));
        } else if (asked.stream().anyMatch(DecisionGrounds::isWhy)) {
            Optional<Criterion> about = about(asked);
            String one = about.isEmpty() ? "" : phrases.fresh("whyOne", title.within(about.get()));
            answers.add(one.isEmpty() ? phrases.fresh("why", points()) : one);
        }
        answers.removeIf(String::isBlank);
        return points().isEmpty() ? List.of() : answers;
    }

    /** The rule that a question is about, "What income is allowed?", else that there is no answer. */
    String rule(String message) {
        Terms words = Terms.all(
                QuestionAnswers.plainQuestions(message).stream().map(Terms::of).toList());
        return told().map(AssessedCriterion::criterion)
                .filter(criterion ->
                        !criterion.constraints().isEmpty() && named(criterion).shared(words) > 0)
                .max(Comparator.comparingDouble(criterion -> named(criterion).coveredBy(words)))
                .map(criterion -> phrases.fresh("ruleOne", title.within(criterion)))
                .filter(said -> !said.isEmpty())
                .orElseGet(() -> phrases.fresh("questionOpen"));
    }

    /** Whether all the points stood in a message before, in full; the list is then not told again. */
    private boolean isListed() {
        return told().allMatch(point -> phrases.timesAsked(question.of(point.criterion())) > 0);
    }

    /** The point that a question names; empty for one about all of them. */
    private Optional<Criterion> about(List<String> asked) {
        Terms words = Terms.all(
                asked.stream().filter(DecisionGrounds::isWhy).map(Terms::of).toList());
        return told().map(AssessedCriterion::criterion)
                .filter(criterion -> named(criterion).shared(words) > 0)
                .max(Comparator.comparingDouble(criterion -> named(criterion).coveredBy(words)));
    }

    private static Terms named(Criterion criterion) {
        return TellingTerms.of(Terms.of(PointName.of(criterion.title())));
    }

    /** The points without what the own records say of the case. */
    private Stream<AssessedCriterion> told() {
        return assessment.points().stream().filter(point -> point.criterion().constraints().stream()
                .noneMatch(Criterion.Standing.class::isInstance));
    }

    private String points() {
        String identity = phrases.always("identity");
        return String.join(
                "; ",
                Assessment.titles(told().toList()).stream()
                        .map(TextFormat::withoutStop)
                        .filter(title -> !title.equals(identity))
                        .map(phrases::withoutCapital)
                        .toList());
    }
}
