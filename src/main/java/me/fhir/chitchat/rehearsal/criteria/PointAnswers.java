package me.fhir.chitchat.rehearsal.criteria;

import me.fhir.chitchat.rehearsal.criteria.CriterionFacts.Scored;
import me.fhir.chitchat.rehearsal.knowledge.CaseIdentity;
import me.fhir.chitchat.rehearsal.language.BareAnswer;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Sentences;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;
import me.fhir.chitchat.rehearsal.language.TextFormat;

/** The forms in which a point is answered where it was asked for, by which it is met without its own words. */
record PointAnswers(CriterionFacts facts) {
    private static final double MIN_COVERAGE = 0.5;
    private static final int FEW_WORDS = 3;

    boolean isInFigures(Statement statement) {
        boolean named = facts.isNameOf(statement);
        return (named || facts.topic().keys().size() <= FEW_WORDS)
                && statement.mood() == Statement.Mood.ANSWER
                && (!statement.quantities().isEmpty()
                        || !statement.dates().isEmpty()
                        || (named && Measurements.isList(statement)))
                && (named || facts.head().coveredBy(statement.context()) >= MIN_COVERAGE);
    }

    /** What was answered under the name of a fact that only has to be there; words that say nothing do not count. */
    boolean isLabelled(Statement statement) {
        return statement.mood() == Statement.Mood.ANSWER
                && facts.criterion().constraints().isEmpty()
                && isNamed(statement)
                && !isEmpty(statement);
    }

    private boolean isNamed(Statement statement) {
        if (!facts.criterion().normal().isEmpty()) {
            return facts.criterion().isNameOf(statement) && isConcrete(statement);
        }
        Terms label = Terms.of(statement.label());
        return facts.criterion().topics().stream()
                .anyMatch(topic -> topic.keys().size() > 1 && topic.coveredBy(label) == 1);
    }

    private boolean isEmpty(Statement statement) {
        return CriterionFacts.withoutFigures(statement.terms()).isEmpty()
                || facts.relevant().stream()
                        .map(Scored::statement)
                        .anyMatch(other -> other.source().equals(statement.source())
                                && other.label().equals(statement.label())
                                && Sentences.isEvasive(other.normal()));
    }

    /** Whether an answer has a date or the number of a paper; a date where the point asks for dates. */
    private boolean isConcrete(Statement statement) {
        boolean number = CaseIdentity.isNumber(TextFormat.withoutStop(
                statement.text().substring(statement.text().lastIndexOf(' ') + 1)));
        return !statement.dates().isEmpty()
                || (number && !Lexicon.list("withDates").isIn(facts.criterion().normal()));
    }

    boolean isConfirmation(Statement statement) {
        return statement.mood() == Statement.Mood.ANSWER
                && facts.criterion().constraints().isEmpty()
                && facts.isAnswered(statement)
                && (Lexicon.list("affirmative").starts(statement.normal()) || BareAnswer.isYes(statement.normal()));
    }
}
