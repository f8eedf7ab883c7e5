package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.PointState;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.Remark;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.Terms;

/** Settles a criterion of several parts by counting those that are met. */
final class CompoundCheck {
    private CompoundCheck() {}

    /**
     * The whole criterion.
     *
     * @param needed how many of the parts must be met
     * @param points the parts
     */
    static AssessedCriterion of(Criterion criterion, int needed, List<AssessedCriterion> points, Evidence evidence) {
        List<AssessedCriterion> met = with(PointState.MET, points).stream()
                .filter(point -> needed > 1 || namesItself(point, points))
                .toList();
        List<AssessedCriterion> notMet = with(PointState.NOT_MET, points);
        Optional<Statement> narrowing = met.size() < 2 ? Optional.empty() : narrowing(criterion, met, evidence);
        if (met.size() >= needed && narrowing.isPresent()) {
            return AssessedCriterion.contradictory(criterion, narrowing.get());
        }
        if (met.size() >= needed) {
            return settled(criterion, PointState.MET, met);
        }
        if (points.size() - notMet.size() < needed) {
            return settled(criterion, PointState.NOT_MET, notMet);
        }
        return points.stream()
                .filter(AssessedCriterion::isContradicted)
                .findFirst()
                .map(point -> point.of(criterion))
                .orElseGet(() -> AssessedCriterion.unknown(criterion, Remark.NOT_DOCUMENTED));
    }

    /** Whether what meets an alternative has a word that the others do not have: "we keep hens" is neither of "geese or ducks". */
    private static boolean namesItself(AssessedCriterion met, List<AssessedCriterion> points) {
        Statement evidence = met.evidence();
        Terms others = Terms.all(points.stream()
                .filter(point -> !point.equals(met))
                .map(point -> Terms.of(point.criterion().title()))
                .toList());
        Terms own = Terms.of(met.criterion().title()).without(others);
        return evidence == null
                || !evidence.source().received()
                || !met.criterion().constraints().isEmpty()
                || own.isEmpty()
                || evidence.all().and(Terms.of(evidence.label())).shared(own) > 0;
    }

    /** Another statement that says that only some of what is met is so. */
    private static Optional<Statement> narrowing(Criterion criterion, List<AssessedCriterion> met, Evidence evidence) {
        return evidence.received().stream()
                .filter(statement -> statement.isFact() && Lexicon.list("only").isIn(statement.normal()))
                .filter(statement -> {
                    long named = met.stream()
                            .filter(point -> names(statement, point, criterion))
                            .count();
                    return named > 0 && named < met.size();
                })
                .findFirst();
    }

    private static boolean names(Statement statement, AssessedCriterion point, Criterion whole) {
        Terms own = CriterionFacts.withoutFigures(Terms.of(point.criterion().title()));
        Terms telling = own.isEmpty() ? whole.words() : own;
        return telling.shared(statement.terms()) > 0;
    }

    private static List<AssessedCriterion> with(PointState state, List<AssessedCriterion> points) {
        return points.stream().filter(point -> point.is(state)).toList();
    }

    /** What was received says more about the case than what was known before. */
    private static AssessedCriterion settled(Criterion criterion, PointState state, List<AssessedCriterion> telling) {
        AssessedCriterion first = telling.stream()
                .filter(AssessedCriterion::isReceived)
                .findFirst()
                .orElse(telling.get(0));
        return new AssessedCriterion(criterion, state, first.evidence(), first.remark(), first.comparison());
    }
}
