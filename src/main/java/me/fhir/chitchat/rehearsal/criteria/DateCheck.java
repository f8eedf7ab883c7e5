package me.fhir.chitchat.rehearsal.criteria;

import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.TimeSpan;
import me.fhir.chitchat.rehearsal.criteria.CriterionFacts.Scored;
import me.fhir.chitchat.rehearsal.criteria.Findings.Finding;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.language.DateParser;
import me.fhir.chitchat.rehearsal.language.Negation;
import me.fhir.chitchat.rehearsal.language.Quantity;
import me.fhir.chitchat.rehearsal.language.Statement;
import org.jspecify.annotations.Nullable;

/** Compares the dates of a criterion with what is known. */
final class DateCheck {
    private static final double MIN_COVERAGE = 0.5;

    private final CriterionFacts facts;

    DateCheck(CriterionFacts facts) {
        this.facts = facts;
    }

    List<Finding> recent(BigDecimal days) {
        List<Finding> findings = new ArrayList<>();
        for (Scored scored : facts.relevant()) {
            daysAgo(scored.statement())
                    .ifPresent(ago -> findings.add(new Finding(scored, ago <= limit(days), span(scored.statement()))));
        }
        return findings;
    }

    /** Whether the latest date of a statement is not longer ago than so many days. */
    boolean isRecent(Statement statement, BigDecimal days) {
        return daysAgo(statement).filter(ago -> ago <= limit(days)).isPresent();
    }

    List<Finding> past(BigDecimal days) {
        List<Finding> findings = new ArrayList<>();
        for (Scored scored : facts.relevant()) {
            daysAgo(scored.statement())
                    .ifPresent(ago ->
                            findings.add(new Finding(scored, ago >= days.doubleValue(), span(scored.statement()))));
        }
        return findings;
    }

    /** What was said of something that must not have been of late: that there is none, or when it was. */
    List<Finding> noneRecent(Criterion.NoneRecent none) {
        List<Finding> findings = new ArrayList<>();
        for (Statement statement : facts.statements()) {
            double share = none.what().coveredBy(statement.terms());
            if (share >= MIN_COVERAGE) {
                boolean holds = Negation.denies(statement, none.what())
                        || daysAgo(statement)
                                .filter(ago -> ago > limit(none.days()))
                                .isPresent();
                findings.add(new Finding(new Scored(statement, share), holds));
            }
        }
        return findings;
    }

    /** Calendar months are not of one length. */
    private static double limit(BigDecimal days) {
        return days.doubleValue() + (days.doubleValue() > 60 ? 2 : 0);
    }

    /** How long ago the latest date of a statement is, or what it says about that; a birthday counts for nothing. */
    private Optional<Double> daysAgo(Statement statement) {
        if (statement.isBirth()) {
            return Optional.empty();
        }
        TimeSpan span = span(statement);
        Optional<Double> dated = span == null ? Optional.empty() : Optional.of((double) span.days());
        return dated.isPresent()
                ? dated
                : Measurements.ago(statement).or(() -> answered(statement)).map(ago -> ago.amount()
                        .doubleValue());
    }

    /** A time alone under the name of the point, or as the answer to it, is how long ago it was. */
    private Optional<Quantity> answered(Statement statement) {
        boolean named = !statement.label().isEmpty() && (facts.isAnswered(statement) || facts.isNameOf(statement));
        return named && statement.quantities().size() == 1
                ? statement.quantities().stream().filter(Quantity::isTime).findFirst()
                : Optional.empty();
    }

    /** From the latest date of a statement to the present day. */
    private @Nullable TimeSpan span(Statement statement) {
        return statement.dates().stream()
                .map(DateParser.FoundDate::date)
                .max(LocalDate::compareTo)
                .map(date -> new TimeSpan(date, facts.evidence().today()))
                .orElse(null);
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
