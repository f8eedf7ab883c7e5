package me.fhir.chitchat.rehearsal;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.rehearsal.Criterion.Elapsed;
import me.fhir.chitchat.rehearsal.CriterionFacts.Scored;
import me.fhir.chitchat.rehearsal.Findings.Finding;
import org.jspecify.annotations.Nullable;

/** Compares the time between an event and what followed, as in "notice within 3 days after delivery". */
final class ElapsedCheck {
    private final CriterionFacts facts;

    ElapsedCheck(CriterionFacts facts) {
        this.facts = facts;
    }

    /** A date and whether it is the event's. */
    private record Dated(Scored scored, LocalDate date) {}

    List<Finding> findings(Elapsed limit) {
        Dated event = null;
        Dated after = null;
        for (Scored scored : facts.relevant()) {
            Statement statement = scored.statement();
            int from = 0;
            for (DateParser.FoundDate found : statement.dates()) {
                Terms words = Terms.of(statement.normal().substring(from, found.start()));
                Terms around = isLabelled(statement) ? words.and(Terms.of(statement.label())) : words;
                from = found.end();
                if (around.shared(limit.event()) > 0) {
                    event = event == null ? new Dated(scored, found.date()) : event;
                } else if (isSubject(around, statement, limit)) {
                    after = after == null ? new Dated(scored, found.date()) : after;
                }
            }
        }
        return between(event, after, limit);
    }

    private static boolean isLabelled(Statement statement) {
        return !statement.label().isEmpty() && statement.mood() != Statement.Mood.ANSWER;
    }

    /** Whether a date is that of what the criterion is about, by its words or as the answer to the point. */
    private boolean isSubject(Terms around, Statement statement, Elapsed limit) {
        Terms subject = facts.topic().without(limit.event());
        return around.shared(subject) > 0
                || statement.mood() == Statement.Mood.ANSWER
                || facts.head().isEmpty();
    }

    private List<Finding> between(@Nullable Dated event, @Nullable Dated after, Elapsed limit) {
        List<Finding> findings = new ArrayList<>();
        if (event != null && after != null) {
            long days = ChronoUnit.DAYS.between(event.date(), after.date());
            findings.add(new Finding(
                    after.scored(), days >= 0 && days <= limit.days().doubleValue()));
        } else if (event != null) {
            long days = ChronoUnit.DAYS.between(event.date(), facts.evidence().today());
            // Later than that it may still have happened in time.
            if (days <= limit.days().doubleValue()) {
                findings.add(new Finding(event.scored(), true));
            }
        }
        return findings;
    }
}
