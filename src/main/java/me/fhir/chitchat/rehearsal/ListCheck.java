package me.fhir.chitchat.rehearsal;

import java.util.List;
import me.fhir.chitchat.rehearsal.CriterionFacts.Scored;
import me.fhir.chitchat.rehearsal.Point.Remark;
import me.fhir.chitchat.rehearsal.Point.State;

/** Looks for members of a criterion's list in what is known. */
final class ListCheck {
    private final CriterionFacts facts;

    ListCheck(CriterionFacts facts) {
        this.facts = facts;
    }

    Point oneOf(List<String> values) {
        for (Scored scored : facts.relevant()) {
            Statement statement = scored.statement();
            if (!statement.label().isEmpty() && Terms.of(statement.label()).shared(facts.head()) > 0) {
                boolean listed = values.stream().anyMatch(value -> mentions(statement, value));
                return listed ? Point.met(facts.criterion(), statement) : Point.notMet(facts.criterion(), statement);
            }
        }
        for (Statement statement : facts.evidence().facts(facts.criterion().from())) {
            if (!statement.source().received()) {
                continue;
            }
            for (String value : values) {
                if (mentions(statement, value) && !Negation.denies(statement, Terms.of(value))) {
                    return Point.met(facts.criterion(), statement);
                }
            }
        }
        for (Scored scored : facts.relevant()) {
            if (scored.statement().source().received() && scored.score() >= 1) {
                return Point.notMet(facts.criterion(), scored.statement());
            }
        }
        return Point.unknown(facts.criterion(), Remark.NOT_DOCUMENTED);
    }

    private static boolean mentions(Statement statement, String value) {
        Terms terms = Terms.of(value);
        if (terms.isEmpty()) {
            return statement.normal().contains(Lexicon.normal(value));
        }
        double needed = terms.keys().size() > 3 ? 0.6 : 0.99;
        return terms.coveredBy(statement.terms()) >= needed;
    }

    Point noneOf(List<String> values) {
        for (Statement statement : facts.evidence().received()) {
            for (String value : values) {
                boolean said =
                        statement.mood() != Statement.Mood.NO_FACT && !value.isBlank() && mentions(statement, value);
                if (said && !Negation.denies(statement, Terms.of(value))) {
                    return Point.notMet(facts.criterion(), statement);
                }
            }
        }
        return facts.evidence().hasReceived()
                ? new Point(facts.criterion(), State.MET, null, Remark.NOTHING_AGAINST)
                : Point.unknown(facts.criterion(), Remark.NOT_DOCUMENTED);
    }
}
