package me.fhir.chitchat.rehearsal.criteria;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.PointState;
import me.fhir.chitchat.rehearsal.language.Certainty;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Statement;

/**
 * Things that must not be there and that people deny in other words than the rule's: "no outstanding fines" is met by
 * "she owes nothing". Each has a list of its names and one of the phrases by which it is denied.
 */
final class Absence {
    private static final Map<String, String> DENIED_BY = Map.of(
            "debt", "debtFree",
            "sanction", "sanctionFree",
            "usedGoods", "brandNew",
            "damaged", "undamaged",
            "incident", "incidentFree");

    private static final Pattern ALTERNATIVES = Pattern.compile("(?: or | oder | und | and | ou | o | y |, |; )");

    private Absence() {}

    /** An open point that is met because what it excludes is denied in other words. */
    static AssessedCriterion orDenied(AssessedCriterion point, String excluded, CriterionFacts facts) {
        if (!point.is(PointState.UNKNOWN) || point.isContradicted()) {
            return point;
        }
        return denied(excluded, facts.statements())
                .map(statement -> AssessedCriterion.met(facts.criterion(), statement))
                .orElse(point);
    }

    /** What denies all that a criterion excludes, where each part of it is such a thing; else nothing. */
    private static Optional<Statement> denied(String excluded, List<Statement> statements) {
        Optional<Statement> last = Optional.empty();
        for (String part : ALTERNATIVES.split(excluded, -1)) {
            last = DENIED_BY.keySet().stream()
                    .filter(thing -> Lexicon.list(thing).isIn(part) && !isSaid(thing, statements))
                    .flatMap(thing -> statements.stream()
                            .filter(statement -> isDenied(statement, DENIED_BY.getOrDefault(thing, ""))))
                    .findFirst();
            if (last.isEmpty()) {
                return Optional.empty();
            }
        }
        return last;
    }

    /** Whether a text denies one of the things that an exclusion names. */
    static boolean denies(String said, String excluded) {
        return DENIED_BY.entrySet().stream()
                .anyMatch(thing -> Lexicon.list(thing.getKey()).isIn(excluded)
                        && Lexicon.list(thing.getValue()).isIn(said));
    }

    private static boolean isDenied(Statement statement, String phrases) {
        return statement.source().received()
                && Lexicon.list(phrases).isIn(statement.normal())
                && !Certainty.isUntrue(statement.normal());
    }

    /** Whether the thing is named by somebody without being denied in the same breath. */
    private static boolean isSaid(String thing, List<Statement> statements) {
        return statements.stream()
                .anyMatch(statement -> statement.source().received()
                        && Lexicon.list(thing).isIn(statement.normal())
                        && !Lexicon.list("negator").isIn(statement.normal())
                        && !Lexicon.list(DENIED_BY.getOrDefault(thing, "")).isIn(statement.normal()));
    }
}
