package me.fhir.chitchat.rehearsal;

import java.util.List;
import me.fhir.chitchat.rehearsal.AssessedCriterion.Remark;
import me.fhir.chitchat.rehearsal.CriterionFacts.Scored;

/** What the statements about a criterion say together. */
final class Findings {
    static final double NEAR_THE_BEST = 0.75;

    /** A statement and whether it fulfils a constraint. */
    record Finding(Scored scored, boolean holds) {}

    private Findings() {}

    /** What the best findings say together; own knowledge before what others say. */
    static AssessedCriterion settle(Criterion criterion, List<Finding> findings) {
        double best = findings.stream()
                .mapToDouble(finding -> finding.scored().score())
                .max()
                .orElse(0);
        List<Finding> near = findings.stream()
                .filter(finding -> finding.scored().score() >= NEAR_THE_BEST * best
                        || criterion.isLabelOf(finding.scored().statement()))
                .toList();
        List<Finding> own = near.stream()
                .filter(finding -> !finding.scored().statement().source().received())
                .toList();
        List<Finding> telling = own.isEmpty() ? near : own;
        if (telling.isEmpty()) {
            return AssessedCriterion.unknown(criterion, Remark.NOT_DOCUMENTED);
        }
        boolean all = telling.stream().allMatch(Finding::holds);
        boolean none = telling.stream().noneMatch(Finding::holds);
        Statement first = telling.get(0).scored().statement();
        if (all || none) {
            return all ? AssessedCriterion.met(criterion, first) : AssessedCriterion.notMet(criterion, first);
        }
        if (contradict(telling)) {
            return AssessedCriterion.contradictory(criterion, against(telling));
        }
        return telling.get(0).holds()
                ? AssessedCriterion.met(criterion, first)
                : AssessedCriterion.notMet(criterion, first);
    }

    /** What speaks against the criterion. */
    private static Statement against(List<Finding> findings) {
        return findings.stream()
                .filter(finding -> !finding.holds())
                .findFirst()
                .orElse(findings.get(0))
                .scored()
                .statement();
    }

    /** Whether findings that differ come from several sources, or say different things about the same in one. */
    private static boolean contradict(List<Finding> findings) {
        for (Finding one : findings) {
            for (Finding other : findings) {
                Statement first = one.scored().statement();
                Statement second = other.scored().statement();
                boolean apart = !first.source().equals(second.source());
                if (one.holds() != other.holds() && (apart || Contradiction.sameSubject(first, second))) {
                    return true;
                }
            }
        }
        return false;
    }
}
