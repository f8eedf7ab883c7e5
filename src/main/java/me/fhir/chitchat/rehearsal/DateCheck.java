package me.fhir.chitchat.rehearsal;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.rehearsal.CriterionFacts.Scored;
import me.fhir.chitchat.rehearsal.Findings.Finding;

/** Compares the dates of a criterion with what is known. */
final class DateCheck {
    private final CriterionFacts facts;

    DateCheck(CriterionFacts facts) {
        this.facts = facts;
    }

    List<Finding> recent(BigDecimal days) {
        List<Finding> findings = new ArrayList<>();
        double limit = days.doubleValue() + (days.doubleValue() > 60 ? 2 : 0);
        for (Scored scored : facts.relevant()) {
            Statement statement = scored.statement();
            if (statement.isBirth()) {
                continue;
            }
            LocalDate latest = null;
            for (DateParser.FoundDate date : statement.dates()) {
                latest = latest == null || date.date().isAfter(latest) ? date.date() : latest;
            }
            if (latest != null) {
                long age = facts.evidence().today().toEpochDay() - latest.toEpochDay();
                findings.add(new Finding(scored, age <= limit));
            } else {
                Measurements.ago(statement)
                        .ifPresent(ago ->
                                findings.add(new Finding(scored, ago.amount().doubleValue() <= limit)));
            }
        }
        return findings;
    }

    List<Finding> between(Criterion.Between bounds) {
        List<Finding> findings = new ArrayList<>();
        LocalDate from = bounds.from();
        LocalDate to = bounds.to();
        for (Scored scored : facts.relevant()) {
            if (scored.statement().isBirth()) {
                continue;
            }
            for (DateParser.FoundDate date : scored.statement().dates()) {
                boolean holds = (from == null || !date.date().isBefore(from))
                        && (to == null || !date.date().isAfter(to));
                findings.add(new Finding(scored, holds));
            }
        }
        return findings;
    }
}
