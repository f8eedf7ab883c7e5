package me.fhir.chitchat.rehearsal.criteria;

import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.TimeSpan;
import me.fhir.chitchat.rehearsal.criteria.CriterionFacts.Scored;
import me.fhir.chitchat.rehearsal.criteria.Findings.Finding;
import me.fhir.chitchat.rehearsal.knowledge.Criterion.Elapsed;
import me.fhir.chitchat.rehearsal.language.DateParser;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Statement;
import me.fhir.chitchat.rehearsal.language.TellingTerms;
import me.fhir.chitchat.rehearsal.language.Terms;
import org.jspecify.annotations.Nullable;

/** Compares the time between an event and what followed, as in "notice within 3 days after delivery". */
final class ElapsedCheck {
    private final CriterionFacts facts;

    ElapsedCheck(CriterionFacts facts) {
        this.facts = facts;
    }

    /** A date and whether its words name what the criterion is about. */
    private record Dated(Scored scored, LocalDate date, boolean named) {}

    List<Finding> findings(Elapsed limit) {
        Dated event = null;
        boolean certain = false;
        List<Dated> after = new ArrayList<>();
        for (Scored scored : facts.relevant()) {
            Statement statement = scored.statement();
            int from = 0;
            for (DateParser.FoundDate found : statement.dates()) {
                String before = statement.normal().substring(from, found.start());
                Terms words = Terms.of(before);
                Terms around = isLabelled(statement) ? words.and(Terms.of(statement.label())) : words;
                from = found.end();
                boolean named = isNamed(around, limit);
                boolean both = around.shared(limit.event()) > 0 && named;
                if (isEvent(around, before, limit) && !(both && event != null)) {
                    // "Reported the loss on" has the event's word, but "lost on" is its date.
                    if (event != null && !certain && !named) {
                        after.add(event);
                    }
                    event = event == null || (!certain && !named) ? new Dated(scored, found.date(), named) : event;
                    certain |= !named;
                } else if (isSubject(around, statement, limit)) {
                    after.add(new Dated(scored, found.date(), named));
                }
            }
        }
        return between(event, after, limit);
    }

    /** Whether a date is that of the event, by its words or because it says when "it happened". */
    private boolean isEvent(Terms around, String before, Elapsed limit) {
        return around.shared(limit.event()) > 0 || (Lexicon.list("occurred").isIn(before) && !isNamed(around, limit));
    }

    private boolean isNamed(Terms around, Elapsed limit) {
        // "Application submitted" has only words that say little elsewhere.
        Terms words = TellingTerms.withoutNumbers(Terms.of(facts.criterion().normal()));
        return around.shared(facts.topic().and(words).without(limit.event())) > 0;
    }

    private static boolean isLabelled(Statement statement) {
        return !statement.label().isEmpty() && statement.mood() != Statement.Mood.ANSWER;
    }

    /** Whether a date is that of what the criterion is about, by its words or as the answer to the point. */
    private boolean isSubject(Terms around, Statement statement, Elapsed limit) {
        return isNamed(around, limit)
                || statement.mood() == Statement.Mood.ANSWER
                || facts.head().isEmpty();
    }

    private List<Finding> between(@Nullable Dated event, List<Dated> all, Elapsed limit) {
        List<Finding> findings = new ArrayList<>();
        if (event == null) {
            return findings;
        }
        for (Dated after : all) {
            TimeSpan span = new TimeSpan(event.date(), after.date());
            if (span.days() < 0 && !after.named()) {
                continue;
            }
            boolean inTime = span.days() >= 0 && span.days() <= limit.days().doubleValue();
            findings.add(new Finding(after.scored(), inTime, span));
        }
        long days = ChronoUnit.DAYS.between(event.date(), facts.evidence().today());
        // Later than that it may still have happened in time.
        if (findings.isEmpty() && days <= limit.days().doubleValue()) {
            findings.add(new Finding(event.scored(), true));
        }
        return findings;
    }
}
