package me.fhir.chitchat.rehearsal.criteria;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.PointState;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.Remark;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Bound;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Constraint;
import me.fhir.chitchat.rehearsal.knowledge.Evidence;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Statement;

/** Compares a criterion with the evidence. */
public final class CriterionCheck {
    private final Criterion criterion;
    private final CriterionFacts facts;

    private final Conjunction.CriterionHalf part;
    private final AskedFigures asked;

    private CriterionCheck(Conjunction.CriterionHalf part, Evidence evidence, AskedFigures asked) {
        this.part = part;
        this.asked = asked;
        this.criterion = part.criterion();
        this.facts = new CriterionFacts(criterion, evidence, part.required());
    }

    public static AssessedCriterion of(Criterion criterion, Evidence evidence) {
        return of(criterion, evidence, AskedFigures.NONE);
    }

    /**
     * Compares a criterion with the evidence, its figure also without its words.
     *
     * @param asked the kinds of figures that all points of the decision ask for
     */
    public static AssessedCriterion of(Criterion criterion, Evidence evidence, AskedFigures asked) {
        for (Constraint constraint : criterion.constraints()) {
            if (constraint instanceof Criterion.Parts parts) {
                Optional<Statement> named =
                        parts.needed() == 1 ? NamedAlternative.in(criterion, evidence) : Optional.empty();
                AssessedCriterion whole = named.map(statement -> AssessedCriterion.met(criterion, statement))
                        .orElseGet(() -> CompoundCheck.of(
                                criterion,
                                parts.needed(),
                                parts.parts().stream()
                                        .map(part -> of(Accomplishment.withoutExclusion(part), evidence, asked))
                                        .toList(),
                                evidence));
                return whole.is(PointState.MET) && isPartial(whole)
                        ? AssessedCriterion.unknown(criterion, Remark.NOT_DOCUMENTED)
                        : whole;
            }
        }
        AssessedCriterion last = AssessedCriterion.unknown(criterion, Remark.NOT_DOCUMENTED);
        for (Conjunction.CriterionHalf part : Conjunction.parts(criterion)) {
            last = new CriterionCheck(part, evidence, asked).orByFigure();
            if (!last.is(PointState.MET)) {
                break;
            }
        }
        return last.of(criterion);
    }

    /** Whether what meets a part of "only A or B" names something besides. */
    private static boolean isPartial(AssessedCriterion whole) {
        Statement evidence = whole.evidence();
        return evidence != null
                && evidence.source().received()
                && new Accomplishment(whole.criterion()).isPartial(evidence);
    }

    /** What its words say, else what the only figure of its kind says. */
    private AssessedCriterion orByFigure() {
        AssessedCriterion point = point();
        boolean open = point.is(PointState.UNKNOWN)
                && !point.isContradicted()
                && part.required().isEmpty()
                && criterion.from() != Criterion.From.OWN;
        return open
                ? asked.sole(criterion)
                        .map(kind -> new SoleFigure(facts, kind)
                                .point(criterion.constraints().get(0)))
                        .orElse(point)
                : point;
    }

    private AssessedCriterion point() {
        for (Constraint constraint : criterion.constraints()) {
            if (constraint instanceof Criterion.Standing standing) {
                return standing.good()
                        ? AssessedCriterion.met(criterion, standing.fact())
                        : AssessedCriterion.notMet(criterion, standing.fact());
            }
        }
        List<AssessedCriterion> parts = new ArrayList<>();
        criterion.constraints().forEach(constraint -> parts.add(part(constraint)));
        boolean none = criterion.constraints().stream().anyMatch(Criterion.NoneRecent.class::isInstance);
        if (!criterion.normal().isEmpty() && !none) {
            parts.addAll(new WordingCheck(facts).worded());
        } else if (criterion.constraints().isEmpty()) {
            parts.add(new WordingCheck(facts).covered());
        }
        return all(parts);
    }

    private AssessedCriterion all(List<AssessedCriterion> parts) {
        for (PointState state : List.of(PointState.NOT_MET, PointState.UNKNOWN)) {
            for (AssessedCriterion part : parts) {
                if (part.is(state)) {
                    return part;
                }
            }
        }
        return parts.stream()
                .filter(AssessedCriterion::isReceived)
                .findFirst()
                .orElseGet(() ->
                        parts.isEmpty() ? AssessedCriterion.unknown(criterion, Remark.NOT_DOCUMENTED) : parts.get(0));
    }

    private AssessedCriterion part(Constraint constraint) {
        if (constraint instanceof Bound bound) {
            return Findings.settle(criterion, facts.evidence(), new NumberCheck(facts).numbers(bound));
        }
        if (constraint instanceof Criterion.Recent recent) {
            return Findings.settle(criterion, facts.evidence(), new DateCheck(facts).recent(recent.days()));
        }
        if (constraint instanceof Criterion.Past past) {
            return Findings.settle(criterion, facts.evidence(), new DateCheck(facts).past(past.days()));
        }
        if (constraint instanceof Criterion.NoneRecent none) {
            return Findings.settle(criterion, facts.evidence(), new DateCheck(facts).noneRecent(none));
        }
        if (constraint instanceof Criterion.Elapsed elapsed) {
            return Findings.settle(criterion, facts.evidence(), new ElapsedCheck(facts).findings(elapsed));
        }
        if (constraint instanceof Criterion.Between between) {
            return Findings.settle(criterion, facts.evidence(), new DateCheck(facts).between(between));
        }
        if (constraint instanceof Criterion.OneOf oneOf) {
            return new ListCheck(facts).oneOf(oneOf.values());
        }
        if (constraint instanceof Criterion.NoneOf noneOf) {
            return new ListCheck(facts).noneOf(noneOf);
        }
        if (constraint instanceof Criterion.YesOrNo yesOrNo) {
            AssessedCriterion point =
                    Findings.settle(criterion, facts.evidence(), new WordingCheck(facts).yes(yesOrNo.yes()));
            return yesOrNo.yes() ? point : Absence.orDenied(point, Lexicon.normal(criterion.title()), facts);
        }
        throw new IllegalStateException("standing facts and parts are settled before");
    }
}
