package me.fhir.chitchat.rehearsal.criteria;

import java.util.Comparator;
import java.util.List;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.Remark;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.TimeSpan;
import me.fhir.chitchat.rehearsal.criteria.CriterionFacts.Scored;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.TellingTerms;
import me.fhir.chitchat.rehearsal.language.Terms;
import org.jspecify.annotations.Nullable;

/** What the statements about a criterion say together. */
final class Findings {
    static final double NEAR_THE_BEST = 0.75;

    /**
     * A statement and whether it fulfils a constraint.
     *
     * @param span the time that was measured, or null
     */
    record Finding(Scored scored, boolean holds, @Nullable TimeSpan span) {
        Finding(Scored scored, boolean holds) {
            this(scored, holds, null);
        }
    }

    private Findings() {}

    /** What the best findings say together; own knowledge before what others say. */
    static AssessedCriterion settle(Criterion criterion, Evidence evidence, List<Finding> all) {
        List<Finding> confirmed = confirmed(all, evidence);
        AssessedCriterion point = settle(criterion, confirmed);
        return confirmed.size() < all.size() && point.isReceived() ? point.confirmed() : point;
    }

    /** After a question which of two statements is right the answer alone counts, where it is one. */
    private static List<Finding> confirmed(List<Finding> findings, Evidence evidence) {
        List<Finding> received = findings.stream()
                .filter(finding -> finding.scored().statement().source().received())
                .toList();
        List<Finding> answers = received.stream()
                .filter(finding -> finding.scored().statement().source().seq() > evidence.contradictionAsked())
                .toList();
        boolean one = answers.stream().map(Finding::holds).distinct().count() == 1;
        List<Finding> before =
                received.stream().filter(finding -> !answers.contains(finding)).toList();
        // A message does not put right what a document says to the contrary.
        boolean outweighed = one
                && answers.get(0).holds()
                && before.stream()
                        .anyMatch(finding -> !finding.holds()
                                && !finding.scored()
                                        .statement()
                                        .source()
                                        .place()
                                        .isEmpty());
        return one && !outweighed && contradict(before, Terms.NONE)
                ? findings.stream().filter(finding -> !before.contains(finding)).toList()
                : findings;
    }

    private static AssessedCriterion settle(Criterion criterion, List<Finding> findings) {
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
        Finding telltale = shortest(criterion, telling);
        Statement first = telltale.scored().statement();
        if (all || none) {
            AssessedCriterion point =
                    all ? AssessedCriterion.met(criterion, first) : AssessedCriterion.notMet(criterion, first);
            return point.measured(telltale.span());
        }
        if (contradict(telling, Terms.of(criterion.title()).and(criterion.words()))) {
            Finding against = one(telling, false);
            return AssessedCriterion.contradictory(criterion, against.scored().statement())
                    .against(one(telling, true).scored().statement());
        }
        Statement leading = telling.get(0).scored().statement();
        AssessedCriterion point = telling.get(0).holds()
                ? AssessedCriterion.met(criterion, leading)
                : AssessedCriterion.notMet(criterion, leading);
        return point.measured(telling.get(0).span());
    }

    /** The fact with the fewest other words when all stand in one answer; else the first. */
    private static Finding shortest(Criterion criterion, List<Finding> findings) {
        Terms name = TellingTerms.of(Terms.of(criterion.title()));
        Statement first = findings.get(0).scored().statement();
        return findings.stream()
                .filter(finding -> finding.scored().statement().source().equals(first.source())
                        && finding.scored().statement().label().equals(first.label())
                        && !first.label().isEmpty()
                        && finding.scored().statement().terms().shared(name) > 0)
                .min(Comparator.comparingInt(
                        finding -> finding.scored().statement().text().length()))
                .orElse(findings.get(0));
    }

    /** The first that speaks for the criterion or against it. */
    private static Finding one(List<Finding> findings, boolean holds) {
        return findings.stream()
                .filter(finding -> finding.holds() == holds)
                .findFirst()
                .orElse(findings.get(0));
    }

    /** Whether findings that differ come from several sources, or say different things about the same in one. */
    private static boolean contradict(List<Finding> findings, Terms topic) {
        for (Finding one : findings) {
            for (Finding other : findings) {
                Statement first = one.scored().statement();
                Statement second = other.scored().statement();
                boolean apart = !first.source().equals(second.source());
                if (one.holds() != other.holds() && (apart || Contradiction.sameSubject(first, second, topic))) {
                    return true;
                }
            }
        }
        return false;
    }
}
