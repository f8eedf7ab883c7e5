package me.fhir.chitchat.rehearsal;

import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.rehearsal.Criterion.Bound;
import me.fhir.chitchat.rehearsal.CriterionFacts.Scored;
import me.fhir.chitchat.rehearsal.Findings.Finding;

/** Compares the numbers of a criterion with what is known. */
final class NumberCheck {
    private final CriterionFacts facts;

    NumberCheck(CriterionFacts facts) {
        this.facts = facts;
    }

    List<Finding> numbers(Bound bound) {
        List<Finding> findings = new ArrayList<>();
        Quantity like = bound.least() == null ? bound.most() : bound.least();
        if (like == null) {
            return findings;
        }
        for (Scored scored : facts.relevant()) {
            List<Quantity> comparable = Measurements.of(scored.statement(), like, facts.head(), facts.evidence());
            if (!comparable.isEmpty()) {
                findings.add(new Finding(scored, comparable.stream().anyMatch(q -> within(q, bound))));
            }
        }
        return findings;
    }

    private static boolean within(Quantity quantity, Bound bound) {
        Quantity least = bound.least();
        Quantity most = bound.most();
        // Months have no fixed number of days.
        BigDecimal slack = quantity.isTime() ? new BigDecimal("0.98") : BigDecimal.ONE;
        return (least == null
                        || quantity.amountLike(least).compareTo(least.amount().multiply(slack)) >= 0)
                && (most == null || quantity.amountLike(most).multiply(slack).compareTo(most.amount()) <= 0);
    }
}
