package me.fhir.chitchat.rehearsal.criteria;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.PointState;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.Remark;
import me.fhir.chitchat.rehearsal.criteria.CriterionFacts.Scored;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.language.Certainty;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Negation;
import me.fhir.chitchat.rehearsal.language.Source;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;

/** Looks for members of a criterion's list in what is known. */
final class ListCheck {
    private static final double HALF = 0.5;

    private final CriterionFacts facts;
    private final ListedValue listed;

    ListCheck(CriterionFacts facts) {
        this.facts = facts;
        this.listed = new ListedValue(facts);
    }

    AssessedCriterion oneOf(List<String> values) {
        return underTheName(values)
                .or(() -> told(values))
                .or(() -> somethingElse(values))
                .orElseGet(() -> AssessedCriterion.unknown(facts.criterion(), Remark.NOT_DOCUMENTED));
    }

    /** By what stands under the name of the fact. */
    private Optional<AssessedCriterion> underTheName(List<String> values) {
        for (Scored scored : facts.relevant()) {
            Statement statement = scored.statement();
            boolean labelled =
                    !statement.label().isEmpty() && Terms.of(statement.label()).shared(facts.head()) > 0;
            if (!labelled && !CriterionFacts.isNamed(scored)) {
                continue;
            }
            if (values.stream().anyMatch(value -> listed.affirms(statement, value))) {
                Optional<Statement> otherwise = saidOtherwise(statement, values).or(() -> labelledOtherwise(values));
                return Optional.of(metUnless(otherwise, statement));
            }
            if (CriterionFacts.isNamed(scored) || isUnderItsName(statement)) {
                return Optional.of(AssessedCriterion.notMet(facts.criterion(), statement));
            }
        }
        return Optional.empty();
    }

    /** By a listed value in what the others wrote. */
    private Optional<AssessedCriterion> told(List<String> values) {
        for (Statement statement : facts.statements()) {
            if (!statement.source().received() || facts.isPartial(statement)) {
                continue;
            }
            if (values.stream().anyMatch(value -> listed.isTold(statement, value))) {
                Optional<Statement> otherwise = contradiction(statement, values).or(() -> labelledOtherwise(values));
                return Optional.of(metUnless(otherwise, statement));
            }
        }
        return Optional.empty();
    }

    /** By what the others wrote under the name of the fact that is not listed. */
    private Optional<AssessedCriterion> somethingElse(List<String> values) {
        for (Scored scored : facts.relevant()) {
            // What was said before anybody asked may be about the matter without naming the value.
            boolean answers = isUnderItsName(scored.statement());
            boolean telling = scored.statement().source().received() && scored.score() >= 1 && answers;
            if (telling
                    && (!isCodes(values)
                            || CodeRange.isCodeIn(scored.statement().text()))) {
                return Optional.of(AssessedCriterion.notMet(facts.criterion(), scored.statement()));
            }
        }
        return Optional.empty();
    }

    private AssessedCriterion metUnless(Optional<Statement> otherwise, Statement statement) {
        return otherwise
                .map(other -> AssessedCriterion.contradictory(facts.criterion(), other))
                .orElseGet(() -> AssessedCriterion.met(facts.criterion(), statement));
    }

    /** Whether a value stands under a name of the fact, not only under one that has a word in common with it. */
    private boolean isUnderItsName(Statement statement) {
        Terms label = Terms.of(statement.label());
        return facts.criterion().isNameOf(statement)
                || (label.coveredBy(facts.head()) >= HALF && facts.head().coveredBy(label) >= HALF);
    }

    /** What a message gives under the same name that is not listed; documents may list several. */
    private Optional<Statement> saidOtherwise(Statement met, List<String> values) {
        return facts.evidence().received().stream()
                .filter(other -> other.record() != met.record()
                        && other.source().place().isEmpty()
                        && met.source().place().isEmpty()
                        && !met.label().isEmpty()
                        && Lexicon.normal(other.label()).equals(Lexicon.normal(met.label())))
                .filter(other -> values.stream().noneMatch(value -> listed.mentions(other, value)))
                .findFirst();
    }

    /** What a message or document gives under the very name of the fact, when nothing of it is listed. */
    private Optional<Statement> labelledOtherwise(List<String> values) {
        Map<Source, List<Statement>> labelled = facts.evidence().received().stream()
                .filter(facts.criterion()::isLabelOf)
                .collect(Collectors.groupingBy(Statement::source, LinkedHashMap::new, Collectors.toList()));
        return labelled.values().stream()
                .filter(said ->
                        said.stream().noneMatch(one -> values.stream().anyMatch(value -> listed.affirms(one, value))))
                .map(said -> said.get(0))
                .findFirst();
    }

    private static boolean isCodes(List<String> values) {
        return values.stream().allMatch(value -> CodeRange.isRange(value) || CodeRange.isCodeIn(value));
    }

    /** Another statement that names something else in the place of the listed value. */
    private Optional<Statement> contradiction(Statement met, List<String> values) {
        return facts.evidence().received().stream()
                .filter(Statement::isFact)
                .filter(other -> Contradiction.sameSubject(met, other) || listed.beginsAlike(met, other, values))
                .filter(other -> values.stream().noneMatch(value -> listed.mentions(other, value)))
                .findFirst();
    }

    AssessedCriterion noneOf(Criterion.NoneOf excluded) {
        Statement about = null;
        boolean doubtful = false;
        for (Statement statement : facts.evidence().received()) {
            if (statement.mood() == Statement.Mood.NO_FACT) {
                boolean named = excluded.values().stream()
                        .anyMatch(value -> !value.isBlank() && listed.mentions(statement, value));
                doubtful |= named && Certainty.isOpen(statement.normal());
                continue;
            }
            for (String value : excluded.values()) {
                boolean said = !value.isBlank() && listed.mentions(statement, value);
                if (said && !Negation.denies(statement, Terms.of(value))) {
                    return AssessedCriterion.notMet(facts.criterion(), statement);
                }
            }
            boolean relevant = statement.isFact()
                    && (statement.terms().shared(excluded.subject()) > 0 || isAnswerTo(excluded.subject(), statement));
            about = relevant && about == null ? statement : about;
        }
        if (doubtful) {
            return AssessedCriterion.unknown(facts.criterion(), Remark.NOT_DOCUMENTED);
        }
        if (about != null) {
            return AssessedCriterion.met(facts.criterion(), about);
        }
        return excluded.subject().isEmpty() && wasAnswered()
                ? new AssessedCriterion(
                        facts.criterion(),
                        PointState.MET,
                        null,
                        Remark.NOTHING_AGAINST,
                        AssessedCriterion.Comparison.NONE)
                : AssessedCriterion.unknown(facts.criterion(), Remark.NOT_DOCUMENTED);
    }

    /** Whether something came after the exclusions had been asked about: none of them was named then. */
    private boolean wasAnswered() {
        String title = facts.criterion().title();
        int colon = title.indexOf(": ");
        long asked = facts.evidence().askedFor(colon < 0 ? title : title.substring(0, colon));
        return facts.evidence().received().stream()
                .anyMatch(statement -> statement.source().seq() > asked && statement.mood() != Statement.Mood.REFUSAL);
    }

    private static boolean isAnswerTo(Terms subject, Statement statement) {
        return statement.mood() == Statement.Mood.ANSWER
                && statement.context().shared(subject) > 0
                && !statement.terms().isEmpty();
    }
}
