package me.fhir.chitchat.rehearsal.criteria;

import java.util.ArrayList;
import java.util.List;
import me.fhir.chitchat.rehearsal.criteria.AssessedCriterion.Remark;
import me.fhir.chitchat.rehearsal.knowledge.Criterion;
import me.fhir.chitchat.rehearsal.language.Lexicon;
import me.fhir.chitchat.rehearsal.language.Statement;

/** Finds statements that say the opposite of a criterion's word, such as "positive" for "negative". */
final class Antonyms {
    private Antonyms() {}

    /** Whether a statement has the opposite of a word of the criterion, and not the word: "gross" for "net". */
    static boolean opposes(Criterion criterion, Statement statement) {
        String rule = criterion.normal().isEmpty() ? Lexicon.normal(criterion.title()) : criterion.normal();
        String said = Lexicon.normal(statement.label()) + " " + statement.normal();
        return Lexicon.opposites().stream()
                .anyMatch(opposite -> opposite.word().isIn(rule)
                        && !opposite.against().isIn(rule)
                        && !opposite.word().isIn("within")
                        && opposite.against().isIn(said)
                        && !opposite.word().isIn(said));
    }

    /** A part for each word of the criterion that has an opposite; none when nothing relevant has either. */
    static List<AssessedCriterion> of(Criterion criterion, List<Statement> relevant) {
        List<AssessedCriterion> parts = new ArrayList<>();
        for (Lexicon.Opposite opposite : Lexicon.opposites()) {
            if (!opposite.word().isIn(criterion.normal()) || opposite.against().isIn(criterion.normal())) {
                continue;
            }
            if (opposite.word().isIn("within") && !criterion.constraints().isEmpty()) {
                // A time, not a place.
                continue;
            }
            Statement agrees = null;
            Statement opposes = null;
            for (Statement statement : relevant) {
                // An answer's label is the question.
                String label = statement.mood() == Statement.Mood.ANSWER ? "" : Lexicon.normal(statement.label());
                String normal = label + " " + statement.normal();
                if (opposite.word().isIn(normal)) {
                    agrees = agrees == null ? statement : agrees;
                } else if (opposite.against().isIn(normal)) {
                    opposes = opposes == null ? statement : opposes;
                }
            }
            if (opposes != null) {
                parts.add(
                        agrees == null
                                ? AssessedCriterion.notMet(criterion, opposes)
                                : AssessedCriterion.contradictory(criterion, opposes));
            } else if (agrees == null && opposite.against().isIn("positive negative")) {
                parts.add(AssessedCriterion.unknown(criterion, Remark.NOT_DOCUMENTED));
            }
        }
        return parts;
    }
}
